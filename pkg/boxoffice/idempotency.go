package boxoffice

import (
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// WithIdempotencyKey sets the key by which the vendor recognizes a call that it has had
// before, so that it does the thing once. Without it each call has a new random key (a
// UUID), and all attempts of the call share it. Give a key of your own to be able to
// make the same call again later, also after a restart, and keep it with the order; or
// take it from [Error.IdempotencyKey] of a call that failed. A key that is empty or has
// a control character, and an operation that takes no key, are an [ErrInvalidRequest].
func WithIdempotencyKey(key string) CallOption {
	return callOption(func(c *settings.Call) error {
		if strings.TrimSpace(key) == "" || strings.ContainsFunc(key, isControl) {
			return safe.Errorf(ErrInvalidRequest, "the idempotency key must be one line that is not empty")
		}
		c.IdempotencyKey = key
		return nil
	})
}
