package redisstore

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/boxoffice-go/boxoffice/pkg/internal/backoff"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// lock is one Update's claim to a key.
type lock struct {
	store *Store
	name  string // of the hash
	owner string // random
}

// The scripts work on the hash (with the fields owner and value) and the lock.
// They may be sent twice without harm: the client repeats what it got no answer
// to.
var (
	takeScript = redis.NewScript(`
local owner = redis.call('get', KEYS[2])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('set', KEYS[2], ARGV[1], 'px', ARGV[2])
redis.call('hset', KEYS[1], 'owner', ARGV[1])
redis.call('pexpire', KEYS[1], ARGV[3])
return {redis.call('hget', KEYS[1], 'value')}`)

	writeScript = redis.NewScript(`
if redis.call('hget', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('hset', KEYS[1], 'value', ARGV[2])
return 1`)

	extendScript = redis.NewScript(`
if redis.call('get', KEYS[2]) ~= ARGV[1] then return 0 end
return redis.call('pexpire', KEYS[2], ARGV[2])`)

	releaseScript = redis.NewScript(`
if redis.call('get', KEYS[2]) ~= ARGV[1] then return 0 end
return redis.call('del', KEYS[2])`)
)

// take waits for the lock, asking at least every 100 ms, and returns the value
// under it, or nil.
func (l *lock) take(ctx context.Context) (value any, err error) {
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil {
			return nil, waitError(err)
		}
		reply, err := l.run(ctx, takeScript, l.store.options.lockExpiry.Milliseconds(), l.store.options.retention.Milliseconds())
		if err != nil {
			go l.release() //nolint:gosec // it may have been taken although no answer came; ctx may have ended
			return nil, err
		}
		if fields, ok := reply.([]any); ok {
			if len(fields) == 0 {
				return nil, nil
			}
			return fields[0], nil
		}
		backoff.Sleep(ctx, backoff.Jitter(backoff.Ceiling(n, 2*time.Millisecond, 100*time.Millisecond)))
	}
}

// write replaces the value, unless somebody took the lock after this owner.
func (l *lock) write(t token.Token) error {
	reply, err := l.run(context.Background(), writeScript, l.store.seal.close(l.name, t))
	if err != nil {
		return err
	}
	if reply != int64(1) {
		return safe.Errorf(token.ErrStoreUnavailable, "redis: the lock ran out and another process took it")
	}
	return nil
}

// extend keeps the lock from running out until stop is called. A lock that was
// lost stays lost; the next write finds out.
func (l *lock) extend() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		every := time.NewTicker(l.store.options.lockExpiry / 3)
		defer every.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-every.C:
				_, _ = l.run(ctx, extendScript, l.store.options.lockExpiry.Milliseconds())
			}
		}
	}()
	return func() { cancel(); <-done }
}

// release gives the lock back. If that fails, it runs out.
func (l *lock) release() { _, _ = l.run(context.Background(), releaseScript) }

// run runs a script for this owner.
func (l *lock) run(ctx context.Context, script *redis.Script, args ...any) (any, error) {
	reply, err := l.store.run(ctx, func(ctx context.Context) (any, error) {
		return script.Run(ctx, l.store.client, []string{l.name, l.name + ":lock"}, append([]any{l.owner}, args...)...).Result()
	})
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	return reply, err
}
