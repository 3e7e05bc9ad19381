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

func TestS01_AThousandCallersWithoutATokenMakeOneLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{latency: time.Second}
		s := newSource(t, v.issuer())
		var all sync.WaitGroup
		for range 1000 {
			all.Go(func() {
				access, err := s.Token(t.Context())
				assert.NoError(t, err)
				assert.Equal(t, "access-1", access)
			})
		}
		all.Wait()
		require.Equal(t, 1, v.logins)
		t.Logf("1000 callers, %d login", v.logins)
	})
}

func TestS02_AWaiterGivesUpAtItsOwnDeadlineAndTheOthersGetTheToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{latency: time.Second}
		s := newSource(t, v.issuer())
		started := time.Now()
		var others sync.WaitGroup
		for range 10 {
			others.Go(func() {
				access, err := s.Token(t.Context())
				assert.NoError(t, err)
				assert.Equal(t, "access-1", access)
				assert.Equal(t, time.Second, time.Since(started))
			})
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_, err := s.Token(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		gaveUp := time.Since(started)
		require.Equal(t, 50*time.Millisecond, gaveUp)
		others.Wait()
		require.Equal(t, 1, v.logins)
		t.Logf("1 waiter gave up after %s, 10 got the token after %s", gaveUp, time.Since(started))
	})
}

func TestS03_TheFirstCallersCancellationFailsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{latency: time.Second}
		s := newSource(t, v.issuer())
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			_, err := s.Token(ctx)
			assert.ErrorIs(t, err, context.Canceled)
		})
		synctest.Wait() // the first caller has started the login
		for range 20 {
			all.Go(func() {
				access, err := s.Token(t.Context())
				assert.NoError(t, err)
				assert.Equal(t, "access-1", access)
			})
		}
		synctest.Wait()
		cancel()
		all.Wait()
		require.Equal(t, 1, v.logins)
		t.Logf("20 waited on, %d login", v.logins)
	})
}

func TestACallerThatIsAlreadyDoneStartsNoLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		s := newSource(t, v.issuer())
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Token(ctx)
		require.ErrorIs(t, err, context.Canceled)
		synctest.Wait()
		require.Zero(t, v.logins)

		held := mustToken(t, s)
		access, err := s.Token(ctx)
		require.NoError(t, err, "a held token costs no waiting")
		require.Equal(t, held, access)
	})
}

func TestTheIssuersContextHasNothingOfTheCallers(t *testing.T) {
	type key struct{}
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		issuer := v.issuer()
		var seen context.Context
		login := issuer.Login
		issuer.Login = func(ctx context.Context) (token.Token, error) { seen = ctx; return login(ctx) }
		s := newSource(t, issuer)
		ctx, cancel := context.WithTimeout(context.WithValue(t.Context(), key{}, "a caller's"), time.Second)
		defer cancel()
		_, err := s.Token(ctx)
		require.NoError(t, err)
		require.Nil(t, seen.Value(key{}))
		deadline, ok := seen.Deadline()
		require.True(t, ok)
		require.Equal(t, 30*time.Second, time.Until(deadline), "the source's own limit")
	})
}
