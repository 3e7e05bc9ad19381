package musement_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/statustable"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// TestWhatACallerIsToldForEveryStatusIsDocumented answers every step of an
// onboarding with every status, and holds what the caller is told against the table
// in the package's documentation.
func TestWhatACallerIsToldForEveryStatusIsDocumented(t *testing.T) {
	var table statustable.Table
	answers := statustable.Refusals("")
	for _, status := range []int{400, 403, 404, 409, 422, 503} {
		answers = append(answers, statustable.Answer{Kind: statustable.HTMLPage, Status: status})
	}
	answers = append(answers, statustable.Answer{Kind: statustable.GatewayJSON, Status: 404})
	answers = append(answers, statustable.Odd()...)
	const (
		otherField = `{"code":"-1","global_error_message":"The form has errors","errors":[{"field_name":"zip_code","field_error_message":"No."}]}`
		address    = `{"code":"-1","global_error_message":"The form has errors","errors":[{"field_name":"email","field_error_message":"No."}]}`
		plain      = `{"code":"-1","message":"No."}`
	)
	registering := func(req *http.Request) bool { return strings.HasSuffix(req.URL.Path, "/supplier-registrations") }
	activating := func(req *http.Request) bool { return strings.HasSuffix(req.URL.Path, "/activate") }
	for _, step := range []struct {
		name, body string
		matches    func(*http.Request) bool
	}{
		{"register, registerSupplier with a field refused", otherField, registering},
		{"register, registerSupplier with the e-mail address refused", address, registering},
		{"activate, activateSupplier", plain, activating},
		{"log in, login", plain, func(req *http.Request) bool { return isLogin(req) }},
	} {
		synctest.Test(t, func(t *testing.T) {
			fake := musementtest.New(t, vendortest.InMemory())
			fake.AddApplication(luigi.ClientID, luigi.ClientSecret.Reveal())
			for n, answer := range answers {
				client := fake.HTTPClient()
				client.Transport = statustable.Answering(client.Transport, step.matches, answer, step.body)
				who := luigi
				who.Username = fmt.Sprintf("luigi.%d@example.com", n)
				r := registration()
				r.Email = who.Username
				supplier, progress, err := musement.Onboard(t.Context(), musement.Onboarding{Supplier: who, Registration: r},
					boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(client), musement.WithApplication("my-application"), once)
				if err == nil {
					require.NoError(t, supplier.Close(context.Background()))
				}
				table.Told(step.name, answer, told(progress, err))
			}
		})
	}
	table.IsDocumented(t, "musement.go", "Status by status")
}

// told is what an onboarding says.
func told(progress musement.Progress, err error) string {
	for name, reason := range map[string]error{
		"ErrAlreadyRegistered": musement.ErrAlreadyRegistered, "ErrConfirmationTokenRefused": musement.ErrConfirmationTokenRefused,
		"ErrUnknownSupplier": musement.ErrUnknownSupplier, "ErrConfirmationTokenLost": musement.ErrConfirmationTokenLost,
	} {
		if errors.Is(err, reason) {
			return name
		}
	}
	switch {
	case err == nil && len(progress.Found) > 0:
		return "no error, found done"
	case err == nil:
		return "no error"
	case errors.Is(err, boxoffice.ErrOutcomeUnknown):
		return "ErrOutcomeUnknown"
	case errors.Is(err, boxoffice.ErrCredentialsRefused):
		return "ErrCredentialsRefused"
	}
	return "not done"
}
