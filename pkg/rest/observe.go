package rest

import (
	"context"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Outcome says how a call ended.
type Outcome struct {
	StatusCode int // 0 without an answer
	Attempts   int
	Delivery   boxoffice.Delivery
	Err        error // what the caller gets
}

// Observer is called at the beginning of a call. It returns the context that the
// call uses, and a function that is called at the end of the call.
type Observer func(context.Context, *Request) (context.Context, func(Outcome))

// observe calls the client's Observer, if there is one.
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
