// Package transport is for adapters: it sends the requests. Programs set its behaviour
// with the options of package boxoffice.
//
// A request passes these links in this order, and its answer in the opposite order:
//
//	sending         sets the URL and the client's headers
//	retrying        repeats what was never sent, and what the operation allows
//	authenticating  sets the credential; on a 401, renews the token and sends once more
//	observing       calls the user's hooks
//	logging         writes one redacted slog line
//	base            sends through the *http.Client: the user's middleware, then the wire
//	                dump, then the network
//
// New builds the links from the last to the first, because each is given the next one.
// A base URL other than the vendor's must be an origin that is HTTPS or on loopback. No
// link sends to another origin.
//
// # Tracing
//
// The observing link knows the operation, its path template, the attempt, the status and
// the time, and nothing else of a message. Whatever is below it, that is the middleware
// and the *http.Client of the user, gets each request whole: the address with its query,
// which holds secrets where a vendor documents it so (x-sensitive), and the credential in
// the header. The package comment of each vendor names these addresses.
package transport

import (
	"context"
	"net/http"
	"net/url"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Config is what an adapter knows of its vendor.
type Config struct {
	// Vendor names the vendor in errors and logs.
	Vendor string
	// Server is the server URL of the specification: origin and base path.
	Server string
	// Authenticator authenticates the caller, nil for an anonymous client.
	Authenticator Authenticator
	// Values fill what the specification marks x-from-client, unless the user's
	// options give others.
	Values map[string]string
	// Refine may explain a refusal in the vendor's own terms, by setting the
	// error's Err: see rest.Client. nil: refusals are left as they are.
	Refine func(*rest.Request, *boxoffice.Error)
	// NoRedirects: follow no redirect at all. It is for a client whose addresses
	// hold secrets, which belong into the one request and no other.
	NoRedirects bool
}

// New assembles a client from the vendor's facts and the user's options. Its
// error is an *boxoffice.Error of kind boxoffice.ErrConfiguration or
// boxoffice.ErrCredential.
func New(config Config, options ...boxoffice.ClientOption) (*rest.Client, error) {
	s, err := newSettings(config, options)
	if err != nil {
		return nil, &boxoffice.Error{Vendor: config.Vendor, Err: err}
	}
	// The last link first, because each is given the next one.
	base, err := newBase(s, config.NoRedirects)
	if err != nil {
		return nil, &boxoffice.Error{Vendor: config.Vendor, Err: err}
	}
	logged := logging(s.Logger, base.send)
	observed := observing(s.Hooks, logged)
	authenticated := authenticating(config.Authenticator, observed)
	repeated := retrying(withDefaults(boxoffice.Retry(s.Retry)), newBudget(), authenticated)
	return &rest.Client{
		Vendor:   config.Vendor,
		BasePath: s.Server.Path,
		Values:   s.Values,
		MaxBody:  s.MaxBody,
		Refine:   config.Refine,
		Observe:  observer(s.Hooks),
		Sender:   sending(s.Server, s.Header, repeated),
	}, nil
}

// call is one call on its way through the links. Links run one after the other,
// so it needs no lock.
type call struct {
	req     *rest.Request // its header is ours: built for this call, credential included
	url     url.URL
	sent    int         // how often it was sent
	renewed bool        // the one renewal of this call has been used
	first   attempt     // its memory, which saves an allocation
	answer  rest.Answer // of the first attempt

	// unsigned is the header without what a [RequestAuthenticator] adds, and signed the
	// address with it. Both are nil when there is none.
	unsigned http.Header
	signed   *url.URL
}

// link sends a call. Its error is what kept the call from being answered, with
// how far it got.
type link func(ctx context.Context, c *call) (*rest.Answer, *failure)

// failure is why an attempt was not answered.
type failure struct {
	delivery boxoffice.Delivery
	err      error
	answer   *rest.Answer // what there is of an answer whose body was lost
	// final failures are not worth another attempt (a caller who gave up, a
	// refused credential).
	final bool
}

// sender is a rest.Sender.
type sender func(ctx context.Context, req *rest.Request) (*rest.Answer, error)

// Send implements rest.Sender.
func (s sender) Send(ctx context.Context, req *rest.Request) (*rest.Answer, error) {
	return s(ctx, req)
}

// sending turns a request into a call with the client's own headers, and what
// is left of a failure into the module's error.
func sending(origin *url.URL, header http.Header, send link) sender {
	return func(ctx context.Context, req *rest.Request) (*rest.Answer, error) {
		c := &call{req: req}
		c.url = url.URL{Scheme: origin.Scheme, Host: origin.Host, RawPath: req.Path, RawQuery: req.Query}
		path, err := url.PathUnescape(req.Path)
		if err != nil {
			return nil, c.errorOf(&failure{err: safe.Errorf(boxoffice.ErrInvalidRequest, "the path is not escaped")})
		}
		c.url.Path = path
		for name, values := range header {
			if _, set := req.Header[name]; !set {
				req.Header[name] = values
			}
		}
		answer, failed := send(ctx, c)
		if failed != nil {
			return nil, c.errorOf(failed)
		}
		answer.Attempts = c.sent
		return answer, nil
	}
}

func (c *call) errorOf(f *failure) error {
	e := c.req.NewError(f.err)
	e.Delivery, e.Attempts = f.delivery, c.sent
	if a := f.answer; a != nil {
		e.Inconclusive = c.req.Op.Inconclusive(a.StatusCode)
		e.StatusCode, e.Header, e.Body, e.RequestID = a.StatusCode, a.Header, a.Body, c.req.IDOf(a.Header)
	}
	c.req.Redact(e)
	return e
}
