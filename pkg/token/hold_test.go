package token_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// answers is the error of a login that is answered with a status.
func answers(status int, header ...string) func() error {
	return func() error {
		e := &boxoffice.Error{Vendor: "acme", Operation: "login", Delivery: boxoffice.Answered, StatusCode: status, Header: http.Header{}}
		for i := 0; i < len(header); i += 2 {
			e.Header.Set(header[i], header[i+1])
		}
		return e
	}
}

func TestS11_AnyRefusalOfALoginIsRememberedLikeThatOfAPassword(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 405, 410, 422, 423} {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{login: answers(status)}
			s := newSource(t, v.issuer())
			for range 200 {
				err := failToken(t, s)
				require.Equal(t, status, boxoffice.AsError(err).StatusCode)
				var typed *token.Error
				require.ErrorAs(t, err, &typed)
				require.Equal(t, time.Now().Add(time.Minute), typed.Until)
			}
			require.Equal(t, 1, v.logins, status)
			v.login = nil
			time.Sleep(time.Minute)
			require.Equal(t, "access-1", mustToken(t, s))
		})
	}
}

func TestTrust_TwoHundredCallsWhileTheLoginEndFailsMakeFewLogins(t *testing.T) {
	for _, status := range []int{429, 500, 502, 503} {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{login: answers(status)}
			s := newSource(t, v.issuer())
			for range 200 {
				err := failToken(t, s)
				require.Equal(t, status, boxoffice.AsError(err).StatusCode)
				time.Sleep(100 * time.Millisecond)
			}
			require.LessOrEqual(t, v.logins, 8)
			t.Logf("%d logins for 200 calls in 20 s, each answered %d", v.logins, status)
			v.login = nil
			time.Sleep(36 * time.Second)
			require.Equal(t, "access-1", mustToken(t, s))
		})
	}
}

// A page for maintenance comes with 200, or by a redirect.
func TestTrust_TwoHundredCallsWhileALoginBringsNoTokenMakeFewLogins(t *testing.T) {
	lost := &boxoffice.Error{Vendor: "acme", Operation: "login", Delivery: boxoffice.MaybeDelivered, Err: errors.New("reset")}
	for name, login := range map[string]func() error{"200": answers(200), "204": answers(204), "302": answers(302), "lost": func() error { return lost }} {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{login: login}
			s := newSource(t, v.issuer())
			for range 200 {
				_ = failToken(t, s)
				time.Sleep(100 * time.Millisecond)
			}
			require.LessOrEqual(t, v.logins, 8, name)
			v.login = nil
			time.Sleep(36 * time.Second)
			require.Equal(t, "access-1", mustToken(t, s))
		})
	}
}

func TestALoginThatFailsOnceIsAskedAgainAtOnce(t *testing.T) {
	for name, fail := range map[string]error{
		"200":   answers(200)(),
		"lost":  &boxoffice.Error{Delivery: boxoffice.MaybeDelivered},
		"never": &boxoffice.Error{Delivery: boxoffice.NeverSent},
	} {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{login: func() error { return fail }}
			s := newSource(t, v.issuer())
			require.ErrorIs(t, failToken(t, s), fail, name)
			v.login = nil
			require.Equal(t, "access-1", mustToken(t, s))
		})
	}
}

func TestTrust_TheRetryAfterOfALoginIsHonouredForAllCallers(t *testing.T) {
	for header, want := range map[string]time.Duration{"90": 90 * time.Second, "0": 0, "-1": 0, "999999999": time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{login: answers(http.StatusServiceUnavailable, "Retry-After", header)}
			s := newSource(t, v.issuer())
			var typed *token.Error
			require.ErrorAs(t, failToken(t, s), &typed)
			wait := time.Until(typed.Until)
			require.GreaterOrEqual(t, wait, max(want, 200*time.Millisecond), header)
			require.LessOrEqual(t, wait, max(want, 300*time.Millisecond), header)
			v.login = nil
			time.Sleep(wait - 1)
			require.Error(t, failToken(t, s))
			require.Equal(t, 1, v.logins)
			time.Sleep(time.Nanosecond)
			require.Equal(t, "access-1", mustToken(t, s))
			require.Equal(t, 2, v.logins)
		})
	}
}

func TestATokenThatIsServedIsNotHarmedByAnOverloadedLoginEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		s := newSource(t, v.issuer())
		require.Equal(t, "access-1", mustToken(t, s))
		v.login = answers(http.StatusServiceUnavailable, "Retry-After", "120")
		time.Sleep(56 * time.Minute)
		for range 100 {
			require.Equal(t, "access-1", mustToken(t, s))
			time.Sleep(time.Second)
			synctest.Wait()
		}
		require.Equal(t, 2, v.logins)
	})
}

// changing is an issuer whose password can be changed.
type changing struct {
	user, password string
	fails          error
	asked, logins  int
}

func (c *changing) issuer(right string) token.Issuer {
	return token.Issuer{
		Credentials: func(context.Context) (string, boxoffice.SecretText, error) {
			c.asked++
			return c.user, boxoffice.Secret(c.password), c.fails
		},
		LoginAs: func(_ context.Context, user string, password boxoffice.SecretText) (token.Token, error) {
			if c.logins++; user != "alice" || password.Reveal() != right {
				return token.Token{}, refusedCredentials
			}
			return token.Token{Access: boxoffice.Secret(fmt.Sprint("access-", c.logins))}, nil
		},
	}
}

func TestCredentialsThatAreExchangedAreTriedAtOnceAndThoseThatWereRefusedAreNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &changing{user: "alice", password: "old"}
		s := newSource(t, c.issuer("new"))
		var first *token.Error
		require.ErrorAs(t, failToken(t, s), &first)
		for range 50 {
			time.Sleep(time.Second)
			var typed *token.Error
			require.ErrorAs(t, failToken(t, s), &typed)
			require.Equal(t, first.Until, typed.Until, "the first refusal counts")
		}
		require.Equal(t, 1, c.logins)
		c.password = "new"
		require.Equal(t, "access-2", mustToken(t, s))
		asked := c.asked
		require.Equal(t, "access-2", mustToken(t, s))
		require.Equal(t, asked, c.asked, "a token that is good needs no credentials")
	})
}

func TestTheErrorOfACredentialsFunctionIsFoundAndNotPrinted(t *testing.T) {
	fails := errors.New("canary")
	c := &changing{fails: fails}
	s := newSource(t, c.issuer("new"))
	err := failToken(t, s)
	require.ErrorIs(t, err, fails)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.EqualError(t, err, "token: login: unusable credential: the function that returns the credentials failed")
	c.fails, c.user, c.password = nil, "alice", "new"
	require.Equal(t, "access-1", mustToken(t, s))
}
