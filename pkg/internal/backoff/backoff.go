// Package backoff has the waits between attempts: how long they are, and waiting them
// out.
package backoff

import (
	"context"
	"math/rand/v2"
	"time"
)

// Ceiling is first, doubled n times, and never more than longest.
func Ceiling(n int, first, longest time.Duration) time.Duration {
	ceiling := min(first, longest)
	for ; n > 0 && ceiling > 0 && ceiling < longest; n-- {
		ceiling += min(ceiling, longest-ceiling)
	}
	return ceiling
}

// Jitter is a random wait between half of the ceiling and all of it, so that callers that
// failed together do not try again together.
func Jitter(ceiling time.Duration) time.Duration { return ceiling - rand.N(ceiling/2+1) }

// Sleep waits, and reports false at once when ctx ends first.
func Sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return ctx.Err() == nil
	}
}
