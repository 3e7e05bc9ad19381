package redisstore_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/token/redisstore"
)

// lockName finds the only lock there is.
func lockName(t *testing.T, client *redis.Client) string {
	t.Helper()
	names, err := client.Keys(t.Context(), "*:lock").Result()
	require.NoError(t, err)
	require.Len(t, names, 1)
	return names[0]
}

func TestAWriterWhoseLockRanOutIsFencedOff(t *testing.T) {
	s := startRedis(t)
	slow, client := newStore(t, s, 1)
	quick, _ := newStore(t, s, 1)
	for name, lose := range map[string]func(){
		"the lock ran out":        func() { client.Del(t.Context(), lockName(t, client)) },
		"Redis lost all its data": func() { client.FlushAll(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			err := slow.Update(t.Context(), "k", func(_ token.Token, write func(token.Token) error) error {
				require.NoError(t, write(token.Token{Access: boxoffice.Secret("first")}), "it has the lock")
				lose()
				require.NoError(t, put(quick, "k", "successor"))
				err := write(token.Token{Access: boxoffice.Secret("late")})
				require.ErrorIs(t, err, token.ErrStoreUnavailable)
				require.Contains(t, err.Error(), "another process took it")
				return nil
			})
			require.NoError(t, err)
			mustHold(t, quick, "k", "successor")
		})
	}
}

func TestALateWriterDoesNotGiveBackItsSuccessorsLock(t *testing.T) {
	s := startRedis(t)
	store, client := newStore(t, s, 1)
	err := store.Update(t.Context(), "k", func(token.Token, func(token.Token) error) error {
		require.NoError(t, client.Set(t.Context(), lockName(t, client), "the successor", time.Minute).Err())
		return nil
	})
	require.NoError(t, err)
	owner, err := client.Get(t.Context(), lockName(t, client)).Result()
	require.NoError(t, err)
	require.Equal(t, "the successor", owner)
}

func TestTheLockIsExtendedWhileItIsHeld(t *testing.T) {
	s := startRedis(t)
	store, client := newStore(t, s, 1, redisstore.WithLockExpiry(0)) // counts as one second
	err := store.Update(t.Context(), "k", func(token.Token, func(token.Token) error) error {
		name := lockName(t, client)
		require.NoError(t, client.PExpire(t.Context(), name, time.Hour).Err())
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		for { // until the owner has set it to a second again
			left, err := client.PTTL(ctx, name).Result()
			require.NoError(t, err)
			if left <= time.Second {
				return nil
			}
		}
	})
	require.NoError(t, err)
	names, err := client.Keys(t.Context(), "*:lock").Result()
	require.NoError(t, err)
	require.Empty(t, strings.Join(names, " "), "and given back")
}
