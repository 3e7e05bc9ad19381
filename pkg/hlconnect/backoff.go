package hlconnect

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff is how often the vendor is asked what became of an order. The zero value
// is 1 second, doubling up to 30 seconds.
//
// The first question comes at once. The wait after the n-th is random between
// half of First·2ⁿ⁻¹ and all of it, and that is never more than Longest. An
// answer's Retry-After is waited out instead, as it is, when it is more than
// nothing. There is no limit to the number of questions: the context is what
// ends a wait.
type Backoff struct {
	// First is the wait after the first question. Default, and for zero or
	// less: 1 second.
	First time.Duration
	// Longest bounds the wait that doubles. Default, and for zero or less: 30
	// seconds.
	Longest time.Duration
}

// after is how long to wait after the n-th question, counted from 0, when the
// vendor asked for a wait (0: it did not).
func (p Backoff) after(n int, asked time.Duration) time.Duration {
	if asked > 0 {
		return asked
	}
	first, longest := p.First, p.Longest
	if first <= 0 {
		first = time.Second
	}
	if longest <= 0 {
		longest = 30 * time.Second
	}
	wait := longest
	if n < 30 && first<<n>>n == first {
		wait = min(first<<n, longest)
	}
	return wait/2 + rand.N(wait-wait/2+1)
}

// pause waits, and reports false when ctx ends first.
func (p Backoff) pause(ctx context.Context, n int, asked time.Duration) bool {
	timer := time.NewTimer(p.after(n, asked))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return ctx.Err() == nil
	}
}
