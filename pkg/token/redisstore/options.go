package redisstore

import "time"

// Option adjusts a [Store].
type Option func(*options)

type options struct {
	prefix         string
	lockExpiry     time.Duration
	retention      time.Duration
	commandTimeout time.Duration
	oldKeys        [][]byte
}

func defaults() options {
	return options{
		prefix:         "boxoffice:token:",
		lockExpiry:     10 * time.Second,
		retention:      90 * 24 * time.Hour,
		commandTimeout: 3 * time.Second,
	}
}

// WithPrefix sets how the names of everything in Redis begin. Default:
// "boxoffice:token:".
func WithPrefix(prefix string) Option {
	return func(o *options) { o.prefix = prefix }
}

// WithLockExpiry is how long the others wait after a process died in an Update.
// The lock is extended every third of it. Default: 10 seconds; less than 1
// second counts as 1.
func WithLockExpiry(d time.Duration) Option {
	return func(o *options) { o.lockExpiry = max(d, time.Second) }
}

// WithRetention is how long a token that nobody asks to update is kept; losing
// it costs a login. Default: 90 days; less than 1 minute counts as 1.
func WithRetention(d time.Duration) Option {
	return func(o *options) { o.retention = max(d, time.Minute) }
}

// WithCommandTimeout limits each command, the client's own repeating included.
// After it Redis counts as away, and callers without a token have waited for it.
// Default, and for zero or less: 3 seconds.
func WithCommandTimeout(d time.Duration) Option {
	return func(o *options) {
		if d <= 0 {
			d = defaults().commandTimeout
		}
		o.commandTimeout = d
	}
}

// WithOldKeys names keys that values may still be encrypted with. To change the
// key, first give the new one to all processes as an old one, then make it the
// key and the former key an old one, and drop that when all tokens have been
// renewed.
func WithOldKeys(keys ...[]byte) Option {
	return func(o *options) { o.oldKeys = keys }
}
