package token_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestS11_RefusedCredentialsAreTriedOnceForTwoHundredCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{latency: time.Second, login: func() error { return refusedCredentials }}
		s := newSource(t, v.issuer())
		var all sync.WaitGroup
		for range 100 { // at one time
			all.Go(func() {
				_, err := s.Token(t.Context())
				assert.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
			})
		}
		all.Wait()
		refusedAt := time.Now()
		for range 100 { // and after each other
			err := failToken(t, s)
			require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
			var typed *token.Error
			require.ErrorAs(t, err, &typed)
			require.Equal(t, refusedAt.Add(time.Minute), typed.Until)
			require.Equal(t, refusedAt, time.Now(), "at once")
		}
		require.Equal(t, 1, v.logins)
		t.Logf("200 calls with refused credentials, %d attempt", v.logins)

		// The same source, with the account set right: after the cool-down.
		v.login = nil
		time.Sleep(time.Minute - 1)
		require.ErrorIs(t, failToken(t, s), boxoffice.ErrCredentialsRefused)
		time.Sleep(time.Nanosecond)
		require.Equal(t, "access-1", mustToken(t, s), "in one call")
		require.Equal(t, 2, v.logins)
	})
}

func TestS11_AReplacedCredentialWorksInOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := token.NewMemoryStore() // they may even share the store and the key
		wrong := &vendor{login: func() error { return refusedCredentials }}
		require.Error(t, failToken(t, newSource(t, wrong.issuer(), token.WithStore(store, "caller"))))
		right := &vendor{}
		require.Equal(t, "access-1", mustToken(t, newSource(t, right.issuer(), token.WithStore(store, "caller"))))
		require.Equal(t, 1, right.logins)
	})
}

func TestS11_ARefusedRefreshTokenAndRefusedCredentialsAreTwoAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{rotating: true}
		s := newSource(t, v.issuer())
		access := mustToken(t, s)
		v.login = func() error { return refusedCredentials }
		v.refresh = v.login
		s.Refused(access)
		for range 200 {
			require.ErrorIs(t, failToken(t, s), boxoffice.ErrCredentialsRefused)
		}
		require.Equal(t, 1, v.refreshes)
		require.Equal(t, 1+1, v.logins)
	})
}

func TestS11_CredentialsRefusedEarlyAreNotTriedAgainWhileTheOldTokenLives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		s := newSource(t, v.issuer(), token.WithCoolDown(time.Hour))
		mustToken(t, s)
		v.login = func() error { return refusedCredentials }
		for range 59 * 60 {
			require.Equal(t, "access-1", mustToken(t, s))
			time.Sleep(time.Second)
		}
		synctest.Wait()
		require.Equal(t, 1+1, v.logins)
		time.Sleep(2 * time.Minute)
		require.ErrorIs(t, failToken(t, s), boxoffice.ErrCredentialsRefused)
		require.Equal(t, 1+1, v.logins)
	})
}

func TestWithoutACoolDownEachCallTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{login: func() error { return refusedCredentials }}
		s := newSource(t, v.issuer(), token.WithCoolDown(0))
		for range 3 {
			require.ErrorIs(t, failToken(t, s), boxoffice.ErrCredentialsRefused)
		}
		require.Equal(t, 3, v.logins)
	})
}
