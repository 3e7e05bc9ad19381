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

func TestS09_SourcesOfOneProcessShareOneRotatingToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rotations = 1000
		v := &vendor{rotating: true, latency: 10 * time.Millisecond}
		store := token.NewMemoryStore()
		var all sync.WaitGroup
		for range 8 {
			s := newSource(t, v.issuer(), token.WithStore(store, "shared"))
			all.Go(func() {
				for range rotations / 8 {
					access, err := s.Token(t.Context())
					if !assert.NoError(t, err) {
						return
					}
					s.Refused(access)
				}
			})
		}
		all.Wait()
		require.Equal(t, 1, v.logins)
		require.Zero(t, v.resent())
		require.Equal(t, 1, v.most)
		require.Equal(t, v.issued, 1+v.refreshes, "none was refused")
	})
}

func TestASourceTakesUpWhatAnotherProcessStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour, rotating: true}
		store := token.NewMemoryStore()
		one := newSource(t, v.issuer(), token.WithStore(store, "k"))
		two := newSource(t, v.issuer(), token.WithStore(store, "k"))
		other := newSource(t, v.issuer(), token.WithStore(store, "another key"))
		require.Equal(t, "access-1", mustToken(t, one))
		require.Equal(t, "access-1", mustToken(t, two))
		require.Equal(t, "access-2", mustToken(t, other))
		v.issued = 1 // the other caller's tokens do not count
		one.Refused("access-1")
		require.Equal(t, "access-2", mustToken(t, one))
		two.Refused("access-1")
		require.Equal(t, "access-2", mustToken(t, two))
		require.Equal(t, 1, v.refreshes)

		// Early renewals too: the second finds what the first has stored.
		time.Sleep(59 * time.Minute)
		require.Equal(t, "access-2", mustToken(t, one))
		synctest.Wait()
		require.Equal(t, "access-2", mustToken(t, two))
		synctest.Wait()
		require.Equal(t, "access-3", mustToken(t, one))
		require.Equal(t, "access-3", mustToken(t, two))
		require.Equal(t, 2, v.refreshes)
	})
}

func TestAStoredTokenThatEndsSoonerIsNotTakenUpWhileTheOwnOneLives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		store := token.NewMemoryStore()
		s := newSource(t, v.issuer(), token.WithStore(store, "k"))
		mustToken(t, s)
		time.Sleep(57 * time.Minute)
		require.NoError(t, store.Update(t.Context(), "k", func(_ token.Token, write func(token.Token) error) error {
			return write(token.Token{Access: boxoffice.Secret("older"), Expires: time.Now().Add(2 * time.Minute)})
		}))
		mustToken(t, s)
		synctest.Wait()
		require.Equal(t, "access-2", mustToken(t, s))
	})
}

func TestALiveStoredTokenIsTakenUpWithoutWaitingForTheLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		store := token.NewMemoryStore()
		mustToken(t, newSource(t, v.issuer(), token.WithStore(store, "k")))
		err := store.Update(t.Context(), "k", func(token.Token, func(token.Token) error) error {
			started := time.Now()
			require.Equal(t, "access-1", mustToken(t, newSource(t, v.issuer(), token.WithStore(store, "k"))))
			require.Zero(t, time.Since(started))
			return nil
		})
		require.NoError(t, err)
		require.Equal(t, 1, v.logins)
	})
}

func TestEncodedTokensComeBackAndGarbageIsAnErrorThatQuotesNothing(t *testing.T) {
	now := time.Now()
	for _, want := range []token.Token{
		{},
		{Access: boxoffice.Secret("a"), Refresh: boxoffice.Secret("r"), Expires: now},
		{Access: boxoffice.Secret("a"), Expires: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		got, err := token.Decode(token.Encode(want))
		require.NoError(t, err)
		require.Equal(t, want.Access.Reveal(), got.Access.Reveal())
		require.Equal(t, want.Refresh.Reveal(), got.Refresh.Reveal())
		if want.Expires.Year() > 9999 {
			want.Expires = time.Time{}
		}
		require.True(t, want.Expires.Equal(got.Expires))
	}
	_, err := token.Decode([]byte(`{"access": canary}`))
	require.Error(t, err)
	require.NotContains(t, err.Error(), "canary")
}

func TestKeysTellCallersApartAndShowTheVendorOnly(t *testing.T) {
	once := token.Key("musement", "a", "b")
	again := token.Key("musement", "a", "b")
	require.Equal(t, once, again)
	seen := map[string]bool{}
	for _, identity := range [][]string{nil, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"b", "a"}, {"1:a"}, {"a1:b"}} {
		key := token.Key("musement", identity...)
		require.Regexp(t, "^musement-[0-9a-f]{32}$", key)
		require.False(t, seen[key])
		seen[key] = true
	}
	require.False(t, seen[token.Key("ticketing")])
}
