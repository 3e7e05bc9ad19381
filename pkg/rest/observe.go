package rest

import (
	"context"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Outcome is how a call ended.
type Outcome struct {
	StatusCode int // 0 without an answer
	Attempts   int
	Delivery   boxoffice.Delivery
	Err        error // what the caller gets
}

// Observer is called before anything is done for a call. It returns the context for the
// call, and a function that is called at its end.
type Observer func(context.Context, *Request) (context.Context, func(Outcome))

// observe tells the client's observer of a call that begins.
func (r *Request) observe(ctx context.Context) (context.Context, func(error)) {
	if ctx == nil || r.client.Observe == nil {
		return ctx, unobserved
	}
	ctx, done := r.client.Observe(ctx, r)
	return ctx, func(err error) {
		o := Outcome{StatusCode: r.status, Attempts: r.attempts, Delivery: boxoffice.Answered, Err: err}
		if e := boxoffice.AsError(err); e != nil {
			o.StatusCode, o.Attempts, o.Delivery = e.StatusCode, e.Attempts, e.Delivery
		}
		done(o)
	}
}

func unobserved(error) {}
