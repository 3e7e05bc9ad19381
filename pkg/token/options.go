package token

import (
	"log/slog"
	"math/rand/v2"
	"time"
)

// Option adjusts a [Source].
type Option func(*options)

type options struct {
	store    Store
	key      string
	timeout  time.Duration
	coolDown time.Duration
	early    time.Duration
	logger   *slog.Logger
	warning  func(error)
	chance   chance
}

// chance is a random time from zero to below d, which is more than zero.
type chance func(d time.Duration) time.Duration

func defaults() options {
	return options{
		timeout:  30 * time.Second,
		coolDown: time.Minute,
		early:    5 * time.Minute,
		chance:   rand.N[time.Duration],
	}
}

// WithStore shares the token through a store, under a key that must be the same
// for those who may use it and differ for all others: [Key] makes one. Default,
// and for a nil store: a [MemoryStore] of the source's own.
func WithStore(store Store, key string) Option {
	return func(o *options) { o.store, o.key = store, key }
}

// WithTimeout limits each step of a renewal: waiting for the store, redeeming,
// logging in. Default, and for zero or less: 30 seconds.
func WithTimeout(d time.Duration) Option {
	return func(o *options) {
		if d <= 0 {
			d = defaults().timeout
		}
		o.timeout = d
	}
}

// WithCoolDown is how long a refused login (credentials refused, or a 4xx other than
// 408, 425 and 429) is not tried again; Token fails at once meanwhile. Default: 1 minute. Zero or less: each call tries.
func WithCoolDown(d time.Duration) Option {
	return func(o *options) { o.coolDown = d }
}

// WithEarly is how long before its end a token is renewed in the background,
// by the first call of Token from then on. It is never more than half of the
// token's life, and up to a fifth less at random. Default: 5 minutes. Zero or
// less: a token is renewed when it has ended.
func WithEarly(d time.Duration) Option {
	return func(o *options) { o.early = d }
}

// WithLogger sets where the source reports problems that failed no call: a store
// that cannot be reached, an early renewal that failed, a refused refresh token. One
// record of level Warn each, without secrets. Default, and for nil:
// slog.Default() at that time. slog.New(slog.DiscardHandler) silences it.
func WithLogger(logger *slog.Logger) Option {
	return func(o *options) { o.logger = logger }
}

// WithWarning sets a function that is called with each of these problems too, as an
// [*Error]. errors.Is(err, ErrStoreUnavailable) says that the source works without its
// store. f runs on the source's goroutine, and the renewal waits until it returns. It may
// call Token or Close of the same source only from another goroutine. Nil: none.
func WithWarning(f func(error)) Option {
	return func(o *options) { o.warning = f }
}
