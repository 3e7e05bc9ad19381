package redisstore_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/token/redisstore"
	"github.com/boxoffice-go/boxoffice/pkg/token/storetest"
)

func TestS09_TheRedisStoreIsSharedByProcesses(t *testing.T) {
	s := startRedis(t)
	storetest.Run(t, storetest.Config{Open: open, Location: s.address + " " + hex.EncodeToString(testKey(1))})
}

// newStore opens a store that is closed at the end of the test.
func newStore(t *testing.T, s *server, key byte, opts ...redisstore.Option) (*redisstore.Store, *redis.Client) {
	t.Helper()
	client := connect(s.address)
	t.Cleanup(func() { _ = client.Close() })
	store, err := redisstore.New(client, testKey(key), append([]redisstore.Option{redisstore.WithCommandTimeout(patience)}, opts...)...)
	require.NoError(t, err)
	return store, client
}

func put(store token.Store, key, access string) error {
	return store.Update(context.Background(), key, func(_ token.Token, write func(token.Token) error) error {
		return write(token.Token{Access: boxoffice.Secret(access), Refresh: boxoffice.Secret("canary-refresh")})
	})
}

func mustHold(t *testing.T, store token.Store, key, access string) {
	t.Helper()
	kept, err := store.Load(t.Context(), key)
	require.NoError(t, err)
	require.Equal(t, access, kept.Access.Reveal())
}

func TestRedisSeesNeitherTokensNorKeys(t *testing.T) {
	s := startRedis(t)
	store, client := newStore(t, s, 1)
	require.NoError(t, put(store, "canary-key", "canary-access"))
	names, err := client.Keys(t.Context(), "*").Result()
	require.NoError(t, err)
	require.Len(t, names, 1, "the lock is gone")
	require.True(t, strings.HasPrefix(names[0], "boxoffice:token:{"))
	fields, err := client.HGetAll(t.Context(), names[0]).Result()
	require.NoError(t, err)
	require.NotContains(t, fmt.Sprint(names, fields), "canary")
	left, err := client.PTTL(t.Context(), names[0]).Result()
	require.NoError(t, err)
	require.Positive(t, left, "it does not stay forever")

	require.NoError(t, put(store, "canary-key", "canary-access"))
	again, err := client.HGetAll(t.Context(), names[0]).Result()
	require.NoError(t, err)
	require.NotEqual(t, fields["value"], again["value"], "the same token does not look the same")
}

func TestAChangedOrMovedValueIsUnavailable(t *testing.T) {
	s := startRedis(t)
	store, client := newStore(t, s, 1)
	require.NoError(t, put(store, "one", "access"))
	names, err := client.Keys(t.Context(), "*").Result()
	require.NoError(t, err)
	one := names[0]
	value, err := client.HGet(t.Context(), one, "value").Result()
	require.NoError(t, err)
	mustFail := func(key, value string, at string) {
		require.NoError(t, client.HSet(t.Context(), at, "value", value).Err())
		_, err := store.Load(t.Context(), key)
		require.ErrorIs(t, err, token.ErrStoreUnavailable)
		require.ErrorIs(t, put(store, key, "new"), token.ErrStoreUnavailable)
	}
	for at := range value {
		changed := []byte(value)
		changed[at] ^= 1
		mustFail("one", string(changed), one)
		mustFail("one", value[:max(at, 1)], one)
	}
	require.NoError(t, client.HSet(t.Context(), one, "value", value).Err())
	mustHold(t, store, "one", "access")

	require.NoError(t, put(store, "two", "access"))
	names, err = client.Keys(t.Context(), "*").Result()
	require.NoError(t, err)
	require.Len(t, names, 2)
	for _, name := range names {
		if name != one {
			mustFail("two", value, name)
		}
	}
}

func TestKeysCanBeChanged(t *testing.T) {
	s := startRedis(t)
	old, _ := newStore(t, s, 1)
	require.NoError(t, put(old, "k", "by the old key"))

	stranger, _ := newStore(t, s, 2)
	_, err := stranger.Load(t.Context(), "k")
	require.ErrorIs(t, err, token.ErrStoreUnavailable)
	require.Contains(t, err.Error(), "WithOldKeys")

	prepared, _ := newStore(t, s, 1, redisstore.WithOldKeys(testKey(2)))
	changed, _ := newStore(t, s, 2, redisstore.WithOldKeys(testKey(1)))
	mustHold(t, changed, "k", "by the old key")
	require.NoError(t, put(changed, "k", "by the new key"))
	mustHold(t, prepared, "k", "by the new key")
	mustHold(t, stranger, "k", "by the new key")
	_, err = old.Load(t.Context(), "k")
	require.ErrorIs(t, err, token.ErrStoreUnavailable)
}

func TestPrefixesAreApart(t *testing.T) {
	s := startRedis(t)
	one, _ := newStore(t, s, 1)
	other, _ := newStore(t, s, 1, redisstore.WithPrefix("other:"))
	require.NoError(t, put(one, "k", "one"))
	require.NoError(t, put(other, "k", "other"))
	mustHold(t, one, "k", "one")
	mustHold(t, other, "k", "other")
}

func TestAStoreIsNotMadeOfABadKeyOrNoClient(t *testing.T) {
	client := connect("127.0.0.1:1")
	defer func() { _ = client.Close() }()
	for _, key := range [][]byte{nil, make([]byte, 16), make([]byte, 33)} {
		_, err := redisstore.New(client, key)
		require.ErrorIs(t, err, boxoffice.ErrConfiguration)
	}
	_, err := redisstore.New(client, testKey(1), redisstore.WithOldKeys([]byte("short")))
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
	_, err = redisstore.New(nil, testKey(1))
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
}
