package transport_test

// An operation that refuses every token harms nobody but its callers.

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// oneSession is a vendor for whom a login ends the session before it. getSecret is
// refused whoever asks.
type oneSession struct{ logins atomic.Int32 }

func (v *oneSession) login(context.Context) (token.Token, error) {
	return token.Token{Access: boxoffice.Secret("token-" + strconv.Itoa(int(v.logins.Add(1))))}, nil
}

func (v *oneSession) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/secret" || r.Header.Get("Authorization") != "Bearer token-"+strconv.Itoa(int(v.logins.Load())) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	answerThing(w, r)
}

func (v *oneSession) client(t *testing.T) *rest.Client {
	t.Helper()
	return v.clientOf(t, v.ServeHTTP)
}

// clientOf makes a client of the vendor behind handler.
func (v *oneSession) clientOf(t *testing.T, handler http.HandlerFunc) *rest.Client {
	t.Helper()
	source := token.NewSource(token.Issuer{Login: v.login})
	config := transport.Config{
		Vendor: "acme", Server: "https://api.acme.example",
		Authenticator: transport.Renewing("bearer", "Authorization", "Bearer ", source, unauthorized),
	}
	client, err := transport.New(config, serveBubble(t, handler)...)
	require.NoError(t, err)
	return client
}

func getSecret() *rest.Operation {
	op := authenticated(getThing(), "bearer")
	op.ID, op.Path = "getSecret", "/secret"
	return op
}

func TestTrust_AnOperationThatIsAlwaysRefusedHarmsNobodyElse(t *testing.T) {
	for name, together := range map[string]bool{"one after the other": false, "at the same time": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := new(oneSession)
				client := v.client(t)
				var all sync.WaitGroup
				call := func(f func()) {
					if all.Go(f); !together {
						all.Wait()
					}
				}
				for range 50 {
					call(func() {
						_, err := do(t.Context(), client, getSecret())
						assert.ErrorIs(t, err, boxoffice.ErrUnauthorized)
					})
					call(func() {
						_, err := do(t.Context(), client, authenticated(getThing(), "bearer"))
						assert.NoError(t, err, "an unrelated caller")
					})
				}
				all.Wait()
				require.LessOrEqual(t, v.logins.Load(), int32(2))
				t.Logf("%d logins for 50 refused calls beside 50 that work", v.logins.Load())
			})
		})
	}
}

func TestARefusedOperationIsTriedAgainWithAnotherTokenAfterAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := new(oneSession)
		client := v.client(t)
		logins := map[time.Duration]int32{}
		began := time.Now()
		for time.Since(began) < 10*time.Minute {
			_, err := do(t.Context(), client, getSecret())
			require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
			time.Sleep(100 * time.Millisecond)
			logins[time.Since(began).Truncate(time.Minute)] = v.logins.Load()
		}
		require.LessOrEqual(t, logins[0], int32(8))
		require.LessOrEqual(t, v.logins.Load(), int32(20))
		t.Logf("%d logins in 10 minutes of an operation that is refused ten times a second", v.logins.Load())
	})
}

func TestATokenThatReallyDiedIsRenewedWhileAnotherOperationIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := new(oneSession)
		client := v.client(t)
		for range 20 {
			_, err := do(t.Context(), client, getSecret())
			require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
			v.logins.Add(1) // somebody else logs in, which ends our session
			_, err = do(t.Context(), client, authenticated(getThing(), "bearer"))
			require.NoError(t, err)
		}
	})
}

// Twenty operations are refused while one that works is on its way, each after it was
// sent and before it is answered. Each of them costs the one that works its token, and
// it gets the next.
func TestTrust_TokensThatOthersReplaceAreNotACallersRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const others = 20
		v := new(oneSession)
		var client *rest.Client
		var sent int
		client = v.clientOf(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/secret" && sent < others {
				op := getSecret()
				op.ID += strconv.Itoa(sent)
				sent++
				_, err := do(t.Context(), client, op)
				assert.ErrorIs(t, err, boxoffice.ErrUnauthorized)
			}
			v.ServeHTTP(w, r)
		})
		_, err := do(t.Context(), client, authenticated(getThing(), "bearer"))
		require.NoError(t, err)
		require.Equal(t, others, sent)
		require.Equal(t, int32(others+1), v.logins.Load())
	})
}
