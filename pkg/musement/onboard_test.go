package musement_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

var luigi = musement.Supplier{LoginByGet: true,
	ClientID:     "my-client-id",
	ClientSecret: boxoffice.Secret("my-client-secret"),
	Username:     "luigi.verdi@example.com",
	Password:     boxoffice.Secret("example-password"),
}

// onboard runs an onboarding of luigi against the fake.
func onboard(t *testing.T, fake *musementtest.Fake, o musement.Onboarding) (*musement.Client, musement.Progress, error) {
	t.Helper()
	if o.Supplier.Username == "" {
		o.Supplier = luigi
	}
	if o.Registration.Firstname == "" {
		o.Registration = registration()
	}
	client, progress, err := musement.Onboard(context.Background(), o, reach(fake, once)...)
	if err == nil {
		t.Cleanup(func() { _ = client.Close(context.Background()) })
	} else {
		require.Nil(t, client)
	}
	return client, progress, err
}

// asked are the operations that the fake was asked for.
func asked(fake *musementtest.Fake) (operations []string) {
	for _, r := range fake.Requests() {
		operations = append(operations, r.Operation)
	}
	return operations
}

var errKeep = errors.New("the disk is full")

func TestANewSupplierIsRegisteredActivatedAndLoggedIn(t *testing.T) {
	fake := newFake(t)
	var kept []musement.Progress
	client, progress, err := onboard(t, fake, musement.Onboarding{
		Keep: func(p musement.Progress) error { kept = append(kept, p); return nil },
	})
	require.NoError(t, err)
	require.Equal(t, []string{"registerSupplier", "activateSupplier", "login"}, asked(fake))
	require.JSONEq(t, `{"firstname":"Luigi","lastname":"Verdi","company_legal_name":"Esempio S.r.l.","company_name":"Esempio",
		"address":"Via Esempio 1","zip_code":"20121","city":"Milan","country_code":"IT","default_currency":"EUR",
		"email":"luigi.verdi@example.com","password":"example-password"}`, string(fake.Requests("registerSupplier")[0].Body),
		"email and password are the credential's")
	uuid := progress.SupplierUUID
	require.NotEmpty(t, uuid)
	require.Equal(t, []musement.Progress{
		{Done: musement.StepRegister, SupplierUUID: uuid, ConfirmationToken: "example-confirmation-token-4"},
		{Done: musement.StepActivate, SupplierUUID: uuid},
		{Done: musement.StepLogIn, SupplierUUID: uuid},
	}, kept)
	require.Equal(t, kept[2], progress)

	profile, err := client.GetProfile(context.Background())
	require.NoError(t, err)
	require.Equal(t, uuid, profile.UUID)
	require.Len(t, fake.Requests("login"), 1, "the client has the token")
}

func TestTheActivationFallsBackToPATCHOnA405(t *testing.T) {
	fake := newFake(t)
	fake.ActivateByPatch()
	_, progress, err := onboard(t, fake, musement.Onboarding{})
	require.NoError(t, err)
	require.Equal(t, musement.StepLogIn, progress.Done)
	require.Equal(t, []string{"registerSupplier", "activateSupplier", "activateSupplierPatch", "login"}, asked(fake))
}

func TestTheActivationFallsBackToPATCHOnNothingElse(t *testing.T) {
	fake := newFake(t)
	for _, status := range []int{301, 400, 401, 403, 404, 409, 410, 415, 422, 429, 500, 501, 503} {
		fake.Reply("activateSupplier", vendortest.Reply{Status: status, Undocumented: true, Body: `{"code":"-1"}`})
		_, _, err := onboard(t, fake, musement.Onboarding{Progress: musement.Progress{Done: musement.StepRegister, SupplierUUID: "00000000-0000-4000-8000-000000000099", ConfirmationToken: "x"}})
		require.Equal(t, status, boxoffice.AsError(err).StatusCode)
	}
	fake.Handle("activateSupplier", func(*vendortest.Call) vendortest.Reply { panic(http.ErrAbortHandler) })
	_, _, err := onboard(t, fake, musement.Onboarding{Progress: musement.Progress{Done: musement.StepRegister, SupplierUUID: "00000000-0000-4000-8000-000000000099", ConfirmationToken: "x"}})
	require.Error(t, err)
	require.Empty(t, fake.Requests("activateSupplierPatch"))
}

