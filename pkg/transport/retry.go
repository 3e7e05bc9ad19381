package transport

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func withDefaults(p boxoffice.Retry) boxoffice.Retry {
	if p.Attempts == 0 {
		p.Attempts = 4
	}
	if p.Base == 0 {
		p.Base = 250 * time.Millisecond
	}
	if p.Max == 0 {
		p.Max = 30 * time.Second
	}
	return p
}

// retrying is the link that repeats: whatever never left, for every operation;
// what may have been delivered, and the statuses the specification lists, only
// for operations it marks repeatable.
func retrying(client boxoffice.Retry, budget *budget, next link) link {
	return func(ctx context.Context, c *call) (*rest.Answer, *failure) {
		policy := client
		if c.req.Retry != nil {
			policy = withDefaults(*c.req.Retry)
		}
		reached := false // whether an earlier attempt may have reached the vendor
		for attempt := 1; ; attempt++ {
			answer, failed := next(ctx, c)
			if reached && failed != nil && failed.delivery == boxoffice.NeverSent {
				failed.delivery = boxoffice.MaybeDelivered
			}
			if !worthRepeating(ctx, c.req.Op, answer, failed) {
				budget.refund()
				return answer, failed
			}
			wait, ok := pause(policy, attempt, answer)
			if attempt >= policy.Attempts || !ok || !lasts(ctx, wait) || !budget.take() {
				return answer, failed
			}
			if !sleep(ctx, wait) {
				return nil, givenUp(ctx, answer, failed)
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

// pause is how long to wait before the next attempt: what the vendor asks for,
// or exponential back-off with full jitter. It reports false when the vendor
// asks for more than the policy grants.
func pause(policy boxoffice.Retry, attempt int, answer *rest.Answer) (time.Duration, bool) {
	if answer != nil {
		if asked, ok := RetryAfter(answer.Header, time.Now()); ok {
			return asked, asked <= policy.Max
		}
	}
	ceiling := policy.Base
	for range attempt - 1 {
		if ceiling >= policy.Max/2 {
			ceiling = policy.Max
			break
		}
		ceiling *= 2
	}
	return rand.N(min(ceiling, policy.Max)), true
}

// RetryAfter reads the Retry-After header: seconds, or an HTTP date relative to
// now. It reports false when the header is missing or malformed. The wait is
// never negative and at most a year.
func RetryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(header.Get("Retry-After"))
	const year = 365 * 24 * time.Hour
	seconds, err := strconv.ParseUint(text, 10, 63)
	switch {
	case err == nil && seconds <= uint64(year/time.Second):
		return time.Duration(seconds) * time.Second, true
	case err == nil, errors.Is(err, strconv.ErrRange):
		return year, true
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return min(max(date.Sub(now), 0), year), true
}

// lasts reports whether the caller's context outlasts the wait. If not, there is
// no point in waiting, and the failure at hand is the caller's.
func lasts(ctx context.Context, wait time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > wait
}

// sleep waits, unless the caller's context ends first; it then reports false at
// once.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// givenUp is the failure of a call whose caller left while it waited: the
// answer or failure at hand, and why the caller left.
func givenUp(ctx context.Context, answer *rest.Answer, failed *failure) *failure {
	if failed == nil {
		return &failure{delivery: boxoffice.Answered, answer: answer, err: ended(ctx), final: true}
	}
	failed.err = errors.Join(ended(ctx), failed.err)
	return failed
}

// budget is shared by all calls of a client: repetitions are paid from it, and
// calls that need none earn a tenth of one. A vendor that fails every call is
// thus sent about a tenth more, not a multiple.
type budget struct{ tenths atomic.Int64 }

const budgetFull = 200 // twenty repetitions

func newBudget() *budget {
	b := new(budget)
	b.tenths.Store(budgetFull)
	return b
}

func (b *budget) take() bool {
	for {
		have := b.tenths.Load()
		if have < 10 {
			return false
		}
		if b.tenths.CompareAndSwap(have, have-10) {
			return true
		}
	}
}

func (b *budget) refund() {
	for {
		have := b.tenths.Load()
		if have >= budgetFull || b.tenths.CompareAndSwap(have, have+1) {
			return
		}
	}
}
