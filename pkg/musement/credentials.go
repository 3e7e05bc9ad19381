package musement

import (
	"errors"
	"net/http"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// supplierToken is the security scheme of the specification.
const supplierToken = "supplierToken"

// Credential says who the caller is: [Supplier] or [Anonymous].
type Credential interface {
	// tokenSource returns the source of the tokens that authenticate the caller, nil
	// for an anonymous one. anonymous is a client to log in with.
	tokenSource(anonymous *musementapi.Client) (*token.Source, error)
}

// Anonymous is a caller without an account. It can register and activate a supplier,
// reset a password, call the look-ups, and read what is public of activities.
type Anonymous struct{}

func (Anonymous) tokenSource(*musementapi.Client) (*token.Source, error) { return nil, nil }

// Supplier is a registered and activated supplier, who logs in with a password
// through an application. Musement gives the application's id and secret.
//
// The token is renewed shortly before it expires, and when Musement answers 401. It is
// renewed with its refresh token, which Musement replaces by a new one each time. When
// Musement refuses the refresh token, the client logs in with the credentials again.
type Supplier struct {
	// ClientID and ClientSecret are the application's.
	ClientID     string
	ClientSecret boxoffice.SecretText
	// Username is the e-mail address given with the registration.
	Username string
	Password boxoffice.SecretText
	// Credentials, in place of Username and Password, returns both at each login, so
	// that a password can be changed without making a new client.
	Credentials boxoffice.Credentials
	// LoginByGet logs in with GET /login, the form of the vendor's page, which has
	// client secret and password in the query: proxies, tracers and servers write
	// addresses into their logs. Default: POST /login, the form of the vendor's
	// later description, which has them in the body.
	LoginByGet bool
	// RefreshByLogin redeems refresh tokens with GET /login, as documented in
	// 2016. The default is POST /refresh, as in the vendor's description of the
	// API. Both have the token in the query. The GET has a disadvantage: net/http
	// sends it a second time when its connection breaks, and Musement then refuses
	// the token, so the client has to log in.
	RefreshByLogin bool
	// NoRefresh renews the token by logging in again and never redeems a refresh token,
	// whose documented forms both have the client secret in the address. With it, and
	// without LoginByGet, no address of the client holds a secret.
	NoRefresh bool
	// Tokens says how the token is kept, nil for in memory. The key of a shared
	// store must tell apart the sandbox, the application and the user:
	//
	//	token.Key("musement", "sandbox", clientID, username)
	Tokens []token.Option
}

func (s Supplier) tokenSource(anonymous *musementapi.Client) (*token.Source, error) {
	err := errors.Join(
		transport.CheckText("client id", s.ClientID),
		transport.CheckSecret("client secret", s.ClientSecret),
		transport.CheckLogin("username", s.Username, s.Password, s.Credentials),
	)
	if err != nil {
		return nil, err
	}
	if s.NoRefresh && s.RefreshByLogin {
		return nil, safe.Errorf(boxoffice.ErrCredential, "give either NoRefresh or RefreshByLogin")
	}
	issuer := issuer{s, anonymous}
	by := token.Issuer{Login: issuer.login, LoginAs: issuer.loginAs, Credentials: s.Credentials}
	if !s.NoRefresh {
		by.Refresh = issuer.refresh
	}
	return token.NewSource(by, s.Tokens...), nil
}

// dead reports whether an answer says that the token is not valid any more.
func dead(answer *rest.Answer) bool { return answer.StatusCode == http.StatusUnauthorized }
