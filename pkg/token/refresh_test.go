package token_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestARotatingRefreshTokenIsRedeemedOncePerRotation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Minute, rotating: true}
		s := newSource(t, v.issuer())
		for range 1000 {
			mustToken(t, s)
			time.Sleep(time.Minute + 1)
		}
		require.Equal(t, 1, v.logins)
		require.Equal(t, 999, v.refreshes)
		require.Zero(t, v.resent())
	})
}

func TestARedemptionIsNotCancelledByACallerNorByClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour, rotating: true}
		store := token.NewMemoryStore()
		s := newSource(t, v.issuer(), token.WithStore(store, "k"))
		s.Refused(mustToken(t, s))
		v.latency = 10 * time.Second
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := s.Token(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		started := time.Now()
		require.NoError(t, s.Close(context.Background()))
		require.Equal(t, 9*time.Second, time.Since(started), "Close waits for it")
		kept, err := store.Load(t.Context(), "k")
		require.NoError(t, err)
		require.Equal(t, "refresh-2", kept.Refresh.Reveal())
		require.ErrorIs(t, failToken(t, s), token.ErrClosed)
		require.Equal(t, 1, v.refreshes)
	})
}

func TestARefusedRefreshTokenIsFollowedByOneLogin(t *testing.T) {
	for name, refusal := range map[string]error{
		"refused credentials": boxoffice.ErrCredentialsRefused,
		"a 400":               &boxoffice.Error{Delivery: boxoffice.Answered, StatusCode: 400},
		"a 200 without sense": &boxoffice.Error{Delivery: boxoffice.Answered, StatusCode: 200, Err: boxoffice.ErrUnexpectedResponse},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{rotating: true, refresh: func() error { return refusal }}
				var w warnings
				s := newSource(t, v.issuer(), w.options()...)
				s.Refused(mustToken(t, s))
				require.Equal(t, "access-2", mustToken(t, s))
				require.Equal(t, 2, v.logins)
				require.Equal(t, 1, v.refreshes)
				require.Len(t, w.errs, 1)
				require.ErrorIs(t, w.errs[0], refusal)
			})
		})
	}
}

func TestARefreshTokenWhoseRedemptionFailedIsSentAgainOnlyIfItSurelyWasNotRedeemed(t *testing.T) {
	for name, c := range map[string]struct {
		failure error
		again   bool
	}{
		"an error that says nothing":      {errBroken, false},
		"no answer":                       {&boxoffice.Error{Delivery: boxoffice.MaybeDelivered}, false},
		"a 500":                           {&boxoffice.Error{Delivery: boxoffice.Answered, StatusCode: 500}, false},
		"a 504":                           {&boxoffice.Error{Delivery: boxoffice.Answered, StatusCode: 504}, false},
		"a request that never left":       {&boxoffice.Error{Delivery: boxoffice.NeverSent, Err: errBroken}, true},
		"a vendor that is too busy (429)": {&boxoffice.Error{Delivery: boxoffice.Answered, StatusCode: 429}, true},
		"a vendor that is too busy (503)": {&boxoffice.Error{Delivery: boxoffice.Answered, StatusCode: 503}, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{rotating: true}
				s := newSource(t, v.issuer())
				s.Refused(mustToken(t, s))
				v.refresh = func() error { return c.failure }
				require.ErrorIs(t, failToken(t, s), c.failure)
				v.refresh = nil
				time.Sleep(time.Second) // until the source asks again
				require.Equal(t, "access-2", mustToken(t, s))
				if c.again {
					require.Equal(t, 2, v.sent["refresh-1"])
					require.Equal(t, 1, v.logins)
				} else {
					require.Equal(t, 1, v.sent["refresh-1"])
					require.Equal(t, 2, v.logins)
				}
			})
		})
	}
}

func TestARefreshTokenThatIsNotReplacedStaysInUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{rotating: true}
		issuer := v.issuer()
		issuer.Refresh = func(_ context.Context, refresh boxoffice.SecretText) (token.Token, error) {
			require.Equal(t, "refresh-1", refresh.Reveal())
			answer := v.issue()
			answer.Refresh = boxoffice.SecretText{}
			return answer, nil
		}
		s := newSource(t, issuer)
		for _, want := range []string{"access-1", "access-2", "access-3"} {
			access := mustToken(t, s)
			require.Equal(t, want, access)
			s.Refused(access)
		}
		require.Equal(t, 1, v.logins)
	})
}

func TestASourceWithoutALoginLivesOnTheStoresRefreshToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{rotating: true, issued: 7}
		store := token.NewMemoryStore()
		s := newSource(t, token.Issuer{Refresh: v.answerRefresh}, token.WithStore(store, "k"))
		require.ErrorIs(t, failToken(t, s), boxoffice.ErrConfiguration)
		require.NoError(t, store.Update(t.Context(), "k", func(_ token.Token, write func(token.Token) error) error {
			return write(token.Token{Refresh: boxoffice.Secret("refresh-7")})
		}))
		v.refresh = func() error { return errBroken }
		require.ErrorIs(t, failToken(t, s), errBroken)
		v.refresh = nil
		require.Equal(t, "access-8", mustToken(t, s), "it has nothing else to try")
		v.refresh = func() error { return refusedCredentials }
		s.Refused("access-8")
		require.ErrorIs(t, failToken(t, s), boxoffice.ErrCredentialsRefused)
	})
}
