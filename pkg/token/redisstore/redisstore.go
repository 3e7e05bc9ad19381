// Package redisstore shares tokens between machines through Redis.
//
//	store, err := redisstore.New(redis.NewClient(&redis.Options{Addr: addr}), key)
//	source := token.NewSource(issuer, token.WithStore(store, token.Key("musement", clientID)))
//
// This package is a module of its own, because it needs github.com/redis/go-redis/v9:
//
//	go get github.com/boxoffice-go/boxoffice/pkg/token/redisstore
//
// A program that does not import it does not require go-redis.
//
// # What is kept
//
// For each key a hash with the token, encrypted by AES-256-GCM with the key
// given to [New], and a lock beside it. Redis sees neither tokens nor the
// store's keys, of which the names in Redis hold a digest. A value moved to
// another name, or changed, does not decrypt.
//
// # The lock
//
// A lock has an owner, a random number, and runs out by itself
// ([WithLockExpiry]) unless its owner extends it, which happens as long as the
// Update runs. The owner's number also is the fence: taking the lock leaves it
// in the hash, and a write is accepted by Redis, in one step, only from the last
// one that took the lock. A process that was suspended for longer than the lock
// lasts thus cannot write over its successor, nor redeem a refresh token that
// the successor may have redeemed: the source takes it out of the store first,
// and that is a write. A number drawn at random fences better than one counted
// up in Redis, because a Redis that lost its data would count from the start.
//
// # When Redis is away
//
// Every failure of Redis, a value that does not decrypt included, is
// token.ErrStoreUnavailable: the process goes on with logins of its own and
// says so, and comes back with its next renewal. Redis losing its last
// writes, in a failover or without persistence, costs a login: the refresh
// token it then shows has been redeemed, and the vendor refuses it.
//
// Redis must allow EVAL and EVALSHA. In a cluster all that belongs to one key is
// in one slot.
package redisstore

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/redis/go-redis/v9"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// Store implements token.Store. It is safe for concurrent use and prints as its
// type. It has nothing to close; the client stays its owner's.
type Store struct {
	client  redis.UniversalClient
	seal    *seal
	options options
}

// New returns a store that encrypts with a key of 32 random bytes, the same in
// all processes. It does not talk to Redis yet. Its error is
// boxoffice.ErrConfiguration.
func New(client redis.UniversalClient, key []byte, opts ...Option) (*Store, error) {
	if client == nil {
		return nil, safe.Errorf(boxoffice.ErrConfiguration, "redisstore: the client is nil")
	}
	s := &Store{client: client, options: defaults()}
	for _, opt := range opts {
		opt(&s.options)
	}
	var err error
	if s.seal, err = newSeal(key, s.options.oldKeys); err != nil {
		return nil, err
	}
	return s, nil
}

// Load implements token.Store.
func (s *Store) Load(ctx context.Context, key string) (token.Token, error) {
	name := s.name(key)
	value, err := s.run(ctx, func(ctx context.Context) (any, error) { return s.client.HGet(ctx, name, "value").Result() })
	if errors.Is(err, redis.Nil) {
		return token.Token{}, nil
	}
	if err != nil {
		return token.Token{}, err
	}
	return s.seal.open(name, value)
}

// Update implements token.Store.
func (s *Store) Update(ctx context.Context, key string, change func(token.Token, func(token.Token) error) error) error {
	l := &lock{store: s, name: s.name(key), owner: rand.Text()}
	value, err := l.take(ctx)
	if err != nil {
		return err
	}
	defer l.release()
	stop := l.extend()
	defer stop()
	current, err := s.seal.open(l.name, value)
	if err != nil {
		return err
	}
	return change(current, l.write)
}

// name is where a key's hash is in Redis; the braces keep its lock in the same
// slot of a cluster.
func (s *Store) name(key string) string {
	digest := sha256.Sum256([]byte(key))
	return s.options.prefix + "{" + hex.EncodeToString(digest[:16]) + "}"
}

// run has Redis do something within the command's time limit, even if the
// client is set up to ignore its context. The error is ctx's own, wrapped, or
// redis.Nil, or token.ErrStoreUnavailable.
func (s *Store) run(ctx context.Context, command func(context.Context) (any, error)) (any, error) {
	limited, cancel := context.WithTimeout(ctx, s.options.commandTimeout)
	defer cancel()
	type reply struct {
		value any
		err   error
	}
	replies := make(chan reply, 1)
	go func() {
		value, err := command(limited)
		replies <- reply{value, err}
	}()
	var r reply
	select {
	case r = <-replies:
	case <-limited.Done():
		r.err = limited.Err()
	}
	switch {
	case r.err == nil, errors.Is(r.err, redis.Nil):
		return r.value, r.err
	case ctx.Err() != nil:
		return nil, fmt.Errorf("redisstore: %w", ctx.Err())
	}
	return nil, unavailable(r.err)
}

// Format prints the type's name and nothing of its contents.
func (s *Store) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "redisstore.Store") }
