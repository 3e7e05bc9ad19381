package musement

import (
	"context"
	"log/slog"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Step is a step on the way from nobody to a supplier who is logged in.
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
	// It is not looked at when Progress is past the registration.
	Registration musementapi.RegisterSupplierRequest
	// Progress is how far an earlier run has come. The zero value begins at the
	// beginning.
	Progress Progress
	// Keep, unless nil, is given the progress after each step and has to store it
	// before the next one begins: the confirmation token in it is given once. Its
	// error ends the run.
	Keep func(Progress) error
}

// Progress is how far an onboarding has come. As JSON it can be stored and read
// back; the confirmation token is in it then, so store it as a secret. In fmt and
// slog it shows no secret.
type Progress struct {
	// Done is the last step that is done, "" when none is.
	Done Step `json:"done,omitempty"`
	// SupplierUUID names the supplier, from the registration's answer. It is ""
	// when a registration made elsewhere was found to be active.
	SupplierUUID string `json:"supplier_uuid,omitempty"`
	// ConfirmationToken is what the activation asks for; "" when there is none, or
	// no use for it any more. How long it lives is not documented.
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

// Onboard takes a supplier from where Progress says to a client that is logged
// in, in up to three steps: registerSupplier, activateSupplier and a login. A
// run that was interrupted anywhere is resumed with the progress that Keep was
// given last, or that the error holds; without any, by running it again.
//
// The activation is sent as POST, as documented. When that is answered with 405
// it is sent as PATCH, as the vendor's description of the API has it, and only
// then.
//
// What was done before is recognised by logging in, since an account that is not
// active cannot:
//
//   - The registration is refused for its e-mail address alone (or with 409).
//     When the credentials log in, it exists and is active: both steps are in
//     Found. Otherwise the error is [ErrAlreadyRegistered].
//   - There is no confirmation token. When the credentials log in it is not
//     needed; otherwise the error is [ErrConfirmationTokenLost].
//   - The activation is refused, or its answer is lost. When the credentials log
//     in it was done before, and is in Found; otherwise the error says
//     [ErrConfirmationTokenRefused] or [ErrUnknownSupplier].
//
// Every error but that of a Supplier or an option that is unusable is an
// [*OnboardingError]. Refused fields of the registration are a [*FormError] in
// it. The registration is checked before it is sent: what the vendor requires
// must be there, and the password must have 8 to 50 characters
// (boxoffice.ErrInvalidRequest).
//
// Onboard blocks until it is done or ctx is. The client it returns is like one
// of [New] and has to be closed.
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
