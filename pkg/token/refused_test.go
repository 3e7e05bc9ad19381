package token_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestS05_FiftyRefusalsOfOneTokenMakeOneRenewal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour, latency: 300 * time.Millisecond}
		s := newSource(t, v.issuer())
		access := mustToken(t, s)
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				// The answers come in before, during and after the renewal.
				time.Sleep(time.Duration(i) * 20 * time.Millisecond)
				s.Refused(access)
				access, err := s.Token(t.Context())
				assert.NoError(t, err)
				assert.Equal(t, "access-2", access)
			})
		}
		all.Wait()
		require.Equal(t, 2, v.logins)
		require.Equal(t, 1, v.most)
		t.Logf("50 refusals of one token, %d renewal", v.logins-1)
	})
}

func TestS06_LateRefusalsOfTheOldTokenRenewNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		store := &faultyStore{}
		s := newSource(t, v.issuer(), token.WithStore(store, "k"))
		s.Refused(mustToken(t, s))
		require.Equal(t, "access-2", mustToken(t, s))
		store.load = errBroken // whoever looks for another token finds none
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				s.Refused("access-1")
				assert.Equal(t, "access-2", mustToken(t, s))
			})
		}
		all.Wait()
		s.Refused("")
		s.Refused("never issued")
		require.Equal(t, "access-2", mustToken(t, s))
		synctest.Wait()
		require.Equal(t, 2, v.logins)
		t.Logf("20 late refusals, %d further renewals", v.logins-2)
	})
}

func TestS05_ARefusalDuringTheEarlyRenewalWaitsForIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour}
		s := newSource(t, v.issuer())
		mustToken(t, s)
		v.latency = time.Second
		time.Sleep(58 * time.Minute)
		require.Equal(t, "access-1", mustToken(t, s)) // starts the renewal
		synctest.Wait()
		s.Refused("access-1")
		require.Equal(t, "access-2", mustToken(t, s))
		require.Equal(t, 2, v.logins)
	})
}

func TestS05_ATokenRefusedWhileItIsOnItsWayIsReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour, latency: time.Second}
		s := newSource(t, v.issuer())
		var all sync.WaitGroup
		all.Go(func() { assert.Equal(t, "access-2", mustToken(t, s)) })
		synctest.Wait()
		s.Refused("access-1") // as if another client had already used it
		all.Wait()
		require.Equal(t, 2, v.logins)
	})
}

func TestS05_SourcesThatShareAStoreRenewARefusedTokenOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: time.Hour, latency: time.Second, rotating: true}
		store := token.NewMemoryStore()
		var all sync.WaitGroup
		for range 8 {
			s := newSource(t, v.issuer(), token.WithStore(store, "shared"))
			for range 5 {
				all.Go(func() { assert.Equal(t, "access-1", mustToken(t, s)) })
			}
			all.Go(func() {
				mustToken(t, s)
				time.Sleep(time.Second) // until all have it
				s.Refused("access-1")
				assert.Equal(t, "access-2", mustToken(t, s))
			})
		}
		all.Wait()
		require.Equal(t, 1, v.logins)
		require.Equal(t, 1, v.refreshes)
		require.Equal(t, 1, v.most)
	})
}
