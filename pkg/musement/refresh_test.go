package musement_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestARefusedTokenIsExchangedByItsRefreshTokenWhichRotates(t *testing.T) {
	for name, byLogin := range map[string]bool{"refreshToken": false, "login": true} {
		fake := newFake(t)
		supplier := maria
		supplier.RefreshByLogin = byLogin
		client := newClient(t, fake, supplier)
		for range 3 {
			_, err := client.GetProfile(context.Background())
			require.NoError(t, err)
			fake.RevokeTokens()
		}
		logins, redemptions := fake.Requests("login"), fake.Requests(name)
		if byLogin {
			logins, redemptions = logins[:1], logins[1:]
			require.Empty(t, fake.Requests("refreshToken"))
		}
		require.Len(t, logins, 1)
		require.Len(t, redemptions, 2)
		require.Equal(t, url.Values{
			"client_id": {"my-client-id"}, "client_secret": {"my-client-secret"},
			"grant_type": {"refresh_token"}, "refresh_token": {"example-refresh-token-3"},
		}, redemptions[0].Query, "and neither the user's name nor the password")
		require.Equal(t, "example-refresh-token-4", redemptions[1].Query.Get("refresh_token"), "the new one")
	}
}

// What a tracer of requests exports as url.full.
func TestNoAddressHoldsASecretWhenTokensAreRenewedByLoggingIn(t *testing.T) {
	fake := newFake(t)
	supplier := maria
	supplier.LoginByGet, supplier.NoRefresh = false, true
	var addresses []string
	client := newClient(t, fake, supplier, boxoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripper(func(r *http.Request) (*http.Response, error) {
			addresses = append(addresses, r.URL.String())
			return next.RoundTrip(r)
		})
	}))
	for range 3 {
		_, err := client.GetProfile(t.Context())
		require.NoError(t, err)
		fake.RevokeTokens()
	}
	require.Len(t, fake.Requests("loginPost"), 3)
	require.Empty(t, fake.Requests("refreshToken"))
	all := strings.Join(addresses, " ")
	for _, secret := range []string{supplier.ClientSecret.Reveal(), supplier.Password.Reveal(), "refresh", "token"} {
		require.NotContains(t, all, secret)
	}
	supplier.RefreshByLogin = true
	_, err := musement.New(supplier, musement.WithApplication("my-application"))
	require.ErrorIs(t, err, boxoffice.ErrCredential)
}

func TestARefusedRefreshTokenIsFollowedByALogin(t *testing.T) {
	fake := newFake(t)
	supplier := maria
	supplier.Tokens = []token.Option{quietly}
	client := newClient(t, fake, supplier)
	require.NoError(t, client.Authenticate(context.Background()))
	fake.RevokeTokens()
	fake.RevokeRefreshTokens()
	_, err := client.GetProfile(context.Background())
	require.NoError(t, err)
	require.Len(t, fake.Requests("refreshToken"), 1)
	require.Len(t, fake.Requests("login"), 2)
}

func TestATokenThatDiesInABurstIsRenewedOnceAndNobodyNotices(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, maria)
	require.NoError(t, client.Authenticate(context.Background()))
	fake.RevokeTokens()
	var wg sync.WaitGroup
	errs := make(chan error, 50)
	for range cap(errs) {
		wg.Go(func() {
			_, err := client.GetProfile(context.Background())
			errs <- err
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	require.Len(t, fake.Requests("refreshToken"), 1)
	require.Len(t, fake.Requests("login"), 1)
}

func TestATokenIsRenewedBeforeItsEndWithoutARefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		client := newClient(t, fake, maria)
		for range 60 * 5 { // five hours, a call a minute
			_, err := client.GetProfile(context.Background())
			require.NoError(t, err)
			time.Sleep(time.Minute)
			synctest.Wait()
		}
		require.Len(t, fake.Requests("getProfile"), 300, "none was refused and sent again")
		require.Len(t, fake.Requests("login"), 1)
		require.Len(t, fake.Requests("refreshToken"), 5, "a token lives an hour")
	})
}

func TestATokenThatEndedIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		fake.SetTokenLifetime(10 * time.Minute)
		client := newClient(t, fake, maria)
		_, err := client.GetProfile(context.Background())
		require.NoError(t, err)
		time.Sleep(time.Hour)
		_, err = client.GetProfile(context.Background())
		require.NoError(t, err)
		require.Len(t, fake.Requests("getProfile"), 2)
		require.Len(t, fake.Requests("refreshToken"), 1)
	})
}

