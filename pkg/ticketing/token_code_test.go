package ticketing_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// issued is the code of a new admission token for the sections.
func issued(t *testing.T, fake *ticketingtest.Fake, sections ...int64) (code ticketing.TokenCode, id int64) {
	t.Helper()
	var uris []ticketing.URI
	for _, section := range sections {
		uris = append(uris, ticketing.SectionURI(event, section))
	}
	res, err := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))).IssueAdmissionToken(t.Context(), event,
		ticketingapi.IssueAdmissionTokenRequest{Sections: ticketing.Texts(uris...)})
	require.NoError(t, err)
	uri, err := ticketing.ParseURI(res.Self)
	require.NoError(t, err)
	id, _ = uri.Token()
	return ticketing.TokenCode{Code: boxoffice.Secret(string(res.Code)), Key: boxoffice.Secret(mainKey)}, id
}

func TestACodeIsExchangedOnceForAKeyThatIsGoodForItsSections(t *testing.T) {
	fake := newFake(t)
	fake.AddTicket(event, general, "EXAMPL-TICKET000001")
	fake.AddTicket(event, balcony, "EXAMPL-TICKET000002")
	code, _ := issued(t, fake, balcony)
	gate := newClient(t, fake, code)
	for range 2 {
		for ticket, err := range gate.EventTickets(t.Context(), event, nil) {
			require.NoError(t, err)
			require.Equal(t, "EXAMPL-TICKET000002", ticket.Serial)
		}
	}
	require.Equal(t, 1, countOf(fake, "exchangeTokenCode"))
	require.Equal(t, mainKey, fake.Requests("exchangeTokenCode")[0].Header.Get("X-Api-Key"))
	require.NotEqual(t, mainKey, fake.Requests("listEventTickets")[0].Header.Get("X-Api-Key"))

	require.Equal(t, 1, countOf(fake, "exchangeTokenCode"))
	fresh := newClient(t, fake, code)
	_, err := fresh.Pass(t.Context())
	require.NoError(t, err)
	_, err = fresh.ListEventTickets(t.Context(), event, nil)
	require.NoError(t, err)
	require.Equal(t, 2, countOf(fake, "exchangeTokenCode"), "once for each client")
	pass, err := gate.Pass(t.Context())
	require.NoError(t, err)
	require.Equal(t, ticketing.Pass{Event: ticketing.EventURI(event), Sections: []ticketing.URI{ticketing.SectionURI(event, balcony)}}, pass)
	require.Equal(t, 2, countOf(fake, "exchangeTokenCode"), "known already")
	require.NoError(t, gate.Close(t.Context()))
	_, err = gate.ListEventTickets(t.Context(), event, nil)
	require.ErrorIs(t, err, token.ErrClosed)
}

func TestAKeyOfACodeThatIsRefusedIsNotExchangedAgain(t *testing.T) {
	fake := newFake(t)
	code, id := issued(t, fake, balcony)
	gate := newClient(t, fake, code)
	_, err := gate.IssueAdmissionToken(t.Context(), event, ticketingapi.IssueAdmissionTokenRequest{Sections: []string{}})
	require.ErrorIs(t, err, boxoffice.ErrForbidden, "a gate's key does not manage tokens")
	_, err = newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))).InvalidateAdmissionToken(t.Context(), event, id)
	require.NoError(t, err)
	_, err = gate.ListEventTickets(t.Context(), event, nil)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, 1, boxoffice.AsError(err).Attempts)
	require.Equal(t, 1, countOf(fake, "exchangeTokenCode"))
	require.Zero(t, countOf(fake, "continueSession"), "it is no session")
}

func TestACodeThatNobodyHasIsRefusedAndRemembered(t *testing.T) {
	fake := newFake(t)
	gate := newClient(t, fake, ticketing.TokenCode{Code: boxoffice.Secret("EXAMPLE9"), Key: boxoffice.Secret(mainKey)})
	for range 2 {
		_, err := gate.ListEventTickets(t.Context(), event, nil)
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
	}
	require.Len(t, fake.Requests(), 1)
	_, err := gate.Pass(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)

	_, err = newClient(t, fake, ticketing.TokenCode{Code: boxoffice.Secret("EXAMPLE9"), Key: boxoffice.Secret("unknown")}).Pass(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	fake.Reply("exchangeTokenCode", vendortest.Reply{Status: http.StatusNotFound, Example: "endpoint"})
	_, err = newClient(t, fake, ticketing.TokenCode{Code: boxoffice.Secret("EXAMPLE9"), Key: boxoffice.Secret(mainKey)}).Pass(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
	require.NotErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	_, err = gate.Pass(nil) //nolint:staticcheck // the point of the test
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
}

func TestACodeOfAnotherShapeIsSentAndRefusedByTheVendor(t *testing.T) {
	fake := newFake(t)
	for sent, code := range []string{"INVALID", "example9", "../sessions"} {
		_, err := newClient(t, fake, ticketing.TokenCode{Code: boxoffice.Secret(code), Key: boxoffice.Secret(mainKey)}).Pass(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
		require.Equal(t, sent+1, countOf(fake, "exchangeTokenCode"))
	}
	require.Empty(t, fake.Violations())
}

func TestAPassIsFoundOutThoughTheKeyComesFromAStore(t *testing.T) {
	fake, store := newFake(t), token.NewMemoryStore()
	code, _ := issued(t, fake, general)
	code.Tokens = []token.Option{token.WithStore(store, "gate")}
	for range 2 {
		gate := newClient(t, fake, code)
		_, err := gate.ListEventTickets(t.Context(), event, nil)
		require.NoError(t, err)
		pass, err := gate.Pass(t.Context())
		require.NoError(t, err)
		require.Equal(t, ticketing.EventURI(event), pass.Event)
	}
	require.Equal(t, 2, countOf(fake, "exchangeTokenCode"))
}

func TestAPassIsForCodesAlone(t *testing.T) {
	fake := newFake(t)
	for _, credential := range []ticketing.Credential{ticketing.IntegrationKey(boxoffice.Secret(mainKey)), jane} {
		_, err := newClient(t, fake, credential).Pass(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrCredential)
	}
	require.Empty(t, fake.Requests())
	code, _ := issued(t, fake, general)
	for _, body := range []map[string]any{
		{"key": "canary", "event": "https://elsewhere.example.com/events/1"}, {"key": "canary"},
		{"key": "canary", "event": "/events/1", "sections": []string{"/events/1/sections/x"}},
	} {
		fake.Reply("exchangeTokenCode", vendortest.Reply{Body: body})
		_, err := newClient(t, fake, code).Pass(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		require.Equal(t, http.StatusOK, boxoffice.AsError(err).StatusCode)
		require.Equal(t, boxoffice.Redacted, string(boxoffice.AsError(err).Body), "the body has the key")
	}
}
