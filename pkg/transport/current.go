package transport

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Current authenticates with a value that may change at any time: get returns it for
// each sending, and prefix (such as "Bearer ", or "") is put before it in the named
// header. A refused value (401) is dead when get returns another one by now; the call
// is then sent again, once.
func Current(scheme, header, prefix string, get func(context.Context) (string, error)) Authenticator {
	return &current{scheme, http.CanonicalHeaderKey(header), prefix, get, unauthorized}
}

func unauthorized(answer *rest.Answer) bool { return answer.StatusCode == http.StatusUnauthorized }

// Exchangeable is a secret that a program returns for each sending, so that it can be
// exchanged at run time.
type Exchangeable struct {
	// Scheme, Header and Prefix are those of [Current].
	Scheme, Header, Prefix string
	// What names the secret in errors: "access token".
	What string
	// Get returns the secret. nil is refused.
	Get func(context.Context) (boxoffice.SecretText, error)
	// Check may refuse what Get returned, nil for [CheckSecret].
	Check func(boxoffice.SecretText) error
	// Refuses reports whether an answer may mean that the secret is dead, nil for a 401.
	Refuses func(*rest.Answer) bool
}

// Authenticator authenticates with what Get returns. It fails when Get is nil.
func (e Exchangeable) Authenticator() (Authenticator, error) {
	if e.Get == nil {
		return nil, safe.Errorf(boxoffice.ErrCredential, "the function that returns the %s is nil", e.What)
	}
	if e.Check == nil {
		e.Check = func(secret boxoffice.SecretText) error { return CheckSecret(e.What, secret) }
	}
	if e.Refuses == nil {
		e.Refuses = unauthorized
	}
	get := func(ctx context.Context) (string, error) {
		secret, err := e.Get(ctx)
		if err != nil {
			return "", errors.Join(safe.Errorf(boxoffice.ErrCredential, "the function that returns the %s failed", e.What), err)
		}
		return secret.Reveal(), e.Check(secret)
	}
	return &current{e.Scheme, http.CanonicalHeaderKey(e.Header), e.Prefix, get, e.Refuses}, nil
}

// CurrentBasic is [Current] for HTTP Basic authentication. check may refuse a user name.
func CurrentBasic(scheme string, credentials boxoffice.Credentials, check func(user string) error) Authenticator {
	return Current(scheme, "Authorization", "Basic ", func(ctx context.Context) (string, error) {
		user, password, err := credentials(ctx)
		if err != nil {
			return "", errors.Join(safe.Errorf(boxoffice.ErrCredential, "the function that returns the credentials failed"), err)
		}
		if err := errors.Join(CheckLogin("user name", user, password, nil), check(user)); err != nil {
			return "", err
		}
		return base64.StdEncoding.EncodeToString([]byte(user + ":" + password.Reveal())), nil
	})
}

type current struct {
	scheme, header, prefix string
	get                    func(context.Context) (string, error)
	refuses                func(*rest.Answer) bool
}

func (c *current) Scheme() string { return c.scheme }

func (c *current) Authenticate(ctx context.Context) (name, value, token string, err error) {
	token, err = c.get(ctx)
	return c.header, c.prefix + token, token, err
}

func (c *current) Dead(ctx context.Context, token string, answer *rest.Answer) bool {
	if !c.refuses(answer) {
		return false
	}
	now, err := c.get(ctx)
	return err == nil && now != token
}

func (*current) Drop(string) {}
