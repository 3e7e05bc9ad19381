package oauth

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// secrets are the fields of requests and answers that hold secrets.
var secrets = []string{
	"access_token", "client_secret", "code", "code_verifier", "id_token", "password", "refresh_token", "token",
}

func operation(id string) rest.Operation {
	return rest.Operation{
		ID: id, Method: http.MethodPost, Accept: "application/json", Successes: []int{2}, Secrets: secrets, Sensitive: true,
	}
}

var (
	opClientCredentials = operation("oauthClientCredentials")
	opPassword          = operation("oauthPassword")
	opRefresh           = operation("oauthRefresh")
	opExchange          = operation("oauthExchange")
	opRevoke            = revocation()
)

// revocation is repeated: a token that is revoked twice is revoked.
func revocation() rest.Operation {
	op := operation("oauthRevoke")
	op.Repeatable, op.RetryStatuses = true, []int{http.StatusTooManyRequests, http.StatusServiceUnavailable}
	return op
}

// ClientCredentials obtains a token for the client itself.
func (c *Client) ClientCredentials(ctx context.Context) (token.Token, error) {
	return c.grant(ctx, &opClientCredentials, c.scoped(map[string]string{"grant_type": "client_credentials"}))
}

// Password obtains a token by a user's name and password.
func (c *Client) Password(ctx context.Context, user string, password boxoffice.SecretText) (token.Token, error) {
	if err := transport.CheckLogin("username", user, password, nil); err != nil {
		return token.Token{}, c.failure(&opPassword, err)
	}
	return c.grant(ctx, &opPassword, c.scoped(map[string]string{
		"grant_type": "password", "username": user, "password": password.Reveal(),
	}))
}

// Refresh redeems a refresh token. When the answer has no new one, the old one stays in
// use and is in the result.
func (c *Client) Refresh(ctx context.Context, refresh boxoffice.SecretText) (token.Token, error) {
	if err := transport.CheckSecret("refresh token", refresh); err != nil {
		return token.Token{}, c.failure(&opRefresh, err)
	}
	t, err := c.grant(ctx, &opRefresh, map[string]string{"grant_type": "refresh_token", "refresh_token": refresh.Reveal()})
	if err == nil && t.Refresh.Empty() {
		t.Refresh = refresh
	}
	return t, err
}

// Code is what an authorization gave.
type Code struct {
	// Code is the authorization code. Required.
	Code boxoffice.SecretText
	// RedirectURI is the one that the authorization was asked with, "" for none.
	RedirectURI string
	// Verifier is that of the authorization's challenge ([NewVerifier]). Empty: the
	// authorization had no challenge.
	Verifier boxoffice.SecretText
}

// LoginByCode is the Login of a token.Issuer that has an authorization code. It exchanges
// the code once, unless it was never sent or the server was too busy (429, 503). Every
// further login is boxoffice.ErrCredentialsRefused, and nothing is sent: the user has to
// authorize again.
//
// A program that keeps its tokens in a store and starts again makes the issuer without a
// Login, with Refresh alone.
func (c *Client) LoginByCode(code Code) func(context.Context) (token.Token, error) {
	var used atomic.Bool
	return func(ctx context.Context) (token.Token, error) {
		if used.Swap(true) {
			return token.Token{}, c.failure(&opExchange, safe.Errorf(boxoffice.ErrCredentialsRefused,
				"the authorization code was used before; the user has to authorize again"))
		}
		t, err := c.Exchange(ctx, code)
		if e := boxoffice.AsError(err); e != nil && (e.Delivery == boxoffice.NeverSent ||
			e.StatusCode == http.StatusTooManyRequests || e.StatusCode == http.StatusServiceUnavailable) {
			used.Store(false)
		}
		return t, err
	}
}

// Exchange obtains a token by an authorization code. A server takes a code once.
func (c *Client) Exchange(ctx context.Context, code Code) (token.Token, error) {
	err := transport.CheckSecret("authorization code", code.Code)
	if !code.Verifier.Empty() && !isVerifier(code.Verifier.Reveal()) {
		err = errors.Join(err, safe.Errorf(boxoffice.ErrCredential,
			"the verifier must be 43 to 128 letters, digits and -._~; NewVerifier makes one"))
	}
	if err != nil {
		return token.Token{}, c.failure(&opExchange, err)
	}
	form := map[string]string{"grant_type": "authorization_code", "code": code.Code.Reveal()}
	if code.RedirectURI != "" {
		form["redirect_uri"] = code.RedirectURI
	}
	if !code.Verifier.Empty() {
		form["code_verifier"] = code.Verifier.Reveal()
	}
	return c.grant(ctx, &opExchange, form)
}

// Kinds of tokens, for [Client.Revoke].
const (
	AccessToken  = "access_token"
	RefreshToken = "refresh_token"
)

// Revoke ends a token. kind is [AccessToken], [RefreshToken] or "", and helps the server
// to find it. A token that the server does not know is no error. Many servers also end
// the access tokens of a refresh token. Revoke is repeated after a failure.
func (c *Client) Revoke(ctx context.Context, secret boxoffice.SecretText, kind string) error {
	if c.revocation == nil {
		return c.failure(&opRevoke, safe.Errorf(boxoffice.ErrConfiguration, "the endpoint has no RevocationURL"))
	}
	if err := transport.CheckSecret("token", secret); err != nil {
		return c.failure(&opRevoke, err)
	}
	form := map[string]string{"token": secret.Reveal()}
	if kind != "" {
		form["token_type_hint"] = kind
	}
	// RFC 7009 ignores the body of a success. Keycloak says there that it knows no such token.
	_, err := rest.Decode(ctx, c.request(c.revocation, &opRevoke, c.revokeAt, form), func(*rest.Answer, *struct{}) {})
	if revokedBefore(err) {
		return nil
	}
	return err
}

func (c *Client) scoped(form map[string]string) map[string]string {
	if c.endpoint.Scope != "" {
		form["scope"] = c.endpoint.Scope
	}
	return form
}
