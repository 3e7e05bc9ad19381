package musement

import (
	"context"
	"log/slog"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Step is a step of an onboarding.
type Step string

// The steps, in order.
const (
	StepRegister Step = "register"
	StepActivate Step = "activate"
	StepLogIn    Step = "log in"
)

// Onboarding is a supplier to be registered, activated and logged in.
type Onboarding struct {
	// Supplier is who logs in at the end.
	Supplier Supplier
	// Registration is what the supplier is registered with. Its Email and
	// Password are the Supplier's Username and Password; they may be left empty.
	// It is ignored when Progress says that the registration is done.
	Registration musementapi.RegisterSupplierRequest
	// Progress is how far an earlier run has come. The zero value begins at the
	// beginning.
	Progress Progress
	// Keep is called with the progress after each step, unless it is nil. It must
	// store the progress before it returns, because Musement sends the confirmation
	// token only once. When Keep returns an error, the run ends.
	Keep func(Progress) error
}

// Progress is how far an onboarding has come. It can be stored as JSON and read again.
// The JSON has the confirmation token, so store it like a secret. fmt and slog print
// it without the token.
type Progress struct {
	// Done is the last step that is done, "" when none is.
	Done Step `json:"done,omitempty"`
	// SupplierUUID names the supplier, from the registration's answer. It is ""
	// when a registration made elsewhere was found to be active.
	SupplierUUID string `json:"supplier_uuid,omitempty"`
	// ConfirmationToken is needed for the activation. It is "" when there is none, or
	// when it is not needed any more. When it expires is not documented.
	ConfirmationToken boxoffice.Sensitive `json:"confirmation_token,omitempty"`
	// Found are the steps that turned out to have been done before.
	Found []Step `json:"found,omitempty"`
}

// LogValue is what slog writes, without the token.
func (p Progress) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("done", string(p.Done)),
		slog.String("supplier_uuid", p.SupplierUUID),
		slog.Bool("confirmation_token", p.ConfirmationToken != ""),
		slog.Any("found", p.Found),
	)
}

// Onboard registers a supplier, activates it and logs in, in up to three steps:
// registerSupplier, activateSupplier and a login. It begins with the step after
// Progress.Done and returns a client that is logged in. To resume an interrupted run,
// call Onboard again with the progress that Keep got last or that the error has; if
// there is none, call it again without.
//
// The activation is sent as POST, as the vendor's page documents. Only when the answer
// is 405, it is sent as PATCH, as in the vendor's description of the API.
//
// Only an active account can log in. So Onboard tries to log in to find out whether a
// step was done before:
//
//   - The registration is refused only for its e-mail address, or with 409. If the
//     login succeeds, the account exists and is active, and both steps are in Found.
//     Otherwise the error is [ErrAlreadyRegistered].
//   - There is no confirmation token. If the login succeeds, none is needed.
//     Otherwise the error is [ErrConfirmationTokenLost].
//   - The activation is refused, or its answer is lost. If the login succeeds, the
//     activation was done, and it is in Found. Otherwise the error is
//     [ErrConfirmationTokenRefused] or [ErrUnknownSupplier].
//
// Every error is an [*OnboardingError], except that of an unusable Supplier or option.
// When the vendor refuses fields of the registration, the error wraps a [*FormError].
// That of an address that is taken is ErrAlreadyRegistered too: ask for that first.
// The registration is checked before it is sent: all required fields must be set, and
// the password must have 8 to 50 characters (boxoffice.ErrInvalidRequest).
//
// Onboard blocks until it is done or ctx ends. Close the client that it returns, like
// one of [New].
func Onboard(ctx context.Context, o Onboarding, options ...boxoffice.ClientOption) (*Client, Progress, error) {
	client, err := New(o.Supplier, options...)
	if err != nil {
		return nil, o.Progress, err
	}
	run := &onboarding{Onboarding: o, client: client}
	if err := run.all(ctx); err != nil {
		_ = client.Close(ctx)
		return nil, run.Progress, err
	}
	return client, run.Progress, nil
}

// onboarding is one run.
type onboarding struct {
	Onboarding
	client *Client
}

func (o *onboarding) all(ctx context.Context) error {
	if ctx == nil {
		return o.stopped(StepRegister, safe.Errorf(boxoffice.ErrInvalidRequest, "the context is nil"))
	}
	for {
		var err error
		switch o.Progress.Done {
		case "":
			err = o.register(ctx)
		case StepRegister:
			err = o.activate(ctx)
		case StepActivate, StepLogIn: // the token of an earlier run may be gone
			return o.logIn(ctx)
		default:
			err = o.stopped(StepRegister, safe.Errorf(boxoffice.ErrInvalidRequest, "the progress says that an unknown step is done"))
		}
		if err != nil {
			return err
		}
	}
}

// done keeps the progress after a step.
func (o *onboarding) done(step Step) error {
	o.Progress.Done = step
	if o.Keep == nil {
		return nil
	}
	if err := o.Keep(o.Progress); err != nil {
		return o.stopped(step, ErrNotKept, err)
	}
	return nil
}
