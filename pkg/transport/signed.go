package transport

import (
	"context"
	"net/http"
	"net/url"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Outgoing is a request about to be sent, for an authenticator that has to see it.
type Outgoing struct {
	Method string
	// URL is the whole address. An authenticator may change its query, and nothing
	// else of it.
	URL *url.URL
	// Header is everything that is sent but what net/http adds. An authenticator may
	// set any header.
	Header http.Header
	// Body is the exact body that is sent. It is nil for none, and for an upload,
	// which is streamed. It must not be changed.
	Body []byte
}

// RequestAuthenticator is an [Authenticator] that sees the request: it signs it, or
// puts the credential elsewhere than in one header.
type RequestAuthenticator interface {
	Authenticator
	// AuthenticateRequest changes the request. It is called for each sending, after
	// Authenticate, whose header it finds set.
	AuthenticateRequest(ctx context.Context, r *Outgoing) error
}

// Signed authenticates by signing: sign sets one or more headers, from the method,
// the address, the headers and the body. It is called for each sending, so that a
// signature has the time of its own. scheme is that of the specification, or several
// that are required together: "keyID+signature".
func Signed(scheme string, sign func(ctx context.Context, r *Outgoing) error) Authenticator {
	return &signing{scheme, sign}
}

// FixedQuery authenticates with a key in the query.
func FixedQuery(scheme, name string, key boxoffice.SecretText) Authenticator {
	value := constant(url.QueryEscape(name) + "=" + url.QueryEscape(key.Reveal()))
	return &signing{scheme, func(_ context.Context, r *Outgoing) error {
		if r.URL.RawQuery != "" {
			r.URL.RawQuery += "&"
		}
		r.URL.RawQuery += value()
		return nil
	}}
}

// FixedCookie authenticates with a key in a cookie; see [CheckCookie].
func FixedCookie(scheme, name string, key boxoffice.SecretText) Authenticator {
	value := constant(name + "=" + key.Reveal())
	return &signing{scheme, func(_ context.Context, r *Outgoing) error {
		cookie := value()
		if before := r.Header.Get("Cookie"); before != "" {
			cookie = before + "; " + cookie
		}
		r.Header.Set("Cookie", cookie)
		return nil
	}}
}

// signing keeps what it signs with in a function, which prints as an address.
type signing struct {
	scheme string
	sign   func(context.Context, *Outgoing) error
}

func (s *signing) Scheme() string                                  { return s.scheme }
func (s *signing) Dead(context.Context, string, *rest.Answer) bool { return false }
func (s *signing) Drop(string)                                     {}

// Authenticate implements [Authenticator]. There is no header to give.
func (s *signing) Authenticate(context.Context) (name, value, token string, err error) {
	return "", "", "", nil
}

func (s *signing) AuthenticateRequest(ctx context.Context, r *Outgoing) error { return s.sign(ctx, r) }

// address is where the call is sent.
func (c *call) address() *url.URL {
	if c.signed != nil {
		return c.signed
	}
	return &c.url
}

// authenticate puts the credential on the call's next sending, and returns the token
// in it.
func (c *call) authenticate(ctx context.Context, auth Authenticator) (token string, err error) {
	if of, ok := auth.(newIdentity); ok {
		auth = of.Authenticator
	}
	all, ok := auth.(together)
	if _, sees := auth.(RequestAuthenticator); sees {
		all, ok = together{auth}, true
	}
	if ok {
		return c.authenticateAll(ctx, all)
	}
	name, value, token, err := auth.Authenticate(ctx)
	if err != nil {
		return "", err
	}
	if c.sent > 0 {
		c.req.Header = c.req.Header.Clone() // the last sending may still be reading it
	}
	c.req.PutHeader(name, value)
	return token, nil
}

// authenticateAll begins each sending without what an earlier one was signed with.
func (c *call) authenticateAll(ctx context.Context, all together) (string, error) {
	if c.unsigned == nil {
		c.unsigned = c.req.Header
	}
	address, tokens := c.url, make([]string, len(all))
	r := &Outgoing{Method: c.req.Op.Method, URL: &address, Header: c.unsigned.Clone(), Body: c.req.Body}
	for i, each := range all {
		name, value, token, err := each.Authenticate(ctx)
		if err != nil {
			return "", err
		}
		if tokens[i] = token; name != "" {
			r.Header[name] = []string{value}
		}
		if signer, ok := signerOf(each); ok {
			if err := signer.AuthenticateRequest(ctx, r); err != nil {
				return "", err
			}
		}
	}
	signed := c.url // a call leaves neither its origin nor its path
	signed.RawQuery = r.URL.RawQuery
	c.signed, c.req.Header, c.req.SentQuery = &signed, r.Header, signed.RawQuery
	return joined(tokens), nil
}

func signerOf(auth Authenticator) (RequestAuthenticator, bool) {
	if of, ok := auth.(newIdentity); ok {
		auth = of.Authenticator
	}
	signer, ok := auth.(RequestAuthenticator)
	return signer, ok
}
