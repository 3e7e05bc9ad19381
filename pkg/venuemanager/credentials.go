package venuemanager

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// The security schemes of the specification.
const (
	customerToken = "customerToken"
	apiUser       = "apiUser"
)

// Credential says who the caller is: [Customer], [Guest], [Token], [TokenFunc],
// [APIUser] or [Anonymous].
type Credential interface {
	// authenticator returns what authenticates requests, and the function that stops
	// it. anonymous is a client without credential, to log in with.
	authenticator(anonymous *venuemanagerapi.Client) (transport.Authenticator, func(context.Context) error, error)
}

// Customer is a customer who logs in with a password (POST /customer/token).
// The token is renewed when the shop answers 401.
type Customer struct {
	Username string
	Password boxoffice.SecretText
	// Credentials, in place of Username and Password, returns both at each login, so
	// that a password can be changed without making a new client.
	Credentials boxoffice.Credentials
	// Tokens says how the token is kept, nil for in memory.
	Tokens []token.Option
}

func (c Customer) authenticator(anonymous *venuemanagerapi.Client) (transport.Authenticator, func(context.Context) error, error) {
	if err := transport.CheckLogin("username", c.Username, c.Password, c.Credentials); err != nil {
		return nil, nil, err
	}
	login := customerLogin{anonymous}
	return renewing(c.Tokens, token.Issuer{
		Login:       func(ctx context.Context) (token.Token, error) { return login.as(ctx, c.Username, c.Password) },
		LoginAs:     login.as,
		Credentials: c.Credentials,
	})
}

type customerLogin struct{ anonymous *venuemanagerapi.Client }

func (l customerLogin) as(ctx context.Context, user string, password boxoffice.SecretText) (token.Token, error) {
	if err := transport.CheckLogin("username", user, password, nil); err != nil {
		return token.Token{}, err
	}
	res, err := l.anonymous.CreateToken(ctx, venuemanagerapi.CreateTokenRequest{
		Username: user,
		Password: boxoffice.Sensitive(password.Reveal()),
	})
	if err != nil {
		return token.Token{}, rest.LoginError(err, http.StatusBadRequest)
	}
	return token.Answer{Access: res.Token}.Token(), nil
}

// Guest is a visitor without an account (POST /customer/guestToken). When the shop
// answers 401, the client gets a new token. The new token is for a new guest, who does
// not have the first guest's order. So a call that may not be repeated, such as
// paying, is not sent again with it: such a call returns the 401, and later calls are
// those of the new guest.
type Guest struct {
	// Tokens says how the token is kept, nil for in memory.
	Tokens []token.Option
}

func (g Guest) authenticator(anonymous *venuemanagerapi.Client) (transport.Authenticator, func(context.Context) error, error) {
	authenticator, stop, err := renewing(g.Tokens, token.Issuer{Login: func(ctx context.Context) (token.Token, error) {
		res, err := anonymous.CreateGuestToken(ctx, venuemanagerapi.CreateGuestTokenRequest{})
		if err != nil {
			return token.Token{}, err
		}
		return token.Answer{Access: res.Token}.Token(), nil
	}})
	return transport.NewIdentity(authenticator), stop, err
}

// renewing authenticates with a token that issuer obtains. A 401 means that the token
// is dead.
func renewing(options []token.Option, issuer token.Issuer) (transport.Authenticator, func(context.Context) error, error) {
	source := token.NewSource(issuer, options...)
	dead := func(a *rest.Answer) bool { return a.StatusCode == http.StatusUnauthorized }
	return transport.Renewing(customerToken, "Authorization", "Bearer ", source, dead), source.Close, nil
}

// Token is a customer's token obtained elsewhere: a JSON Web Token, simple or
// extended ("data token"). It is not renewed: when the shop refuses it, the call
// returns the 401. To use a token from an answer, convert it with
// boxoffice.Secret(string(answer.Token)).
func Token(jwt boxoffice.SecretText) Credential { return givenToken{jwt} }

type givenToken struct{ jwt boxoffice.SecretText }

func (t givenToken) authenticator(*venuemanagerapi.Client) (transport.Authenticator, func(context.Context) error, error) {
	return transport.Fixed(customerToken, "Authorization", "Bearer ", t.jwt), nothing, transport.CheckSecret("token", t.jwt)
}

// TokenFunc is a customer's token that can be exchanged at run time: get returns it for
// each request, and may block until ctx is done. It must be the token of one customer at
// all times, because an order belongs to the customer. A request that the shop refuses
// (401) while the token changes is sent again, once, with the new one. An error of get is
// the call's, [boxoffice.ErrCredential], and nothing is sent; errors.Is finds it, and its
// text is not printed. A nil get is refused with boxoffice.ErrCredential.
func TokenFunc(get func(ctx context.Context) (jwt boxoffice.SecretText, err error)) Credential {
	return tokenFunc(get)
}

type tokenFunc func(context.Context) (boxoffice.SecretText, error)

func (get tokenFunc) authenticator(*venuemanagerapi.Client) (transport.Authenticator, func(context.Context) error, error) {
	authenticator, err := transport.Exchangeable{
		Scheme: customerToken, Header: "Authorization", Prefix: "Bearer ", What: "token", Get: get,
	}.Authenticator()
	return authenticator, nothing, err
}

// APIUser is an API user of the shop, who may read invoices and mark them as
// paid (HTTP Basic) and nothing else.
type APIUser struct {
	Name     string
	Password boxoffice.SecretText
	// Credentials, in place of Name and Password, returns both for each request, so
	// that a password can be changed without making a new client.
	Credentials boxoffice.Credentials
}

func (u APIUser) authenticator(*venuemanagerapi.Client) (transport.Authenticator, func(context.Context) error, error) {
	if u.Credentials != nil {
		return transport.CurrentBasic(apiUser, u.Credentials, withoutColon), nothing, transport.CheckLogin("name", u.Name, u.Password, u.Credentials)
	}
	err := errors.Join(transport.CheckText("API user's name", u.Name), transport.CheckSecret("API user's password", u.Password))
	if err == nil {
		err = withoutColon(u.Name)
	}
	return transport.Basic(apiUser, u.Name, u.Password), nothing, err
}

func withoutColon(name string) error {
	if strings.Contains(name, ":") {
		return safe.Errorf(boxoffice.ErrCredential, "the API user's name has a colon, which HTTP Basic cannot carry")
	}
	return nil
}

// Anonymous is a caller without a credential. It can read the configuration and the
// catalogue, create a customer, and log in.
type Anonymous struct{}

func (Anonymous) authenticator(*venuemanagerapi.Client) (transport.Authenticator, func(context.Context) error, error) {
	return nil, nothing, nil
}

func nothing(context.Context) error { return nil }
