package boxoffice

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/retryafter"
)

// RetryAfter is how long the vendor asks to wait in its answer (Retry-After), 0 when it
// does not, and for nil. It is at most a year.
func (e *Error) RetryAfter() time.Duration {
	if e == nil {
		return 0
	}
	wait, _ := retryafter.Read(e.Header, time.Now())
	return wait
}

// Transient reports whether the call may succeed when the same is called again later: the
// vendor could not be reached, the answer was lost or cannot be read, or it is a 408,
// 425, 429 or 5xx. It says nothing about whether calling again is safe: see
// [SafeToRepeat]. It reports false for nil.
func (e *Error) Transient() bool {
	switch {
	case e == nil || errors.Is(e, ErrTooLarge):
		return false
	case e.Delivery == NeverSent:
		return !slices.ContainsFunc([]error{ErrInvalidRequest, ErrConfiguration, ErrOrigin, ErrCredential, ErrCredentialsRefused},
			func(lasting error) bool { return errors.Is(e, lasting) })
	}
	switch e.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return e.Delivery == MaybeDelivered || e.StatusCode < 300 || e.StatusCode >= 500
}
