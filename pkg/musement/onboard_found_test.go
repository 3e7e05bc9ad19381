package musement_test

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestARegistrationThatExistsAndIsActiveIsRecognised(t *testing.T) {
	fake := newFake(t)
	fake.AddSupplier(luigi.Username, luigi.Password.Reveal())
	client, progress, err := onboard(t, fake, musement.Onboarding{})
	require.NoError(t, err)
	require.Equal(t, musement.Progress{Done: musement.StepLogIn, Found: []musement.Step{musement.StepRegister, musement.StepActivate}}, progress)
	_, err = client.GetProfile(context.Background())
	require.NoError(t, err)
	require.Equal(t, []string{"registerSupplier", "login", "getProfile"}, asked(fake))
}

func TestARegistrationThatExistsAndIsNotActiveIsExplained(t *testing.T) {
	fake := newFake(t)
	_, _, err := onboard(t, fake, musement.Onboarding{Keep: func(musement.Progress) error { return errKeep }})
	require.ErrorIs(t, err, musement.ErrNotKept) // and now the progress is lost

	_, progress, err := onboard(t, fake, musement.Onboarding{})
	require.ErrorIs(t, err, musement.ErrAlreadyRegistered)
	require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	var form *musement.FormError
	require.ErrorAs(t, err, &form)
	require.True(t, form.Names("email"))
	require.Equal(t, "registerSupplier", boxoffice.AsError(err).Operation)
	require.Equal(t, musement.Progress{}, progress)
	require.EqualError(t, err, "musement: onboarding: register: the e-mail address is refused as if it were registered before, and the credentials do not log in: "+
		"musement: registerSupplier: answered 400 Bad Request (code -1): the form is refused for 1 field (email): "+
		"token: login: credentials refused: musement: login: answered 400 Bad Request (code -1)"+err.Error()[strings.Index(err.Error(), " (not tried"):])
}

func TestAConflictMeansTheSameAsARefusedAddress(t *testing.T) {
	fake := newFake(t)
	fake.AddSupplier(luigi.Username, luigi.Password.Reveal())
	fake.Reply("registerSupplier", vendortest.Reply{Status: http.StatusConflict, Undocumented: true, Body: `{"code":"-1"}`})
	_, progress, err := onboard(t, fake, musement.Onboarding{})
	require.NoError(t, err)
	require.Len(t, progress.Found, 2)
}

func TestOtherRefusedFieldsOfARegistrationAreNoReasonToLogIn(t *testing.T) {
	fake := newFake(t)
	for _, body := range []string{
		`{"errors":[{"field_name":"email","field_error_message":"x"},{"field_name":"zip_code","field_error_message":"y"}]}`,
		`{"errors":[{"field_name":"zip_code","field_error_message":"y"}]}`, `{"errors":[]}`, `{"global_error_message":"z"}`, `{"code":"-1"}`,
	} {
		fake.Reply("registerSupplier", vendortest.Reply{Status: http.StatusBadRequest, Body: body})
		_, _, err := onboard(t, fake, musement.Onboarding{})
		require.ErrorIs(t, err, boxoffice.ErrBadRequest)
		require.NotErrorIs(t, err, musement.ErrAlreadyRegistered)
	}
	require.Empty(t, fake.Requests("login"))
}

func TestAnActivationThatWasDoneBeforeIsRecognised(t *testing.T) {
	fake := newFake(t)
	var afterRegistration musement.Progress
	_, _, err := onboard(t, fake, musement.Onboarding{Keep: func(p musement.Progress) error {
		if p.Done == musement.StepRegister {
			afterRegistration = p
		}
		return nil
	}})
	require.NoError(t, err)
	_, progress, err := onboard(t, fake, musement.Onboarding{Progress: afterRegistration})
	require.NoError(t, err)
	require.Equal(t, []musement.Step{musement.StepActivate}, progress.Found)
	require.Equal(t, musement.StepLogIn, progress.Done)
	require.Empty(t, afterRegistration.Found, "what the caller handed in is not modified")
}

func TestAnActivationWhoseAnswerWasLostIsFoundOutByLoggingIn(t *testing.T) {
	fake := newFake(t)
	var losing atomic.Bool
	losing.Store(true)
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation == "activateSupplier" && losing.Load() {
			panic(http.ErrAbortHandler)
		}
		return nil
	})
	_, registered, err := onboard(t, fake, musement.Onboarding{})
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "nobody can know yet")
	require.NotErrorIs(t, err, musement.ErrConfirmationTokenRefused)
	require.NotEmpty(t, registered.ConfirmationToken, "to be sent again")

	losing.Store(false)
	_, progress, err := onboard(t, fake, musement.Onboarding{Progress: registered})
	require.NoError(t, err)
	require.Empty(t, progress.Found)

	// The vendor has acted on it, and the answer gets lost.
	losing.Store(true)
	_, progress, err = onboard(t, fake, musement.Onboarding{Progress: registered})
	require.NoError(t, err)
	require.Equal(t, []musement.Step{musement.StepActivate}, progress.Found)
}

