package token

import (
	"errors"
	"net/http"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/retryafter"
)

// longestHold bounds what a vendor's Retry-After is obeyed for.
const longestHold = time.Hour

// holdOff remembers a renewal's failure and until when no other is tried, if it is one
// after which to ask at once is of no use. The caller holds mu.
func (s *Source) holdOff(err error) {
	var failure *Error
	if !errors.As(err, &failure) || s.held != nil && s.held() == failure {
		return
	}
	var wait time.Duration
	answer := boxoffice.AsError(failure.Err)
	switch {
	case errors.Is(err, boxoffice.ErrCredentialsRefused), refuses(answer):
		wait = s.options.coolDown
		s.known.refused = s.known.tried
	case failure.Step == StepRefresh && s.issuer.Login != nil && !unspent(failure.Err):
		// The refresh token is used up, so what follows is a login.
	case overloaded(answer):
		wait = s.holdFor()
		if asked, ok := retryafter.Read(answer.Header, time.Now()); ok {
			wait = max(wait, min(asked, longestHold))
		}
		s.known.refused = nil
	case s.failures > 0 && s.current.Load().phase.Load() == dead && useless(failure.Err):
		wait = s.holdFor()
		s.known.refused = nil
	}
	if wait > 0 {
		failure.Until = time.Now().Add(wait)
		s.held = func() *Error { return failure }
	}
}

// holdFor is how long to wait after the n+1st failure in a row: 250 ms, 500 ms, 1 s … up
// to half a minute, give or take a fifth.
func (s *Source) holdFor() time.Duration {
	d := min(250*time.Millisecond<<min(s.failures, 10), 30*time.Second)
	return d*4/5 + s.options.chance(d*2/5)
}

// refuses reports whether an answer refuses what was asked, and will again.
func refuses(answer *boxoffice.Error) bool {
	return answer != nil && answer.StatusCode >= 400 && answer.StatusCode < 500 && !overloaded(answer)
}

// overloaded reports whether an answer means that the vendor could not, for now.
func overloaded(answer *boxoffice.Error) bool {
	if answer == nil {
		return false
	}
	switch answer.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return answer.StatusCode >= 500
}

// useless reports whether a request that may have reached the vendor brought no token:
// a page for maintenance, a redirect, a lost answer, an empty token. Once may be an
// accident, so the next caller asks at once. After a second time in a row the vendor is
// not asked for each caller. While the old token lives, it is renewed early, and nobody
// has to hold off.
func useless(err error) bool {
	if errors.Is(err, ErrEmptyToken) || errors.Is(err, ErrExpiredToken) || errors.Is(err, ErrSameToken) {
		return true
	}
	answer := boxoffice.AsError(err)
	return answer != nil && answer.Delivery != boxoffice.NeverSent
}

// holdingOff is how long no renewal is to be tried. The caller holds mu.
func (s *Source) holdingOff() time.Duration {
	if s.held == nil {
		return 0
	}
	return time.Until(s.held().Until)
}
