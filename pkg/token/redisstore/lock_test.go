package redisstore_test

import (
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
	require.NoError(t, put(store, "k", "token"))
	names, err := client.Keys(t.Context(), "*").Result()
	require.NoError(t, err)
	require.Len(t, names, 1)
	// Redis tells what happens to the lock.
	require.NoError(t, client.ConfigSet(t.Context(), "notify-keyspace-events", "Kg$").Err())
	events := client.Subscribe(t.Context(), "__keyspace@0__:"+names[0]+":lock")
	defer func() { _ = events.Close() }()
	_, err = events.Receive(t.Context()) // the subscription has begun
	require.NoError(t, err)
	next := func(want string) {
		for {
			message, err := events.ReceiveMessage(t.Context())
			require.NoError(t, err)
			if message.Payload == want {
				return
			}
		}
	}
	err = store.Update(t.Context(), "k", func(token.Token, func(token.Token) error) error {
		owner, err := client.HGet(t.Context(), names[0], "owner").Result()
		require.NoError(t, err)
		// The lock has no end from here on, also if it has just run out on a slow machine.
		require.NoError(t, client.Set(t.Context(), names[0]+":lock", owner, 0).Err())
		next("set") // when it was taken
		next("set")
		next("expire") // by its owner
		left, err := client.PTTL(t.Context(), names[0]+":lock").Result()
		require.NoError(t, err)
		require.LessOrEqual(t, left, time.Second)
		require.NotEqual(t, time.Duration(-1), left, "it has an end again")
		return nil
	})
	require.NoError(t, err)
	names, err = client.Keys(t.Context(), "*:lock").Result()
	require.NoError(t, err)
	require.Empty(t, strings.Join(names, " "), "and given back")
}
