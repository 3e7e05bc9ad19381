package transport

import (
	"context"
	"errors"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// info is what hooks and contexts say of a request.
func info(req *rest.Request, attempt int) settings.CallInfo {
	return settings.CallInfo{Vendor: req.Vendor, Operation: req.Op.ID, Method: req.Op.Method, Path: req.Op.Path, Attempt: attempt}
}

// observing is the link that has the user's hooks hear of every attempt.
func observing(hooks []settings.Hooks, next link) link {
	if len(hooks) == 0 {
		return next
	}
	return func(ctx context.Context, c *call) (*rest.Answer, *failure) {
		for _, h := range hooks {
			if h.BeforeAttempt == nil {
				continue
			}
			if err := h.BeforeAttempt(ctx, info(c.req, c.sent+1)); err != nil {
				return nil, notSent(ctx, err)
			}
		}
		start, before := time.Now(), c.sent
		answer, failed := next(ctx, c)
		if c.sent == before {
			return answer, failed // the caller had left: there was no attempt
		}
		e := settings.Event{Call: info(c.req, c.sent), Duration: time.Since(start), Delivery: int(boxoffice.Answered)}
		if failed != nil {
			e.Delivery, e.Err = int(failed.delivery), c.errorOf(failed)
			answer = failed.answer
		}
		if answer != nil {
			e.StatusCode = answer.StatusCode
		}
		for i := len(hooks) - 1; i >= 0; i-- {
			if h := hooks[i].AfterAttempt; h != nil {
				h(ctx, e)
			}
		}
		if failed != nil {
			return nil, failed
		}
		return answer, nil
	}
}

// notSent is the failure of a request that a hook has refused.
func notSent(ctx context.Context, err error) *failure {
	if ctx.Err() != nil {
		err = errors.Join(ended(ctx), err)
	} else if !errors.Is(err, boxoffice.ErrNotSent) {
		err = errors.Join(boxoffice.ErrNotSent, err)
	}
	return &failure{err: err, final: true}
}

// observer has the user's hooks hear of every call, nil without any.
func observer(hooks []settings.Hooks) rest.Observer {
	if len(hooks) == 0 {
		return nil
	}
	return func(ctx context.Context, req *rest.Request) (context.Context, func(rest.Outcome)) {
		start := time.Now()
		for _, h := range hooks {
			if h.BeforeCall == nil {
				continue
			}
			if within := h.BeforeCall(ctx, info(req, 0)); within != nil {
				ctx = within
			}
		}
		return ctx, func(o rest.Outcome) {
			e := settings.Event{
				Call: info(req, o.Attempts), Duration: time.Since(start),
				StatusCode: o.StatusCode, Delivery: int(o.Delivery), Err: o.Err,
			}
			for i := len(hooks) - 1; i >= 0; i-- {
				if h := hooks[i].AfterCall; h != nil {
					h(ctx, e)
				}
			}
		}
	}
}
