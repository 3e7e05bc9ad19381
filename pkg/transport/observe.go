package transport

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// info are the facts of a request for hooks and contexts.
func info(req *rest.Request, attempt int) settings.CallInfo {
	return settings.CallInfo{Vendor: req.Vendor, Operation: req.Op.ID, Method: req.Op.Method, Path: req.Op.Path, Attempt: attempt}
}

// observing is the link that calls the user's hooks for every attempt.
func observing(hooks []settings.Hooks, next link) link {
	if len(hooks) == 0 {
		return next
	}
	return func(ctx context.Context, c *call) (*rest.Answer, *failure) {
		if ctx.Err() != nil {
			return next(ctx, c) // the caller has left: there is no attempt
		}
		number, start := c.sent+1, time.Now()
		let, failed := before(ctx, hooks, info(c.req, number))
		var answer *rest.Answer
		if failed == nil {
			start = time.Now()
			answer, failed = next(ctx, c)
		}
		e := settings.Event{Call: info(c.req, number), Duration: time.Since(start), Delivery: int(boxoffice.Answered)}
		got := answer
		if failed != nil {
			e.Delivery, e.Err = int(failed.delivery), c.errorOf(failed)
			got = failed.answer
		}
		if got != nil {
			e.StatusCode = got.StatusCode
		}
		after(ctx, let, e)
		return answer, failed
	}
}

// before asks the hooks whether an attempt may be made. It returns the hooks that must
// be called at its end: those before the one that refused.
func before(ctx context.Context, hooks []settings.Hooks, attempt settings.CallInfo) ([]settings.Hooks, *failure) {
	for i, h := range hooks {
		if h.BeforeAttempt == nil {
			continue
		}
		if err := h.BeforeAttempt(ctx, attempt); err != nil {
			return hooks[:i], notSent(ctx, err)
		}
	}
	return hooks, nil
}

func after(ctx context.Context, hooks []settings.Hooks, e settings.Event) {
	for _, h := range slices.Backward(hooks) {
		if h.AfterAttempt != nil {
			h.AfterAttempt(ctx, e)
		}
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

// observer calls the user's hooks for every call. It is nil without hooks.
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
			for _, h := range slices.Backward(hooks) {
				if h.AfterCall != nil {
					h.AfterCall(ctx, e)
				}
			}
		}
	}
}