func TestALostConfirmationTokenIsExplainedOrNotNeeded(t *testing.T) {
	fake := newFake(t)
	registered := musement.Progress{Done: musement.StepRegister, SupplierUUID: "00000000-0000-4000-8000-000000000099"}
	_, _, err := onboard(t, fake, musement.Onboarding{Progress: registered})
	require.ErrorIs(t, err, musement.ErrConfirmationTokenLost)
	require.Empty(t, fake.Requests("activateSupplier", "registerSupplier"))

	fake.AddSupplier(luigi.Username, luigi.Password.Reveal())
	_, progress, err := onboard(t, fake, musement.Onboarding{Progress: registered})
	require.NoError(t, err)
	require.Equal(t, []musement.Step{musement.StepActivate}, progress.Found)

	// A vendor that knows the address and gives no token with it.
	fake.Reply("registerSupplier", vendortest.Reply{Body: `{"uuid":"00000000-0000-4000-8000-000000000099","confirmation_token":null}`})
	_, progress, err = onboard(t, fake, musement.Onboarding{})
	require.NoError(t, err)
	require.Equal(t, "00000000-0000-4000-8000-000000000099", progress.SupplierUUID)
}

func TestARefusedConfirmationTokenAndAnUnknownSupplierAreExplained(t *testing.T) {
	fake := newFake(t)
	var registered musement.Progress
	_, _, err := onboard(t, fake, musement.Onboarding{Keep: func(p musement.Progress) error { registered = p; return errKeep }})
	require.ErrorIs(t, err, musement.ErrNotKept)

	other := registered
	other.ConfirmationToken = "another"
	_, _, err = onboard(t, fake, musement.Onboarding{Progress: other})
	require.ErrorIs(t, err, musement.ErrConfirmationTokenRefused)
	var form *musement.FormError
	require.ErrorAs(t, err, &form)
	require.True(t, form.Names("confirmation_token"))

	other = registered
	other.SupplierUUID = "00000000-0000-4000-8000-000000000099"
	_, _, err = onboard(t, fake, musement.Onboarding{Progress: other})
	require.ErrorIs(t, err, musement.ErrUnknownSupplier)
	require.ErrorIs(t, err, boxoffice.ErrNotFound)

	_, progress, err := onboard(t, fake, musement.Onboarding{Progress: registered})
	require.NoError(t, err, "with the right ones it goes on")
	require.Empty(t, progress.Found)
}

func TestTroubleOnTheWayIsItselfAndNotMistakenForARefusal(t *testing.T) {
	fake := newFake(t)
	registered := musement.Progress{Done: musement.StepRegister, SupplierUUID: "00000000-0000-4000-8000-000000000099", ConfirmationToken: "x"}
	fake.Reply("login", vendortest.Reply{Status: http.StatusServiceUnavailable})
	_, _, err := onboard(t, fake, musement.Onboarding{Progress: registered})
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
	require.ErrorIs(t, err, boxoffice.ErrServer)
	require.NotErrorIs(t, err, musement.ErrUnknownSupplier, "it could not be found out")

	fake.Reply("activateSupplier", vendortest.Reply{Status: http.StatusServiceUnavailable})
	before := len(fake.Requests("login"))
	_, progress, err := onboard(t, fake, musement.Onboarding{Progress: registered})
	require.ErrorIs(t, err, boxoffice.ErrServer)
	require.Len(t, fake.Requests("login"), before+1, "the vendor may have activated: the login would tell")
	require.Equal(t, registered, progress, "to be resumed with")

	fake.Reply("registerSupplier", vendortest.Reply{Body: `{}`})
	_, _, err = onboard(t, fake, musement.Onboarding{})
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)

	fake.Handle("registerSupplier", func(*vendortest.Call) vendortest.Reply { panic(http.ErrAbortHandler) })
	_, _, err = onboard(t, fake, musement.Onboarding{})
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
}

func TestAnActivationThatReadsAsARefusalKeepsItsToken(t *testing.T) {
	fake := newFake(t)
	fake.Reply("activateSupplier", vendortest.Reply{Status: http.StatusOK, Undocumented: true, Body: `{"code":"-1","message":"Not now."}`})
	_, progress, err := onboard(t, fake, musement.Onboarding{})
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused, "the login tells that it is not active")
	require.Equal(t, musement.StepRegister, progress.Done)
	require.NotEmpty(t, progress.ConfirmationToken)
}
