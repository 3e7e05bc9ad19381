package token_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// faultyStore is a memory store that can be made to fail.
type faultyStore struct {
	token.MemoryStore
	load, update error
	write        func() error
	silent       bool // Update calls nobody
	hang         bool // until its context is done
}

func (s *faultyStore) Load(ctx context.Context, key string) (token.Token, error) {
	if s.load != nil {
		return token.Token{}, s.load
	}
	return s.MemoryStore.Load(ctx, key)
}

func (s *faultyStore) Update(ctx context.Context, key string, change func(token.Token, func(token.Token) error) error) error {
	if s.hang {
		<-ctx.Done()
		return ctx.Err()
	}
	if s.update != nil || s.silent {
		return s.update
	}
	return s.MemoryStore.Update(ctx, key, func(current token.Token, write func(token.Token) error) error {
		return change(current, func(t token.Token) error {
			if s.write != nil {
				if err := s.write(); err != nil {
					return err
				}
			}
			return write(t)
		})
	})
}

func TestWithoutItsStoreASourceGoesOnAloneAndSaysSo(t *testing.T) {
	away := safe.Errorf(token.ErrStoreUnavailable, "away for the test")
	for name, c := range map[string]struct {
		store  *faultyStore
		waited time.Duration
	}{
		"the store says so":                 {&faultyStore{load: away}, 0},
		"an error of another kind":          {&faultyStore{load: errBroken}, 0},
		"the lock is not to be had":         {&faultyStore{update: away}, 0},
		"the store calls nobody":            {&faultyStore{silent: true}, 0},
		"somebody sits on the lock forever": {&faultyStore{hang: true}, 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{life: time.Hour, rotating: true}
				var w warnings
				s := newSource(t, v.issuer(), append(w.options(), token.WithStore(c.store, "k"))...)
				started := time.Now()
				require.Equal(t, "access-1", mustToken(t, s))
				require.Equal(t, c.waited, time.Since(started))
				require.Len(t, w.errs, 1)
				require.ErrorIs(t, w.errs[0], token.ErrStoreUnavailable)
				require.Contains(t, w.log.String(), "token: store: ")

				s.Refused("access-1")
				require.Equal(t, "access-2", mustToken(t, s))
				require.Equal(t, 1, v.logins)
				require.Equal(t, 1, v.refreshes, "its own refresh token is in use meanwhile")
				require.Len(t, w.errs, 2)

				*c.store = faultyStore{} // it is back, and empty
				s.Refused("access-2")
				require.Equal(t, "access-3", mustToken(t, s))
				kept, err := c.store.Load(t.Context(), "k")
				require.NoError(t, err)
				require.Equal(t, "access-3", kept.Access.Reveal())
				require.Len(t, w.errs, 2)
			})
		})
	}
}

func TestATokenThatCannotBeStoredIsServedNonetheless(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{rotating: true}
		store := &faultyStore{write: func() error { return errBroken }}
		var w warnings
		s := newSource(t, v.issuer(), append(w.options(), token.WithStore(store, "k"))...)
		require.Equal(t, "access-1", mustToken(t, s))
		require.Len(t, w.errs, 1)
		require.ErrorIs(t, w.errs[0], token.ErrStoreUnavailable)
		require.Equal(t, 1, v.logins)

		store.load = errBroken
		s.Refused("access-1")
		require.Equal(t, "access-2", mustToken(t, s))
		require.Equal(t, 1, v.logins, "its refresh token was not lost")
		require.Equal(t, 1, v.refreshes)
	})
}

func TestARefreshTokenThatCannotBeTakenOutOfTheStoreIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{rotating: true}
		store := &faultyStore{}
		s := newSource(t, v.issuer(), token.WithStore(store, "k"))
		s.Refused(mustToken(t, s))
		store.write = func() error { return errBroken }
		require.Equal(t, "access-2", mustToken(t, s))
		require.Zero(t, v.refreshes, "another process may be about to redeem it")
		require.Equal(t, 2, v.logins)
	})
}

func TestAProcessThatDiesBetweenRedeemingAndStoringCostsOneLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{rotating: true}
		store := &faultyStore{}
		s := newSource(t, v.issuer(), token.WithStore(store, "k"))
		s.Refused(mustToken(t, s))
		writes := 0
		store.write = func() error {
			if writes++; writes == 2 { // after the one that takes the refresh token out
				return errBroken
			}
			return nil
		}
		require.Equal(t, "access-2", mustToken(t, s))
		require.Equal(t, 1, v.refreshes)
		store.write = nil

		next := newSource(t, v.issuer(), token.WithStore(store, "k"))
		next.Refused("access-1")
		require.Equal(t, "access-3", mustToken(t, next))
		require.Equal(t, 1, v.refreshes)
		require.Equal(t, 2, v.logins)
		require.Zero(t, v.resent())
	})
}

func TestAnUnsafeStoreStopsTheSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		store := &faultyStore{load: safe.Errorf(token.ErrStoreUnsafe, "chmod it")}
		s := newSource(t, v.issuer(), token.WithStore(store, "k"))
		err := failToken(t, s)
		require.ErrorIs(t, err, token.ErrStoreUnsafe)
		require.NotErrorIs(t, err, token.ErrStoreUnavailable)
		require.Contains(t, err.Error(), "chmod it")
		require.Zero(t, v.logins)
	})
}
