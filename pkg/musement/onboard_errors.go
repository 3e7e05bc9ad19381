package musement

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// The reasons why an onboarding stopped, for errors.Is. When an error is none of them,
// the [boxoffice.Error] in it has the reason.
var (
	// ErrAlreadyRegistered: the vendor refused the registration in the way in which
	// it refuses an existing account, and the login failed. Probably the supplier
	// was registered before and not activated, or has another password. Resume with
	// the progress of that registration, reset the password (resetPassword), or ask
	// Musement. The e-mail address may also be refused for another reason; see the
	// [FormError].
	ErrAlreadyRegistered error = safe.Sentinel("the e-mail address is refused as if it were registered before, and the credentials do not log in")
	// ErrConfirmationTokenLost: the supplier is registered, the confirmation token
	// is not in the progress, and the credentials do not log in. Musement
	// documents no way to have another token: ask its support.
	ErrConfirmationTokenLost error = safe.Sentinel("the supplier is registered, the confirmation token is not at hand, and the credentials do not log in")
	// ErrConfirmationTokenRefused: the activation is refused and the credentials do
	// not log in. The token is of another supplier, or no longer good.
	ErrConfirmationTokenRefused error = safe.Sentinel("the confirmation token is refused, and the credentials do not log in")
	// ErrUnknownSupplier: there is no supplier with this UUID. Production does not
	// know a supplier of the sandbox, and the sandbox none of production.
	ErrUnknownSupplier error = safe.Sentinel("there is no supplier of this UUID, and the credentials do not log in")
	// ErrNotKept: Keep failed. The step is done; the progress is in the error.
	ErrNotKept error = safe.Sentinel("the step is done and its progress could not be kept")
)

// OnboardingError is why [Onboard] stopped, and where. It is immutable. Its text
// holds no secret.
type OnboardingError struct {
	// Step is the step that could not be done, or not be kept.
	Step Step
	// Progress is what to resume with. Its confirmation token is a secret.
	Progress Progress
	errs     []error // the reason, if there is a special one; then what the calls said
}

func (o *onboarding) stopped(step Step, errs ...error) error {
	e := &OnboardingError{Step: step, Progress: o.Progress}
	for _, err := range errs {
		if err != nil {
			e.errs = append(e.errs, err)
		}
	}
	return e
}

// Error is one line: the step, why, and what the calls said.
func (e *OnboardingError) Error() string {
	said := []string{"musement: onboarding"}
	if e.Step != "" {
		said = append(said, string(e.Step))
	}
	for _, err := range e.errs {
		if e.errs[0] == ErrNotKept && err != ErrNotKept { //nolint:errorlint // told by identity
			break // the caller's own words, which may quote the token
		}
		said = append(said, rest.CauseText(err))
	}
	return strings.Join(said, ": ")
}

// SafeText is Error's text: it may be part of another error's.
func (e *OnboardingError) SafeText() string { return e.Error() }

// Unwrap returns the reason and the errors of the calls.
func (e *OnboardingError) Unwrap() []error { return e.errs }

// Format prints the one line of [OnboardingError.Error] for every verb; %q
// quotes it.
func (e *OnboardingError) Format(f fmt.State, verb rune) { safe.Format(f, verb, e.Error()) }

// MarshalText is the one line, for JSON and other encodings.
func (e *OnboardingError) MarshalText() ([]byte, error) { return []byte(e.Error()), nil }

// LogValue is the one line, for slog.
func (e *OnboardingError) LogValue() slog.Value { return slog.StringValue(e.Error()) }