func TestAnOnboardingIsResumedAfterEachStep(t *testing.T) {
	for interrupted, want := range map[musement.Step][]string{
		musement.StepRegister: {"registerSupplier", "activateSupplier", "login"},
		musement.StepActivate: {"registerSupplier", "activateSupplier", "login"},
		musement.StepLogIn:    {"registerSupplier", "activateSupplier", "login", "login"},
	} {
		fake := newFake(t)
		var stored []byte
		_, progress, err := onboard(t, fake, musement.Onboarding{Keep: func(p musement.Progress) error {
			stored, _ = json.Marshal(p)
			if p.Done == interrupted {
				return errKeep // as good as a crash
			}
			return nil
		}})
		require.ErrorIs(t, err, errKeep)
		require.ErrorIs(t, err, musement.ErrNotKept)
		var stopped *musement.OnboardingError
		require.ErrorAs(t, err, &stopped)
		require.Equal(t, interrupted, stopped.Step)
		require.Equal(t, progress, stopped.Progress, "what could not be kept is in the error")
		require.NotContains(t, err.Error(), "disk", "whose text has nothing of the caller's")

		var resumed musement.Progress
		require.NoError(t, json.Unmarshal(stored, &resumed))
		require.Equal(t, progress, resumed)
		client, progress, err := onboard(t, fake, musement.Onboarding{Progress: resumed})
		require.NoError(t, err)
		require.Equal(t, musement.StepLogIn, progress.Done)
		require.Empty(t, progress.Found)
		_, err = client.GetProfile(context.Background())
		require.NoError(t, err)
		require.Equal(t, append(want, "getProfile"), asked(fake))
	}
}

func TestAnOnboardingEndsWithItsContext(t *testing.T) {
	fake := newFake(t)
	ctx, cancel := context.WithCancel(context.Background())
	o := musement.Onboarding{Supplier: luigi, Registration: registration(), Keep: func(musement.Progress) error { cancel(); return nil }}
	_, progress, err := musement.Onboard(ctx, o, reach(fake)...)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, musement.StepRegister, progress.Done)
	require.Equal(t, []string{"registerSupplier"}, asked(fake))

	_, _, err = musement.Onboard(nil, o, reach(fake)...) //nolint:staticcheck // the point of the test
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
}

func TestAnOnboardingThatCannotGoWellIsRefusedBeforeAnythingIsSent(t *testing.T) {
	fake := newFake(t)
	empty := registration()
	empty.Firstname, empty.ZipCode = " ", ""
	otherEmail, otherPassword := registration(), registration()
	otherEmail.Email, otherPassword.Password = "someone@example.com", "another-password"
	short, long := luigi, luigi
	short.Password, long.Password = boxoffice.Secret("geheim7"), boxoffice.Secret(strings.Repeat("ü", 51))
	for text, o := range map[string]musement.Onboarding{
		"the registration lacks firstname, zip_code":                     {Registration: empty},
		"are not the username and password that are to log in":           {Registration: otherEmail},
		"password are not the username and password that are to log in":  {Registration: otherPassword},
		"the password must have 8 to 50 characters":                      {Supplier: short},
		"register: invalid request: the password must have 8 to 50 char": {Supplier: long},
		"an unknown step is done":                                        {Progress: musement.Progress{Done: "else"}},
		"the progress has no supplier UUID":                              {Progress: musement.Progress{Done: musement.StepRegister, ConfirmationToken: "geheim"}},
	} {
		_, progress, err := onboard(t, fake, o)
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, text)
		require.ErrorContains(t, err, text)
		require.NotContains(t, err.Error(), "geheim")
		require.Equal(t, o.Progress, progress)
	}
	_, _, err := musement.Onboard(context.Background(), musement.Onboarding{}, reach(fake)...)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.Empty(t, fake.Requests())

	// Fifty characters are fifty, however many bytes.
	long.Password = boxoffice.Secret(strings.Repeat("ü", 50))
	_, _, err = onboard(t, fake, musement.Onboarding{Supplier: long})
	require.NoError(t, err)
}

func TestProgressAndErrorPrintNoConfirmationToken(t *testing.T) {
	fake := newFake(t)
	_, progress, err := onboard(t, fake, musement.Onboarding{Progress: musement.Progress{
		Done: musement.StepRegister, SupplierUUID: "00000000-0000-4000-8000-000000000099", ConfirmationToken: "geheim",
	}})
	require.Equal(t, boxoffice.Sensitive("geheim"), progress.ConfirmationToken)
	var text strings.Builder
	slog.New(slog.NewJSONHandler(&text, nil)).Error("x", slog.Any("progress", progress), slog.Any("err", err), slog.Any("in", struct{ E error }{err}))
	slog.New(slog.NewTextHandler(&text, nil)).Error("x", slog.Any("progress", progress), slog.Any("err", err))
	_, _ = fmt.Fprintf(&text, "%v %+v %#v %s %q", progress, progress, progress, progress, progress)
	_, _ = fmt.Fprintf(&text, "%v %+v %#v %s %q", err, err, err, err, err)
	require.NotContains(t, text.String(), "geheim")
	require.Contains(t, text.String(), "there is no supplier of this UUID")
}
