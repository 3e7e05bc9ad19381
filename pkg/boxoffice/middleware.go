package boxoffice

import (
	"io"
	"net/http"
	"sync"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// WithMiddleware wraps the round tripper that the client sends through: the
// module's own, or that of [WithHTTPClient]. Several apply in order, the first one
// outermost. nil, and a middleware that returns nil, are refused.
//
// Retries, the credential, the timeouts and the guard of the vendor's origin are
// above it. A middleware therefore sees every sending, each retry and each
// redirect that is followed, whole and with its credential: do not log or export
// its header, its address or its body; [WithWireDump] redacts them.
// A tracer of requests, such as otelhttp, exports the address as url.full: trace with
// [WithHooks], or give it a copy of the request whose URL is the path template of
// [CallFromContext], and have another middleware behind it put the address back, as
// pkg/internal/otelexample does. The package comment of each vendor says which of its
// addresses hold secrets.
//
// [CallFromContext] tells the operation and the attempt. An error that wraps
// [ErrNotSent] says that nothing was sent.
//
// wrap is called when a client is made, more than once where a client logs in. A
// middleware must be safe for concurrent use and keep to the rules of
// [http.RoundTripper]. A panic reaches the caller of the method.
func WithMiddleware(wrap func(http.RoundTripper) http.RoundTripper) ClientOption {
	return clientOption(func(c *settings.Client) error {
		if wrap == nil {
			return safe.Errorf(ErrConfiguration, "the middleware is nil")
		}
		c.Middleware = append(c.Middleware, wrap)
		return nil
	})
}

// WithWireDump writes what is sent and what is answered to w, for debugging.
// Every message is one Write, one at a time, so that w may be os.Stderr or a
// buffer; errors of w are ignored. An answer is written when its body has been
// read.
//
// Secrets are redacted: all headers but a few harmless ones, such as Content-Type
// and Retry-After; the fields and parameters that the specification marks as
// secret or whose names say so (password, token, key, …), in the address and in
// JSON, XML and form bodies. A message that repeats a secret of the request
// elsewhere is left out. Of other bodies, of those that are not well-formed and of
// those over 256 KiB only the length and the media type are written. A streamed
// body is neither kept nor shown. Personal data is not redacted: treat a dump as
// you would treat the data.
func WithWireDump(w io.Writer) ClientOption {
	dump := &serialized{w: w}
	return clientOption(func(c *settings.Client) error {
		if w == nil {
			return safe.Errorf(ErrConfiguration, "the writer of the wire dump is nil")
		}
		c.Dump = dump
		return nil
	})
}

// serialized writes one message at a time.
type serialized struct {
	mu sync.Mutex
	w  io.Writer
}

func (s *serialized) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.w.Write(p)
}
