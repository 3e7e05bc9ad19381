package boxoffice

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/retryafter"
)

// RetryAfter is how long the vendor asks to wait in the answer that err holds
// (Retry-After), 0 when it does not. It is at most a year.
func RetryAfter(err error) time.Duration {
	e := AsError(err)
	if e == nil {
		return 0
	}
	wait, _ := retryafter.Read(e.Header, time.Now())
	return wait
}

// Transient reports whether a call that failed may succeed when the same is called
// again later: the vendor could not be reached, the answer was lost or cannot be read,
// or it is a 408, 425, 429 or 5xx. It says nothing about whether calling again is safe:
// see [SafeToRepeat]. It reports false for nil, and for an error that is not of this
// module.
func Transient(err error) bool {
	e := AsError(err)
	switch {
	case e == nil || errors.Is(err, ErrTooLarge):
		return false
	case e.Delivery == NeverSent:
		return !slices.ContainsFunc([]error{ErrInvalidRequest, ErrConfiguration, ErrOrigin, ErrCredential, ErrCredentialsRefused},
			func(lasting error) bool { return errors.Is(err, lasting) })
	}
	switch e.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return e.Delivery == MaybeDelivered || e.StatusCode < 300 || e.StatusCode >= 500
}
