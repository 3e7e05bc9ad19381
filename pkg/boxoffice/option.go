package boxoffice

import (
	"net/http"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// ClientOption changes how a client sends. A vendor's New takes any number of
// them; they apply in order. What an option is given is not modified, and later
// changes to it are not seen. A value that an option refuses is New's error,
// ErrConfiguration.
type ClientOption interface {
	ApplyClient(*settings.Client) error
}

// CallOption changes how one call is sent. Every method of a client takes any
// number of them; they apply in order and win over the client's. A value that an
// option refuses is the call's error, ErrInvalidRequest, and nothing is sent.
type CallOption interface {
	ApplyCall(*settings.Call) error
}

// Option is a [ClientOption] and a [CallOption], and means the same in both
// places.
type Option interface {
	ClientOption
	CallOption
}

type clientOption func(*settings.Client) error

func (o clientOption) ApplyClient(c *settings.Client) error { return o(c) }

type callOption func(*settings.Call) error

func (o callOption) ApplyCall(c *settings.Call) error { return o(c) }

// option is an Option. problem is what is wrong with its value, "" for nothing.
type option struct {
	problem string
	client  func(*settings.Client)
	call    func(*settings.Call)
}

func (o option) ApplyClient(c *settings.Client) error {
	if o.problem != "" {
		return safe.Errorf(ErrConfiguration, "%s", o.problem)
	}
	o.client(c)
	return nil
}

func (o option) ApplyCall(c *settings.Call) error {
	if o.problem != "" {
		return safe.Errorf(ErrInvalidRequest, "%s", o.problem)
	}
	o.call(c)
	return nil
}

// WithHeader sets a header of every request or of one call. A call's header wins
// over the client's. It cannot set a credential: Authorization, X-API-Key and
// Cookie are refused, as are the headers that belong to the transport, such as
// Accept-Encoding and Content-Length, and anything that is not a valid header of
// UTF-8 text.
func WithHeader(name, value string) Option {
	key := http.CanonicalHeaderKey(name)
	return option{
		problem: headerProblem(name, value),
		client:  func(c *settings.Client) { c.Header[key] = []string{value} },
		call:    func(c *settings.Call) { c.Header[key] = []string{value} },
	}
}

// WithMaxBody sets the longest body, in decompressed bytes, that is read whole.
// Default [DefaultMaxBody]; below 1 is refused. A longer body is the call's error
// (ErrTooLarge). Of a streamed list one element may take a quarter of it.
func WithMaxBody(bytes int64) Option {
	problem := ""
	if bytes < 1 {
		problem = "the body limit must be at least 1 byte"
	}
	return option{
		problem: problem,
		client:  func(c *settings.Client) { c.MaxBody = bytes },
		call:    func(c *settings.Call) { c.MaxBody = bytes },
	}
}

// WithRetry sets how failures that may be repeated are repeated. [Retry] has the
// fields, their units and defaults; negative values are refused.
// Retry{Attempts: 1} sends once.
func WithRetry(policy Retry) Option {
	problem := ""
	if policy.Attempts < 0 || policy.Base < 0 || policy.Max < 0 {
		problem = "a retry policy has no negative values"
	}
	set := settings.Retry(policy)
	return option{
		problem: problem,
		client:  func(c *settings.Client) { c.Retry = set },
		call:    func(c *settings.Call) { c.Retry = &set },
	}
}

// WithAttemptTimeout sets how long one attempt may take: from dialling to the end
// of the body, or of a streamed call to its header. Default
// [DefaultAttemptTimeout], or the Timeout of the client that [WithHTTPClient]
// brings; below 1 is refused. An attempt that takes longer is repeated where the
// operation allows it, and otherwise the call's error (context.DeadlineExceeded).
// The whole call, waits and retries included, is bounded by its context alone.
func WithAttemptTimeout(d time.Duration) Option {
	return option{
		problem: durationProblem(d, "the timeout of an attempt"),
		client:  func(c *settings.Client) { c.AttemptTimeout = d },
		call:    func(c *settings.Call) { c.AttemptTimeout = d },
	}
}

// WithStreamIdleTimeout sets how long a streamed call waits for the next byte of
// the body. Default [DefaultStreamIdleTimeout]; below 1 is refused. The time that
// the loop spends on an element does not count. A stream that stays silent for
// longer is the call's error (context.DeadlineExceeded). A call that is not
// streamed refuses it with [ErrInvalidRequest].
func WithStreamIdleTimeout(d time.Duration) Option {
	return option{
		problem: durationProblem(d, "the idle timeout of a stream"),
		client:  func(c *settings.Client) { c.StreamIdleTimeout = d },
		call:    func(c *settings.Call) { c.StreamIdleTimeout = d },
	}
}

func durationProblem(d time.Duration, what string) string {
	if d < 1 {
		return what + " must be positive"
	}
	return ""
}

var errNilResponse = safe.Errorf(ErrInvalidRequest, "the response to fill is nil")
