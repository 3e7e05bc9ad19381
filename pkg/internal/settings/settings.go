// Package settings has the settings that the options of package boxoffice set and that
// the packages rest and transport read. Programs cannot import it: they use the options.
package settings

import (
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// Client is how a client sends.
type Client struct {
	// Server is the origin and the base path.
	Server     *url.URL
	HTTPClient *http.Client
	Logger     *slog.Logger
	Retry      Retry
	Header     http.Header
	MaxBody    int64
	// Values fill what the specification marks x-from-client.
	Values map[string]string
	// AttemptTimeout bounds one attempt, 0 for the default.
	AttemptTimeout time.Duration
	// StreamIdleTimeout bounds the wait for more of a streamed body, 0 for the
	// default.
	StreamIdleTimeout time.Duration
	// Middleware wraps the round tripper, the first one outermost.
	Middleware []func(http.RoundTripper) http.RoundTripper
	// Dump is where the redacted wire dump goes, nil for none. It is safe for
	// concurrent use.
	Dump io.Writer
	// Hooks hear of calls and attempts.
	Hooks []Hooks
}

// Call is how one call is sent.
type Call struct {
	Header  http.Header
	MaxBody int64
	// AttemptTimeout and StreamIdleTimeout are the call's own, 0 for the client's.
	AttemptTimeout, StreamIdleTimeout time.Duration
	// IdempotencyKey is the caller's own, "" for a random one.
	IdempotencyKey string
	// Retry is the call's own policy, nil for the client's.
	Retry *Retry
	// Answered hears what was answered, also when the call fails for it.
	Answered func(Answer)
	// Page is where a list of pages begins, "" for its beginning.
	Page string
	// Address is the escaped path, base path included, and the query that are asked
	// for instead of the operation's; nil for those.
	Address *Address
}

// Address is where on the vendor's server a request goes.
type Address struct{ Path, Query string }

// Retry is boxoffice.Retry.
type Retry struct {
	Attempts int
	Base     time.Duration
	Max      time.Duration
}

// Answer is what boxoffice.Response shows.
type Answer struct {
	StatusCode int
	Header     http.Header
	Body       []byte
	Attempts   int
	Problems   []Problem
	// URL is the request's address, nil when nothing was answered.
	URL *url.URL
}

// Problem is boxoffice.Problem.
type Problem struct{ Path, Text string }
