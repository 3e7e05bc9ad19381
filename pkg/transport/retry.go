package transport

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/backoff"
	"github.com/boxoffice-go/boxoffice/pkg/internal/retryafter"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func withDefaults(p boxoffice.Retry) boxoffice.Retry {
	if p.Attempts == 0 {
		p.Attempts = 8
	}
	if p.Base == 0 {
		p.Base = 250 * time.Millisecond
	}
	if p.Max == 0 {
		p.Max = 30 * time.Second
	}
	return p
}

// retrying is the link that repeats a request. For every operation it repeats a request
// that was never sent. Only if the specification marks the operation repeatable, it also
// repeats a request that may have been delivered, and one that was answered with a
// status that the specification lists.
func retrying(client boxoffice.Retry, budget *budget, next link) link {
	return func(ctx context.Context, c *call) (*rest.Answer, *failure) {
		policy := client
		if c.req.Retry != nil {
			policy = withDefaults(*c.req.Retry)
		}
		reached := false // whether an earlier attempt may have reached the vendor
		spent := 0       // repetitions paid from the budget
		budget.begin()
		defer budget.end()
		for attempt := 1; ; attempt++ {
			answer, failed := next(ctx, c)
			if reached && failed != nil && failed.delivery == boxoffice.NeverSent {
				failed.delivery = boxoffice.MaybeDelivered
			}
			if !worthRepeating(ctx, c.req.Op, answer, failed) || !c.req.Upload.Again() {
				if failed == nil {
					budget.refund(spent)
				}
				return answer, failed
			}
			wait, ok := pause(policy, attempt, answer)
			if attempt >= policy.Attempts || !ok || !lasts(ctx, wait) {
				return answer, failed
			}
			if failed == nil || failed.delivery != boxoffice.NeverSent { // what was never sent costs the vendor nothing
				if !budget.take() {
					return answer, failed
				}
				spent++
			}
			if !backoff.Sleep(ctx, wait) {
				return nil, abandoned(ctx, answer, failed)
			}
			reached = reached || failed == nil || failed.delivery != boxoffice.NeverSent
			answer.Close()
		}
	}
}

func worthRepeating(ctx context.Context, op *rest.Operation, answer *rest.Answer, failed *failure) bool {
	switch {
	case failed == nil:
		return op.Repeatable && op.Retries(answer.StatusCode)
	case failed.final || ctx.Err() != nil:
		return false
	case failed.delivery == boxoffice.NeverSent:
		return true
	}
	return op.Repeatable
}

// doublings is how often the ceiling of a wait doubles. Further attempts wait no longer:
// they are there for a vendor that fails some requests, not for one that is down.
const doublings = 3

// pause is how long to wait before the next attempt: exponential back-off with jitter in
// its upper half, and never less than the vendor asks for. It reports false when the
// vendor asks for more than the policy grants.
func pause(policy boxoffice.Retry, attempt int, answer *rest.Answer) (time.Duration, bool) {
	wait := backoff.Jitter(backoff.Ceiling(min(attempt-1, doublings), policy.Base, policy.Max))
	if answer != nil {
		if asked, ok := RetryAfter(answer.Header, time.Now()); ok {
			return max(asked, wait), asked <= policy.Max
		}
	}
	return wait, true
}

// RetryAfter reads the Retry-After header; see [retryafter.Read].
func RetryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	return retryafter.Read(header, now)
}

// lasts reports whether the caller's context lasts longer than the wait. If it does not,
// waiting is of no use, and the call ends with the last failure.
func lasts(ctx context.Context, wait time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > wait
}

// abandoned is the failure of a call whose context ended during a wait: the last answer
// or failure, and the reason of the context.
func abandoned(ctx context.Context, answer *rest.Answer, failed *failure) *failure {
	if failed == nil {
		return &failure{delivery: boxoffice.Answered, answer: answer, err: ended(ctx), final: true}
	}
	failed.err = errors.Join(ended(ctx), failed.err)
	return failed
}

// budget limits the repetitions of all calls of a client together. Each repetition takes
// from it. A call that succeeds gives back what it took, and a tenth of a repetition
// more. So a vendor that fails rarely does not use it up, and a vendor that fails every
// call gets three repetitions for each call that was in flight, and twenty.
type budget struct{ spent, inFlight atomic.Int64 } // spent is in tenths of a repetition

const (
	budgetTenths  = 10 * 20 // of the client
	perCallTenths = 10 * 3  // for each call in flight
)

func newBudget() *budget { return new(budget) }

func (b *budget) begin() { b.inFlight.Add(1) }
func (b *budget) end()   { b.inFlight.Add(-1) }

func (b *budget) take() bool {
	for {
		spent := b.spent.Load()
		if spent+10 > budgetTenths+perCallTenths*b.inFlight.Load() {
			return false
		}
		if b.spent.CompareAndSwap(spent, spent+10) {
			return true
		}
	}
}

func (b *budget) refund(repetitions int) {
	for {
		spent := b.spent.Load()
		if spent == 0 || b.spent.CompareAndSwap(spent, max(spent-int64(10*repetitions)-1, 0)) {
			return
		}
	}
}
