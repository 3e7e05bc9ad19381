// Package oauth is for adapters: it asks an OAuth 2 server for tokens (RFC 6749), with
// PKCE (RFC 7636), and revokes them (RFC 7009). The methods of a [Client] are what a
// token.Issuer needs:
//
//	token.Issuer{Login: client.ClientCredentials, Refresh: client.Refresh}
//	token.Issuer{LoginAs: client.Password, Credentials: credentials, Refresh: client.Refresh}
//
// A grant is sent once: it is repeated only when nothing of it left the program. No
// redirect is followed. Every error of a call is an *boxoffice.Error that prints nothing
// of a request or of an answer's body but a code of these RFCs.
//
// errors.Is finds boxoffice.ErrCredentialsRefused when the server refused the client, the
// user or the grant, boxoffice.ErrConfiguration when it refused the kind of request, and
// boxoffice.ErrCredential when a credential cannot be sent. An answer 408, 425, 429 or
// 5xx is known by its status alone, whatever its body says.
package oauth

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// Endpoint is what an adapter knows of an OAuth 2 server and of its own registration.
type Endpoint struct {
	// Vendor names the vendor in errors.
	Vendor string
	// TokenURL is the address that tokens are asked for at. Required. It is https, or
	// http on loopback, and may have a query.
	TokenURL string
	// RevocationURL is the address that tokens are revoked at. "": none, and
	// [Client.Revoke] fails.
	RevocationURL string
	// ClientID is required. An empty ClientSecret makes a public client, which sends
	// its id in the body.
	ClientID     string
	ClientSecret boxoffice.SecretText
	// SecretInBody sends id and secret as fields of the form. The default is HTTP
	// Basic, with both form-encoded first, as RFC 6749 demands. Servers that do not
	// decode them refuse a secret with other characters than letters, digits and -._~;
	// they need SecretInBody.
	SecretInBody bool
	// Extra are further fields of every request for a token, such as audience (Auth0) or
	// resource. They are no secrets, and replace no field of the grant.
	Extra map[string]string
	// Scope is what is asked for, separated by spaces. "": the server's default. It is
	// not sent when a code is exchanged or a token is refreshed.
	Scope string
}

// Client asks an [Endpoint]. Make it with [New]. It is safe for concurrent use and
// prints as its type.
type Client struct {
	endpoint          Endpoint
	token, revocation *rest.Client
	tokenAt, revokeAt *url.URL
}

// New makes a client that sends with the user's options. boxoffice.WithBaseURL moves
// both addresses to another origin and keeps their paths. The error is an
// *boxoffice.Error of kind boxoffice.ErrConfiguration or boxoffice.ErrCredential.
func New(e Endpoint, options ...boxoffice.ClientOption) (*Client, error) {
	e.Extra = maps.Clone(e.Extra)
	c := &Client{endpoint: e}
	err := transport.CheckText("client id", e.ClientID)
	if !e.ClientSecret.Empty() {
		err = errors.Join(err, transport.CheckSecret("client secret", e.ClientSecret))
	}
	if err != nil {
		return nil, &boxoffice.Error{Vendor: e.Vendor, Err: err}
	}
	if c.token, c.tokenAt, err = c.dial("token URL", e.TokenURL, options); err != nil {
		return nil, err
	}
	if e.RevocationURL != "" {
		if c.revocation, c.revokeAt, err = c.dial("revocation URL", e.RevocationURL, options); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// dial makes the client of one address.
func (c *Client) dial(what, address string, options []boxoffice.ClientOption) (*rest.Client, *url.URL, error) {
	at, err := url.Parse(address)
	if err != nil || at.Hostname() == "" || at.User != nil || at.Fragment != "" {
		return nil, nil, &boxoffice.Error{Vendor: c.endpoint.Vendor, Err: safe.Errorf(boxoffice.ErrConfiguration,
			"the %s must be scheme://host/path without user and fragment", what)}
	}
	client, err := transport.New(transport.Config{
		Vendor: c.endpoint.Vendor, Server: address, Refine: refine, NoRedirects: true,
	}, options...)
	return client, at, err
}

// maxBody is the longest answer that is read, in bytes.
const maxBody = 1 << 20

// request is the request of one form, with the client's authentication.
func (c *Client) request(to *rest.Client, op *rest.Operation, at *url.URL, form map[string]string) *rest.Request {
	own := *op
	own.Path = at.EscapedPath() // for the user's hooks
	req := to.Request(&own, nil)
	req.Path, req.Query = own.Path, at.RawQuery
	req.MaxBody = min(req.MaxBody, maxBody)
	id, secret := c.endpoint.ClientID, c.endpoint.ClientSecret.Reveal()
	switch {
	case secret == "":
		form["client_id"] = id
	case c.endpoint.SecretInBody:
		form["client_id"], form["client_secret"] = id, secret
	default:
		basic := &http.Request{Header: make(http.Header)}
		basic.SetBasicAuth(url.QueryEscape(id), url.QueryEscape(secret))
		req.PutHeader("Authorization", basic.Header.Get("Authorization"))
	}
	req.SetForm(form)
	return req
}

// failure is the error of a call that is not sent.
func (c *Client) failure(op *rest.Operation, err error) error {
	return &boxoffice.Error{Vendor: c.endpoint.Vendor, Operation: op.ID, Err: err}
}

// Format prints the type's name and nothing of its contents.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "oauth.Client") }
