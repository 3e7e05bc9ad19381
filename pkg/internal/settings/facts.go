package settings

import (
	"context"
	"time"
)

// CallInfo is boxoffice.Call.
type CallInfo struct {
	Vendor, Operation, Method, Path string
	Attempt                         int
}

// Facts are what the context of a request says of its call.
type Facts struct {
	Call CallInfo
	// Secrets are the names of the fields and parameters that hold secrets.
	Secrets []string
	// Stream: the body of a success is read by the caller as it arrives.
	Stream bool
}

// FactsKey is the key of a request's *[Facts] in its context.
type FactsKey struct{}

// FactsFrom are the facts that a context holds, nil for none.
func FactsFrom(ctx context.Context) *Facts {
	f, _ := ctx.Value(FactsKey{}).(*Facts)
	return f
}

// Hooks is boxoffice.Hooks.
type Hooks struct {
	BeforeCall    func(context.Context, CallInfo) context.Context
	BeforeAttempt func(context.Context, CallInfo) error
	AfterAttempt  func(context.Context, Event)
	AfterCall     func(context.Context, Event)
}

// Event is what boxoffice.Event is made from.
type Event struct {
	Call       CallInfo
	Duration   time.Duration
	StatusCode int
	Delivery   int // a boxoffice.Delivery
	Err        error
}
