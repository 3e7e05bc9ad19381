package token

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Why there is no token, for errors.Is. Refused credentials are
// boxoffice.ErrCredentialsRefused.
var (
	// ErrTimeout: the issuer or the store did not answer within [WithTimeout].
	ErrTimeout error = safe.Sentinel("no answer in time")
	// ErrEmptyToken: the issuer answered without an access token.
	ErrEmptyToken error = safe.Sentinel("the answer holds no access token")
	// ErrExpiredToken: the issuer answered with a token that had already ended.
	// A wrong clock on this machine has the same effect.
	ErrExpiredToken error = safe.Sentinel("the answer holds a token that has already ended")
	// ErrSameToken: the issuer answered with a token that the vendor refused
	// before or, when renewing early, with the old one unchanged.
	ErrSameToken error = safe.Sentinel("the answer holds the old token again")
	// ErrNoUsableToken: tokens were refused or ended faster than they were
	// handed out.
	ErrNoUsableToken error = safe.Sentinel("no token lived long enough to be used")
	// ErrClosed: the source was closed.
	ErrClosed error = safe.Sentinel("token source is closed")
)

// What is wrong with a store, for errors.Is.
var (
	// ErrStoreUnavailable: the store cannot be reached or read. The source works
	// without it and warns.
	ErrStoreUnavailable error = safe.Sentinel("token store unavailable")
	// ErrStoreUnsafe: the store cannot be trusted with secrets as it is set up.
	// The source does not go on; Token returns this error, which says what to do.
	ErrStoreUnsafe error = safe.Sentinel("token store is not safe")
)

// Step is a part of a renewal.
type Step string

// The steps of a renewal.
const (
	StepLogin   Step = "login"
	StepRefresh Step = "refresh"
	StepStore   Step = "store"
)

// Error is why a source has no token to give. It is immutable once returned.
// Its text holds nothing secret, whatever the issuer's error says.
//
// errors.Is and errors.As find in it what they find in Err, with two exceptions. It is
// never context.Canceled or context.DeadlineExceeded, because that context would be the
// issuer's and not the caller's. It is never boxoffice.ErrOutcomeUnknown, because the
// request that needed the token has not been sent.
type Error struct {
	// Step is what failed.
	Step Step
	// Err is the cause: an error of this package, or what the issuer or the
	// store returned. Its own text may hold secrets.
	Err error
	// Until is when the source asks again, zero when the next call may.
	Until time.Time
}

// Error is one line: the step, what may be said of the cause, and until when the
// source does not ask again.
func (e *Error) Error() string {
	cause := "no cause given"
	if e.Err != nil {
		cause = rest.CauseText(e.Err)
	}
	text := "token: " + string(e.Step) + ": " + cause
	if !e.Until.IsZero() {
		text += " (not tried again before " + e.Until.UTC().Format(time.RFC3339) + ")"
	}
	return text
}

// SafeText is Error's text: it may be part of another error's.
func (e *Error) SafeText() string { return e.Error() }

// Is answers errors.Is. The trouble of any store, except one that is unsafe, is
// [ErrStoreUnavailable].
func (e *Error) Is(target error) bool {
	switch target {
	case context.Canceled, context.DeadlineExceeded, boxoffice.ErrOutcomeUnknown:
		return false
	case ErrStoreUnavailable:
		return e.Step == StepStore && !errors.Is(e.Err, ErrStoreUnsafe)
	}
	return errors.Is(e.Err, target)
}

// As answers errors.As.
func (e *Error) As(target any) bool { return errors.As(e.Err, target) }

// Format prints the one line of [Error.Error] for every verb; %q quotes it.
func (e *Error) Format(f fmt.State, verb rune) { safe.Format(f, verb, e.Error()) }

// MarshalText is the one line, for JSON and other encodings.
func (e *Error) MarshalText() ([]byte, error) { return []byte(e.Error()), nil }

// LogValue is the one line, for slog.
func (e *Error) LogValue() slog.Value { return slog.StringValue(e.Error()) }
