package boxoffice

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// Call says which call a request belongs to. It holds no secret and no value of
// the caller's: Path is the template, never the address that was made from it.
type Call struct {
	// Vendor and Operation name the call: "venuemanager" and the operation id of
	// the vendor's specification, such as "createOrder".
	Vendor, Operation string
	// Method is the HTTP method, Path the path template below the vendor's base
	// path, such as "/orders/{orderNumber}".
	Method, Path string
	// Attempt counts the sendings of the call from 1. It is 0 before the first.
	// A redirect that is followed belongs to the attempt that met it.
	Attempt int
}

// CallFromContext returns what the context of a request says of its call. A round
// tripper and a middleware find it in the request's context. It reports false for
// a context that is not that of a request of this module.
func CallFromContext(ctx context.Context) (Call, bool) {
	f := settings.FactsFrom(ctx)
	if f == nil {
		return Call{}, false
	}
	return Call(f.Call), true
}

// Event is how an attempt or a call ended.
type Event struct {
	// Call is the call. Its Attempt is the number of this attempt; of a call, how
	// often it was sent, 0 when nothing was sent.
	Call
	// Duration is the time from the beginning of the attempt or the call to its
	// end. That of a call includes its waits and its login. That of an attempt
	// ends with the body, of a streamed body with the header.
	Duration time.Duration
	// StatusCode is the HTTP status, 0 when nothing was answered.
	StatusCode int
	// Delivery says how far the request got.
	Delivery Delivery
	// Err is nil for an attempt that was answered, with whatever status, and for a call
	// that succeeded. Otherwise errors.Is works on it as on the error that the caller
	// gets, and its text is safe to record. It gives no access to a header, a body or an
	// address.
	Err error
}

// Hooks are functions that are called for every call and for every attempt of a client,
// its logins included. A nil function is not called. They are enough for metrics,
// tracing, limiting and circuit breaking; the examples show each.
//
// A hook runs on the goroutine of the call, which waits for it: it must not block,
// except BeforeAttempt, which may. Calls on several goroutines call the hooks at
// the same time. A panic of a hook reaches the caller of the method.
type Hooks struct {
	// BeforeCall is called before anything is done for a call. The call goes on with the
	// context that it returns, for example one with a span in it. nil leaves the context
	// as it is.
	BeforeCall func(context.Context, Call) context.Context
	// BeforeAttempt is called before a request is sent, retries included. It may wait,
	// and must return when the context ends. When it returns an error, the request is not
	// sent and the call ends with [ErrNotSent], [NeverSent] and that error, which
	// errors.Is finds.
	BeforeAttempt func(context.Context, Call) error
	// AfterAttempt is called when an attempt has ended, once for each BeforeAttempt that
	// returned nil, so that it can release what BeforeAttempt acquired. When the attempt
	// was not sent after all, because the context ended or because later hooks refused
	// it, the event has an Err and the Delivery [NeverSent].
	AfterAttempt func(context.Context, Event)
	// AfterCall is called when a call has ended, once for each BeforeCall unless the
	// method panics. A streamed call ends with the loop over it.
	AfterCall func(context.Context, Event)
}

// WithHooks adds hooks to those that the client has. The hooks that were given
// first are called first; those that follow a call or an attempt are called in the
// opposite order.
func WithHooks(hooks Hooks) ClientOption {
	set := settings.Hooks{}
	if f := hooks.BeforeCall; f != nil {
		set.BeforeCall = func(ctx context.Context, c settings.CallInfo) context.Context { return f(ctx, Call(c)) }
	}
	if f := hooks.BeforeAttempt; f != nil {
		set.BeforeAttempt = func(ctx context.Context, c settings.CallInfo) error { return f(ctx, Call(c)) }
	}
	if f := hooks.AfterAttempt; f != nil {
		set.AfterAttempt = func(ctx context.Context, e settings.Event) { f(ctx, event(e)) }
	}
	if f := hooks.AfterCall; f != nil {
		set.AfterCall = func(ctx context.Context, e settings.Event) { f(ctx, event(e)) }
	}
	return clientOption(func(c *settings.Client) error {
		c.Hooks = append(c.Hooks, set)
		return nil
	})
}

func event(e settings.Event) Event {
	all := Event{Call: Call(e.Call), Duration: e.Duration, StatusCode: e.StatusCode, Delivery: Delivery(e.Delivery)}
	if e.Err != nil {
		all.Err = &eventError{text: e.Err.Error(), is: func(target error) bool { return errors.Is(e.Err, target) }}
	}
	return all
}

// eventError answers errors.Is for an error that it does not give away. It knows
// the error by a function alone, which prints as an address.
type eventError struct {
	text string
	is   func(error) bool
}

func (e *eventError) Error() string                 { return e.text }
func (e *eventError) SafeText() string              { return e.text }
func (e *eventError) Is(target error) bool          { return e.is(target) }
func (e *eventError) Format(f fmt.State, verb rune) { safe.Format(f, verb, e.text) }
func (e *eventError) LogValue() slog.Value          { return slog.StringValue(e.text) }