func TestASlowLoginDoesNotLengthenTheTokensLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		supplier := maria
		supplier.Tokens = []token.Option{token.WithEarly(0)}
		slow := true
		fake.Handle("login", func(*vendortest.Call) vendortest.Reply {
			if slow {
				time.Sleep(20 * time.Second)
			}
			slow = false
			return vendortest.Reply{Body: `{"access_token":"example-access","expires_in":30}`}
		})
		client := newClient(t, fake, supplier)
		require.NoError(t, client.Authenticate(context.Background()))
		time.Sleep(11 * time.Second)
		require.NoError(t, client.Authenticate(context.Background()))
		require.Len(t, fake.Requests("login"), 2, "30 seconds after the asking it is over")
	})
}

// A vendor takes a refresh token once, so whatever happens to its redemption, it
// is not sent a second time.
func TestARefreshTokenIsSentOnce(t *testing.T) {
	for name, byLogin := range map[string]bool{"refreshToken": false, "login": true} {
		for trouble, reply := range map[string]func(*vendortest.Call) vendortest.Reply{
			"cut off": func(*vendortest.Call) vendortest.Reply { panic(http.ErrAbortHandler) },
			"server error": func(*vendortest.Call) vendortest.Reply {
				return vendortest.Reply{Status: http.StatusInternalServerError, Undocumented: true, Body: "{}"}
			},
			"refused": func(*vendortest.Call) vendortest.Reply { return vendortest.Reply{Status: http.StatusBadRequest} },
		} {
			fake := newFake(t)
			supplier := maria
			supplier.RefreshByLogin = byLogin
			supplier.Tokens = []token.Option{quietly}
			// A connection for each request: on a kept one net/http itself may send a GET again.
			transport := fake.HTTPClient().Transport.(*http.Transport).Clone()
			transport.DisableKeepAlives = true
			client := newClient(t, fake, supplier, once, withTransport(transport))
			require.NoError(t, client.Authenticate(context.Background()))
			sent := map[string]int{}
			var mu sync.Mutex
			fake.Before(func(c *vendortest.Call) *vendortest.Reply {
				mu.Lock()
				defer mu.Unlock()
				refresh := c.Query.Get("refresh_token")
				switch {
				case c.Operation == "getProfile" && c.Header.Get("Authorization") == "Bearer example-access-token-3":
					return &vendortest.Reply{Status: http.StatusUnauthorized, Undocumented: true, Body: "{}"}
				case refresh == "":
					return nil
				}
				sent[refresh]++
				r := reply(c)
				return &r
			})
			_, err := client.GetProfile(context.Background())
			if trouble == "refused" {
				require.NoError(t, err, "a login follows")
			} else {
				require.Error(t, err, "%s: %s", name, trouble)
			}
			_, err = client.GetProfile(context.Background())
			require.NoError(t, err, "%s: %s", name, trouble)
			require.Equal(t, map[string]int{"example-refresh-token-3": 1}, sent, "%s: %s", name, trouble)
		}
	}
}

func TestClientsThatShareAStoreShareTheToken(t *testing.T) {
	fake := newFake(t)
	store := token.NewMemoryStore()
	supplier := maria
	supplier.Tokens = []token.Option{token.WithStore(store, token.Key("musement", "production", maria.ClientID, maria.Username))}
	for range 3 {
		_, err := newClient(t, fake, supplier).GetProfile(context.Background())
		require.NoError(t, err)
	}
	require.Len(t, fake.Requests("login"), 1)
}

// On a kept connection that breaks, net/http itself sends a GET again.
func TestARefreshByLoginThatIsSentTwiceAllTheSameEndsInALogin(t *testing.T) {
	fake := newFake(t)
	supplier := maria
	supplier.RefreshByLogin = true
	supplier.Tokens = []token.Option{quietly}
	client := newClient(t, fake, supplier, once)
	require.NoError(t, client.Authenticate(context.Background()))
	fake.RevokeTokens()
	var redemptions atomic.Int64
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Query.Get("refresh_token") != "" && redemptions.Add(1) == 1 {
			fake.RevokeRefreshTokens() // it is redeemed, and the answer gets lost
			panic(http.ErrAbortHandler)
		}
		return nil
	})
	_, err := client.GetProfile(context.Background())
	require.NoError(t, err)
	require.Equal(t, int64(2), redemptions.Load())
	require.Len(t, fake.Requests("login"), 4, "two logins by password, and the redemption twice")
}
