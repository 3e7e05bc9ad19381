package ticketing_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/statustable"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// TestWhatACallerIsToldForEveryStatusIsDocumented answers every step that decides
// about money, admission or a credential with every status, and holds what the
// caller is told against the table in the package's documentation.
func TestWhatACallerIsToldForEveryStatusIsDocumented(t *testing.T) {
	var table statustable.Table
	answers := statustable.Refusals("")
	for _, status := range []int{400, 403, 404, 500} {
		answers = append(answers, statustable.Answer{Kind: statustable.HTMLPage, Status: status}, statustable.Answer{Kind: statustable.GatewayJSON, Status: status})
	}
	answers = append(answers, statustable.Odd()...)
	serial := 0
	admit := func(good bool) func(*testing.T, *ticketingtest.Fake, *http.Client) string {
		return func(t *testing.T, fake *ticketingtest.Fake, way *http.Client) string {
			given := "NOSUCH-TICKET"
			if good {
				given = ticket(serial)
			}
			entries, err := newClientOver(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)), way).Admit(t.Context(), event, john, given)
			require.Len(t, entries, 1)
			if entries[0].Outcome == ticketing.NotAdmitted || entries[0].Outcome == ticketing.Unknown {
				require.Error(t, err)
			}
			return entries[0].Outcome.String()
		}
	}
	admissions := func(req *http.Request) bool { return strings.HasSuffix(req.URL.Path, "/admissions") }
	admitting := func(req *http.Request) bool { return admissions(req) && req.Method == http.MethodPost }
	looking := func(req *http.Request) bool { return admissions(req) && req.Method == http.MethodGet }
	for _, step := range []struct {
		name    string
		matches func(*http.Request) bool
		prepare func(*testing.T, *ticketingtest.Fake)
		call    func(t *testing.T, fake *ticketingtest.Fake, way *http.Client) string
	}{
		{"Pay, settleOrder", func(req *http.Request) bool { return req.Method == http.MethodPost }, nil, func(t *testing.T, fake *ticketingtest.Fake, way *http.Client) string {
			_, err := newClientOver(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)), way).Pay(t.Context(), "0A1B2C3D4E5F", card)
			if err != nil && !boxoffice.IsOutcomeUnknown(err) {
				return "an error: not paid"
			}
			return told(err)
		}},
		{"Admit, admitPatrons with a good ticket", admitting, nil, admit(true)},
		{"Admit, listAdmissions after a ticket was not redeemed", looking, nil, admit(false)},
		{"Admit, listAdmissions after a lost answer", looking, func(_ *testing.T, fake *ticketingtest.Fake) {
			fake.LoseAnswers("admitPatrons", 1)
		}, admit(true)},
		{"TokenCode, exchangeTokenCode", func(req *http.Request) bool { return !admissions(req) }, nil, func(t *testing.T, fake *ticketingtest.Fake, way *http.Client) string {
			code, _ := issued(t, fake, general)
			_, err := newClientOver(t, fake, code, way).Pass(t.Context())
			return told(err)
		}},
		{"Session, startSession", func(req *http.Request) bool { return !admissions(req) }, nil, func(t *testing.T, fake *ticketingtest.Fake, way *http.Client) string {
			_, err := newClientOver(t, fake, jane, way).Admit(t.Context(), event, john, ticket(serial))
			return told(err)
		}},
	} {
		fake := newFake(t, vendortest.InMemory())
		for _, answer := range answers {
			serial++
			fake.AddTicket(event, general, ticket(serial))
			if step.prepare != nil {
				step.prepare(t, fake)
			}
			client := fake.HTTPClient()
			client.Transport = statustable.Answering(client.Transport, step.matches, answer, `{"error":"No."}`)
			table.Told(step.name, answer, step.call(t, fake, client))
		}
	}
	table.IsDocumented(t, "ticketing.go", "Status by status")
}

// newClientOver is a client with its own way to the fake, which sends a request
// once: the answers are those that the test gives.
func newClientOver(t *testing.T, fake *ticketingtest.Fake, credential ticketing.Credential, way *http.Client) *ticketing.Client {
	t.Helper()
	client, err := ticketing.New(credential, boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(way), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	require.NoError(t, err)
	return client
}

func told(err error) string {
	switch {
	case err == nil:
		return "no error"
	case errors.Is(err, boxoffice.ErrCredentialsRefused):
		return "ErrCredentialsRefused"
	case errors.Is(err, boxoffice.ErrOutcomeUnknown):
		return "ErrOutcomeUnknown"
	}
	return "another error"
}
