package transport

import (
	"context"
	"errors"
	"io"
	"net/http/httptrace"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// attempt is one sending of a call. It is the context of its request: it ends when the
// caller's context ends, and when the attempt takes too long. It makes the context and
// the timer for this only when somebody waits for its end.
type attempt struct {
	context.Context // the caller's
	progress
	req      *rest.Request
	number   int           // which sending of the call this is
	timeout  time.Duration // 0: none
	deadline time.Time

	mu    sync.Mutex
	inner context.Context // what ends, nil as long as nobody has asked for it
	end   context.CancelCauseFunc
	timer *time.Timer
}

func newAttempt(ctx context.Context, c *call, timeout time.Duration) *attempt {
	a := &c.first
	if c.sent > 1 {
		a = new(attempt) // net/http may still use an earlier one
	}
	a.Context, a.req, a.number, a.timeout = ctx, c.req, c.sent, timeout
	if timeout > 0 {
		a.deadline = time.Now().Add(timeout)
	}
	a.watch(!c.req.Op.Repeatable && !c.req.Stream)
	return a
}

// context is the context of the request.
func (a *attempt) context() context.Context { return httptrace.WithClientTrace(a, &a.hooks) }

// running is the inner context, which ends. It is made by the first call.
func (a *attempt) running() context.Context {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.inner == nil {
		a.inner, a.end = context.WithCancelCause(a.Context)
		if a.timeout > 0 {
			end, timeout := a.end, a.timeout
			a.timer = time.AfterFunc(time.Until(a.deadline), func() { end(tooSlow(timeout)) })
		}
	}
	return a.inner
}

// Done implements context.Context.
func (a *attempt) Done() <-chan struct{} { return a.running().Done() }

// Err implements context.Context.
func (a *attempt) Err() error { return a.running().Err() }

// Value implements context.Context: it knows the facts of the call, and makes them
// for those who ask.
func (a *attempt) Value(key any) any {
	if key == (settings.FactsKey{}) {
		return &settings.Facts{Call: info(a.req, a.number), Secrets: a.req.Op.Secrets, Stream: a.req.Stream}
	}
	a.mu.Lock()
	inner := a.inner
	a.mu.Unlock()
	if inner != nil {
		return inner.Value(key)
	}
	return a.Context.Value(key)
}

// abort ends the attempt.
func (a *attempt) abort(reason error) {
	_ = a.running()
	a.end(reason)
}

// headerCame stops the timeout of the attempt.
func (a *attempt) headerCame() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.timeout = 0
	if a.timer != nil {
		a.timer.Stop()
	}
}

// stop must be called when the attempt is over.
func (a *attempt) stop() {
	a.headerCame()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.end != nil {
		a.end(nil)
	}
}

// timedOut is why the attempt was ended, if it took too long.
func (a *attempt) timedOut() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.inner == nil {
		return nil
	}
	var timeout timeoutError
	if reason := context.Cause(a.inner); errors.As(reason, &timeout) {
		return reason
	}
	return nil
}

// timeoutError is context.DeadlineExceeded with the reason.
type timeoutError struct{ error }

func (timeoutError) Timeout() bool      { return true }
func (timeoutError) Temporary() bool    { return true }
func (e timeoutError) Unwrap() error    { return e.error }
func (e timeoutError) SafeText() string { return e.Error() }

func tooSlow(limit time.Duration) error {
	return timeoutError{safe.Errorf(context.DeadlineExceeded, "the attempt was not over after %s; boxoffice.WithAttemptTimeout and the Timeout of an *http.Client set how long it may take", limit)}
}

func tooSilent(limit time.Duration) error {
	return timeoutError{safe.Errorf(context.DeadlineExceeded, "the stream was silent for %s; boxoffice.WithStreamIdleTimeout sets how long it may be", limit)}
}

// stream is the body of a streamed call. How long it may take is up to the caller's
// context; only the wait for its next byte is bounded.
func (a *attempt) stream(ctx context.Context, body io.ReadCloser, idle time.Duration) io.ReadCloser {
	a.headerCame()
	s := &streamBody{body: body, attempt: a, caller: ctx, idle: idle}
	s.timer = time.AfterFunc(idle, func() { a.abort(tooSilent(idle)) })
	s.timer.Stop()
	return s
}

type streamBody struct {
	body    io.ReadCloser
	attempt *attempt
	caller  context.Context
	idle    time.Duration
	timer   *time.Timer
}

func (s *streamBody) Read(p []byte) (int, error) {
	s.timer.Reset(s.idle)
	n, err := s.body.Read(p)
	s.timer.Stop()
	if err != nil && !errors.Is(err, io.EOF) {
		err = s.attempt.cause(s.caller, err)
	}
	return n, err
}

func (s *streamBody) Close() error {
	s.timer.Stop()
	err := s.body.Close()
	s.attempt.stop()
	return err
}
