package boxoffice

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/backoff"
)

// Backoff is how often a vendor is asked until something is done, such as an order
// that it works on. The zero value is 1 second, doubling up to 30 seconds.
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

// Poll calls ask until it is done, and returns the error of that last call. It blocks
// until then, or until ctx ends; see [Backoff.Wait] for the error it has then.
//
// When ask is not done, a nil error means that the vendor still works on it, and any
// other why the question was not answered. Which errors are worth another question is
// for ask to say, usually by [Error.Transient]. after is the wait that the vendor asks for, 0
// for none; the Retry-After of the answer in an error need not be repeated there. The
// calls in ask are best made with [WithRetry] and Attempts 1, because Poll repeats them.
func (b Backoff) Poll(ctx context.Context, ask func(context.Context) (done bool, after time.Duration, err error)) error {
	for n := 0; ; n++ {
		done, after, err := ask(ctx)
		if done {
			return err
		}
		if err := b.Wait(ctx, n, after, err); err != nil {
			return err
		}
	}
}

// Wait waits between two attempts: after the n-th, counted from 0, for asked, or as the
// Retry-After of the answer in last says, or as b says. asked is 0 when the vendor asked
// for no wait; last is why the attempt failed, nil when it did not.
//
// The error is nil, or ctx ended: errors.Is finds the context's error, its cause
// ([context.Cause]) and last in it.
func (b Backoff) Wait(ctx context.Context, n int, asked time.Duration, last error) error {
	if asked <= 0 {
		asked = AsError(last).RetryAfter()
	}
	if asked <= 0 {
		first, longest := b.First, b.Longest
		if first <= 0 {
			first = time.Second
		}
		if longest <= 0 {
			longest = 30 * time.Second
		}
		asked = backoff.Jitter(backoff.Ceiling(n, first, longest))
	}
	if backoff.Sleep(ctx, asked) {
		return nil
	}
	if last != nil && errors.Is(last, ctx.Err()) {
		return last
	}
	return &endedWait{ctx.Err(), context.Cause(ctx), last}
}

// endedWait is the error when a context ends a wait. last is what went wrong before, nil
// for nothing.
type endedWait struct{ ended, cause, last error }

func (w *endedWait) Error() string { return w.SafeText() }
func (w *endedWait) SafeText() string {
	if w.last == nil {
		return w.ended.Error()
	}
	return w.ended.Error() + "; before that: " + causeText(w.last)
}

func (w *endedWait) Unwrap() []error {
	return slices.DeleteFunc([]error{w.ended, w.cause, w.last}, func(err error) bool { return err == nil })
}
