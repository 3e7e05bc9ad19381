package redisstore_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/token/redisstore"
)

// caller is a source on a store, with its vendor and what it warned of.
type caller struct {
	*token.Source
	mu                sync.Mutex
	issued, refreshes int
	warnings          []error
	log               strings.Builder
}

func newCaller(t *testing.T, store token.Store) *caller {
	c := new(caller)
	issue := func() (token.Token, error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.issued++
		return token.Token{Access: boxoffice.Secret(fmt.Sprint("canary-", c.issued)), Refresh: boxoffice.Secret("canary-refresh")}, nil
	}
	c.Source = token.NewSource(token.Issuer{
		Login:   func(context.Context) (token.Token, error) { return issue() },
		Refresh: func(context.Context, boxoffice.SecretText) (token.Token, error) { c.refreshes++; return issue() },
	},
		token.WithStore(store, "k"),
		token.WithLogger(slog.New(slog.NewTextHandler(&c.log, nil))),
		token.WithWarning(func(err error) { c.warnings = append(c.warnings, err) }),
	)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func (c *caller) must(t *testing.T, want string) {
	t.Helper()
	access, err := c.Token(t.Context())
	require.NoError(t, err)
	require.Equal(t, want, access)
}

// warned checks the last of so many warnings.
func (c *caller) warned(t *testing.T, times int, reason string) {
	t.Helper()
	require.Len(t, c.warnings, times)
	last := c.warnings[times-1]
	require.ErrorIs(t, last, token.ErrStoreUnavailable)
	require.Contains(t, last.Error(), reason)
	require.Contains(t, c.log.String(), "level=WARN")
	require.Contains(t, c.log.String(), "redis")
	require.NotContains(t, c.log.String(), "canary")
}

func TestWhenRedisGoesAwayTheProcessGoesOnAloneAndComesBack(t *testing.T) {
	s := startRedis(t)
	// A dial that is refused is not repeated, and so many refused ones do not keep the
	// client from dialing.
	client := redis.NewClient(&redis.Options{
		Addr: s.address, PoolSize: 100, DialerRetries: 1, DialTimeout: patience, ReadTimeout: patience, WriteTimeout: patience,
	})
	defer func() { _ = client.Close() }()
	store, err := redisstore.New(client, testKey(1), redisstore.WithCommandTimeout(patience))
	require.NoError(t, err)
	c := newCaller(t, store)
	c.must(t, "canary-1")
	mustHold(t, store, "k", "canary-1")
	require.Empty(t, c.warnings)

	s.stop()
	c.must(t, "canary-1")
	c.Refused("canary-1")
	c.must(t, "canary-2")
	c.warned(t, 1, "redis: ")
	require.Zero(t, c.refreshes, "the shared refresh token is another's to redeem")
	c.Refused("canary-2")
	c.must(t, "canary-3")
	c.warned(t, 2, "redis: ")
	require.Equal(t, 1, c.refreshes, "its own refresh token is its own")

	_, port, err := net.SplitHostPort(s.address)
	require.NoError(t, err)
	again := tryStart(t, s.binary, port)
	require.NotNil(t, again, "somebody took the port")
	c.Refused("canary-3")
	c.must(t, "canary-4")
	require.Len(t, c.warnings, 2)
	mustHold(t, store, "k", "canary-4")
}

func TestARedisThatIsNotThereIsUnavailable(t *testing.T) {
	client := connect(net.JoinHostPort("127.0.0.1", freePort(t)))
	defer func() { _ = client.Close() }()
	store, err := redisstore.New(client, testKey(1), redisstore.WithCommandTimeout(time.Second))
	require.NoError(t, err)
	c := newCaller(t, store)
	c.must(t, "canary-1")
	c.warned(t, 1, "redis: ")
}

func TestARedisThatDoesNotAnswerIsUnavailable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	client := redis.NewClient(&redis.Options{Addr: listener.Addr().String(), ReadTimeout: -1}) // the client would wait forever
	defer func() { _ = client.Close() }()
	store, err := redisstore.New(client, testKey(1), redisstore.WithCommandTimeout(50*time.Millisecond))
	require.NoError(t, err)
	c := newCaller(t, store)
	c.must(t, "canary-1")
	c.warned(t, 1, "no answer in time")
}

func TestAnErrorReplyIsUnavailableAndNotQuoted(t *testing.T) {
	s := startRedis(t)
	store, client := newStore(t, s, 1)
	require.NoError(t, put(store, "k", "canary-0"))
	names, err := client.Keys(t.Context(), "*").Result()
	require.NoError(t, err)
	require.NoError(t, client.Set(t.Context(), names[0], "a string where a hash belongs", 0).Err())
	c := newCaller(t, store)
	c.must(t, "canary-1")
	c.warned(t, 1, "it answered WRONGTYPE")
	require.NoError(t, client.Close())
	c.Refused("canary-1")
	c.must(t, "canary-2")
	c.warned(t, 2, "the client is closed")
}

func TestTheWaitersContextIsNotRedissFault(t *testing.T) {
	s := startRedis(t)
	store, _ := newStore(t, s, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := store.Load(ctx, "k")
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, token.ErrStoreUnavailable)
}
