package token

import (
	"context"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// held is a source that holds a token of an hour.
func held(tb testing.TB) *Source {
	s := NewSource(Issuer{Login: func(context.Context) (Token, error) {
		return Token{Access: boxoffice.Secret("access"), Expires: time.Now().Add(time.Hour)}, nil
	}})
	_, err := s.Token(context.Background())
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = s.Close(context.Background()) })
	return s
}

func TestAHeldTokenCostsNoAllocation(t *testing.T) {
	s, ctx := held(t), context.Background()
	require.Zero(t, testing.AllocsPerRun(1000, func() { _, _ = s.Token(ctx) }))
}

func TestAHeldTokenTakesNoLock(t *testing.T) {
	s := held(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	access, err := s.Token(context.Background()) // would wait forever
	require.NoError(t, err)
	require.Equal(t, "access", access)
}

func TestAHeldTokenIsServedWithoutALookAtTheClock(t *testing.T) {
	s := held(t)
	g := s.current.Load()
	g.stop()
	g.expires = time.Unix(1, 0) // a look at the clock would find that it has ended
	access, err := s.Token(context.Background())
	require.NoError(t, err)
	require.Equal(t, "access", access)
	g.die() // which is a timer's to say
	g.expires = time.Time{}
	_, err = s.Token(context.Background())
	require.NoError(t, err)
	require.NotSame(t, g, s.current.Load())
}

func TestOnlySixteenRefusedTokensAreRemembered(t *testing.T) {
	var r recent
	require.False(t, r.has(""), "no token is not a refused one")
	for i := range 100 {
		r.add(string(rune('a' + i)))
		r.add(string(rune('a' + i)))
		require.True(t, r.has(string(rune('a'+i))))
	}
	require.Equal(t, 100, r.count)
	require.True(t, r.has(string(rune('a'+84))))
	require.False(t, r.has(string(rune('a'+83))))
}

func TestTheBackOffGrowsToAMinute(t *testing.T) {
	for n, seconds := range []int{1, 2, 4, 8, 16, 32, 60, 60, 60} {
		want := time.Duration(seconds) * time.Second
		for range 50 {
			d := backOff(n, rand.N[time.Duration])
			require.GreaterOrEqual(t, d, want*4/5)
			require.Less(t, d, want*6/5)
		}
	}
	require.LessOrEqual(t, backOff(1<<40, rand.N[time.Duration]), 72*time.Second)
}

func TestATokenMayEndInTheDistantFuture(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGrant(Token{Access: boxoffice.Secret("a"), Expires: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}, 5*time.Minute, rand.N[time.Duration])
		defer g.stop()
		time.Sleep(200 * 365 * 24 * time.Hour)
		require.Equal(t, fresh, g.phase.Load())
	})
}

func TestAFleetDoesNotRenewAtOneMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var grants []*grant
		for range 50 {
			grants = append(grants, newGrant(Token{Access: boxoffice.Secret("shared"), Expires: time.Now().Add(time.Hour)}, 5*time.Minute, rand.N[time.Duration]))
		}
		time.Sleep(55*time.Minute + 30*time.Second)
		isDue := 0
		for _, g := range grants {
			if g.phase.Load() == due {
				isDue++
			}
			g.stop()
		}
		require.Greater(t, isDue, 5, "half of them on average")
		require.Less(t, isDue, 45, "half of them on average")
	})
}

func TestAStoreThatEndsItsGoroutineFailsTheWaiters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSource(Issuer{}, WithStore(new(goexitStore), ""))
		_, err := s.Token(t.Context())
		require.ErrorIs(t, err, ErrNoUsableToken)
	})
}

func TestAClosedSourceLeavesNoTimerBehind(t *testing.T) {
	s := held(t)
	g := s.current.Load()
	require.NoError(t, s.Close(context.Background()))
	require.NoError(t, s.Close(context.Background()), "twice does no harm")
	require.False(t, g.early.Stop(), "it was stopped")
	require.False(t, g.end.Stop(), "it was stopped")
	_, err := s.Token(context.Background())
	require.ErrorIs(t, err, ErrClosed)
}

func TestARenewalEndsTheBackOffAndTheOldTokensTimers(t *testing.T) {
	s := held(t)
	s.failures = 5
	g := s.current.Load()
	r := &renewal{done: make(chan struct{})}
	s.finish(r, Token{Access: boxoffice.Secret("next"), Expires: time.Now().Add(2 * time.Hour)}, nil)
	<-r.done
	require.NoError(t, r.err)
	require.Zero(t, s.failures)
	require.False(t, g.early.Stop(), "it was stopped")
	require.False(t, g.end.Stop(), "it was stopped")
}

func TestS05_ATokenRefusedJustBeforeItIsAcceptedIsNotServed(t *testing.T) {
	s := held(t)
	s.Refused("next")
	r := &renewal{done: make(chan struct{})}
	s.finish(r, Token{Access: boxoffice.Secret("next")}, nil)
	<-r.done
	require.ErrorIs(t, r.err, ErrSameToken)
	access, err := s.Token(t.Context())
	require.NoError(t, err)
	require.Equal(t, "access", access, "the old one is")
}

func TestS05_ATokenRefusedBeforeAWaiterWokeUpIsNotGivenToIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSource(Issuer{Login: func(context.Context) (Token, error) {
			return Token{Access: boxoffice.Secret("next")}, nil
		}})
		r := &renewal{done: make(chan struct{}), grant: newGrant(Token{Access: boxoffice.Secret("refused")}, 0, nil)}
		s.renewal = r
		got := make(chan string)
		go func() {
			access, err := s.Token(context.Background())
			assert.NoError(t, err)
			got <- access
		}()
		synctest.Wait() // it waits for the renewal
		s.mu.Lock()
		s.renewal = nil
		r.grant.kill()
		s.mu.Unlock()
		close(r.done)
		require.Equal(t, "next", <-got)
	})
}

func BenchmarkHeldToken(b *testing.B) {
	s, ctx := held(b), context.Background()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = s.Token(ctx)
	}
}

func BenchmarkHeldTokenInParallel(b *testing.B) {
	s, ctx := held(b), context.Background()
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_, _ = s.Token(ctx)
		}
	})
}
