package token_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestS04_NearTheTokensEndNobodyWaitsAndOneRenewalRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		s := newSource(t, v.issuer())
		mustToken(t, s)
		v.latency = 20 * time.Second // from now on the issuer is slow
		time.Sleep(56 * time.Minute)
		started := time.Now()
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				access, err := s.Token(t.Context())
				assert.NoError(t, err)
				assert.Equal(t, "access-1", access)
				assert.Zero(t, time.Since(started))
			})
		}
		all.Wait()
		time.Sleep(20 * time.Second)
		synctest.Wait()
		require.Equal(t, "access-2", mustToken(t, s))
		require.Equal(t, 2, v.logins)
		t.Logf("50 callers served at once, %d renewal in the background", v.logins-1)
	})
}

func TestS04_TheOldTokenIsServedUntilItEndsWhileEarlyRenewalsFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		var w warnings
		s := newSource(t, v.issuer(), w.options()...)
		end := time.Now().Add(time.Hour)
		mustToken(t, s)
		v.login = func() error { return errBroken }
		for time.Until(end) > 0 {
			require.Equal(t, "access-1", mustToken(t, s))
			time.Sleep(100 * time.Millisecond)
		}
		synctest.Wait()
		require.Greater(t, v.logins, 5, "it goes on trying")
		require.Less(t, v.logins, 15, "but backs off: 3,000 calls were made meanwhile")
		require.Len(t, w.errs, v.logins-1, "each failure is reported")
		require.ErrorIs(t, w.errs[0], errBroken)

		tried := v.logins
		require.ErrorIs(t, failToken(t, s), errBroken, "after its end it is not served")
		require.Equal(t, tried+1, v.logins, "and a caller in need does not wait for the back-off")
		v.login = nil
		require.Equal(t, "access-2", mustToken(t, s))
	})
}

func TestS07_TokensThatLiveAMinuteTakeOneLoginForTwoHundredCallsASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Minute, latency: 100 * time.Millisecond}
		s := newSource(t, v.issuer())
		mustToken(t, s)
		for range 200 {
			require.Equal(t, "access-1", mustToken(t, s))
			time.Sleep(5 * time.Millisecond)
		}
		require.Equal(t, 1, v.logins)
		t.Logf("200 calls in a second, %d login", v.logins)

		for range 200 * 599 { // for ten minutes in all
			before := time.Now()
			mustToken(t, s)
			require.Equal(t, before, time.Now(), "nobody waits")
			time.Sleep(5 * time.Millisecond)
		}
		require.LessOrEqual(t, v.logins, 20, "one each half minute")
		require.GreaterOrEqual(t, v.logins, 16)
	})
}

func TestAnIdleSourceRenewsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		s := newSource(t, v.issuer())
		mustToken(t, s)
		time.Sleep(24 * time.Hour)
		require.Equal(t, 1, v.logins)
		require.Equal(t, "access-2", mustToken(t, s))
	})
}

func TestTheTimeOfTheEarlyRenewal(t *testing.T) {
	for name, c := range map[string]struct {
		life             time.Duration
		option           token.Option
		earliest, latest time.Duration // before the token's end
	}{
		"five minutes before the end":        {time.Hour, nil, 5 * time.Minute, 4 * time.Minute},
		"at half of a short life":            {2 * time.Minute, nil, time.Minute, 48 * time.Second},
		"as the option says":                 {time.Hour, token.WithEarly(20 * time.Minute), 20 * time.Minute, 16 * time.Minute},
		"not early, if the option says zero": {time.Hour, token.WithEarly(0), 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{life: c.life}
				opts := []token.Option{quiet()}
				if c.option != nil {
					opts = append(opts, c.option)
				}
				s := newSource(t, v.issuer(), opts...)
				mustToken(t, s)
				time.Sleep(c.life - c.earliest - time.Millisecond)
				require.Equal(t, "access-1", mustToken(t, s))
				synctest.Wait()
				require.Equal(t, 1, v.logins)
				time.Sleep(c.earliest - c.latest + 2*time.Millisecond)
				mustToken(t, s)
				synctest.Wait()
				require.Equal(t, 2, v.logins)
			})
		})
	}
}

func TestAnEarlyRenewalThatBringsTheSameTokenIsPutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		issuer := v.issuer()
		first := v.issue()
		login := issuer.Login
		issuer.Login = func(ctx context.Context) (token.Token, error) {
			if time.Now().Before(first.Expires) {
				v.enter(&v.logins)
				defer v.leave()
				return first, nil
			}
			return login(ctx)
		}
		s := newSource(t, issuer)
		for time.Now().Before(first.Expires) {
			require.Equal(t, "access-1", mustToken(t, s))
			time.Sleep(time.Second)
		}
		synctest.Wait()
		require.Less(t, v.logins, 15)
		require.Equal(t, "access-2", mustToken(t, s), "at its end the vendor has another")
	})
}

func TestATokenWithoutAnEndIsServedUntilItIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		s := newSource(t, v.issuer())
		require.Equal(t, "access-1", mustToken(t, s))
		time.Sleep(10 * 365 * 24 * time.Hour)
		require.Equal(t, "access-1", mustToken(t, s))
		s.Refused("access-1")
		require.Equal(t, "access-2", mustToken(t, s))
	})
}
