package ticketing_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

var (
	john = ticketing.Redeemer{Name: "John Doe", Device: "gate-phone-1"}
	mary = ticketing.Redeemer{Name: "Mary Major", Device: "gate-phone-2"}
)

// ticket is the serial of the nth ticket.
func ticket(n int) string { return fmt.Sprintf("EXAMPL-TICKET%06d", n) }

// newGate is a fake with tickets 1 to 9 and the client of an integration key.
func newGate(t *testing.T, options ...vendortest.Option) (*ticketingtest.Fake, *ticketing.Client) {
	t.Helper()
	fake := newFake(t, options...)
	for n := range 9 {
		fake.AddTicket(event, general, ticket(n+1))
	}
	return fake, newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)))
}

// outcomes are what came of each serial.
func outcomes(entries []ticketing.Entry) (list []string) {
	for _, e := range entries {
		list = append(list, e.Serial+" "+e.Outcome.String())
	}
	return list
}

func TestEverySerialIsReportedInTheOrderGiven(t *testing.T) {
	fake, client := newGate(t)
	fake.AddTicket(event, balcony, ticket(20))
	_, err := client.Admit(t.Context(), event, mary, ticket(2))
	require.NoError(t, err)

	code, _ := issued(t, fake, general)
	entries, err := newClient(t, fake, code).Admit(t.Context(), event, john, ticket(3), ticket(2), "NOSUCH-TICKET", ticket(20), ticket(1), ticket(3))
	require.NoError(t, err)
	require.Equal(t, []string{
		ticket(3) + " admitted", ticket(2) + " already admitted", "NOSUCH-TICKET not valid",
		ticket(20) + " not valid", ticket(1) + " admitted", ticket(3) + " already admitted",
	}, outcomes(entries))
	require.Equal(t, "gate-phone-1", entries[0].Admission.Device)
	require.Equal(t, "gate-phone-2", entries[1].Admission.Device, "where the patron got in before")
	require.Nil(t, entries[2].Admission)
	require.NoError(t, entries[2].Err)
	require.Equal(t, entries[0].Admission, entries[5].Admission, "one patron for a serial that is given twice")
	require.Equal(t, []string{`["` + ticket(3) + `","` + ticket(2) + `","NOSUCH-TICKET","` + ticket(20) + `","` + ticket(1) + `"]`},
		[]string{bodyField(t, fake.Requests("admitPatrons")[1], "serials")})
}

func TestThatNoSerialIsGoodIsNoFailure(t *testing.T) {
	_, client := newGate(t)
	_, err := client.Admit(t.Context(), event, mary, ticket(1))
	require.NoError(t, err)
	entries, err := client.Admit(t.Context(), event, john, ticket(1), "NOSUCH-TICKET")
	require.NoError(t, err)
	require.Equal(t, []string{ticket(1) + " already admitted", "NOSUCH-TICKET not valid"}, outcomes(entries))
	require.ErrorIs(t, entries[1].Err, boxoffice.ErrBadRequest)
	require.Equal(t, "None of the provided ticket serials grants admission to this event", boxoffice.AsError(entries[1].Err).Message)
}

func TestARefusedRequestAdmitsNobodyAndSaysWhy(t *testing.T) {
	for name, reply := range map[string]vendortest.Reply{
		"401": {Status: http.StatusUnauthorized}, "403": {Status: http.StatusForbidden, Example: "refused"},
		"404": {Status: http.StatusNotFound}, "412": {Status: http.StatusPreconditionFailed},
		"429": {Status: http.StatusTooManyRequests, Undocumented: true, Body: "{}"},
	} {
		fake, client := newGate(t)
		fake.Reply("admitPatrons", reply)
		entries, err := client.Admit(t.Context(), event, john, ticket(1), ticket(2))
		require.Equal(t, reply.Status, boxoffice.AsError(err).StatusCode, name)
		require.Equal(t, []string{ticket(1) + " not admitted", ticket(2) + " not admitted"}, outcomes(entries))
		require.Equal(t, err, entries[1].Err)
		require.Len(t, fake.Requests(), 1)
	}
}

func TestARefusedLoginIsNoLostAnswer(t *testing.T) {
	fake, _ := newGate(t)
	fake.Reply("startSession", vendortest.Reply{Status: http.StatusInternalServerError})
	entries, err := newClient(t, fake, jane).Admit(t.Context(), event, john, ticket(1))
	require.ErrorIs(t, err, boxoffice.ErrServer)
	require.Equal(t, []string{ticket(1) + " not admitted"}, outcomes(entries))
	require.Zero(t, countOf(fake, "admitPatrons"))
}

func TestManySerialsAreSentInChunksAndNoneAfterARefusal(t *testing.T) {
	fake := newFake(t)
	var serials []string
	for n := range 120 {
		serials = append(serials, ticket(n))
		fake.AddTicket(event, general, ticket(n))
	}
	client := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)))
	entries, err := client.Admit(t.Context(), event, john, serials...)
	require.NoError(t, err)
	require.Len(t, entries, 120)
	for i, e := range entries {
		require.Equal(t, serials[i], e.Serial)
		require.Equal(t, ticketing.Admitted, e.Outcome)
		require.Equal(t, serials[i], e.Admission.Ticket)
	}
	require.Equal(t, 3, countOf(fake, "admitPatrons"))

	fake.Reply("admitPatrons", vendortest.Reply{Status: http.StatusForbidden, Example: "restricted"})
	entries, err = client.Admit(t.Context(), event, john, serials...)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, ticketing.NotAdmitted, entries[119].Outcome)
	require.ErrorIs(t, entries[119].Err, boxoffice.ErrForbidden)
	require.Equal(t, 4, countOf(fake, "admitPatrons"))
}

func TestAListThatCannotBeReadLeavesTheReasonOpen(t *testing.T) {
	fake, client := newGate(t)
	fake.Reply("listAdmissions", vendortest.Reply{Status: http.StatusForbidden})
	entries, err := client.Admit(t.Context(), event, john, ticket(1), "NOSUCH-TICKET", "NONE-AT-ALL")
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, []string{ticket(1) + " admitted", "NOSUCH-TICKET not admitted", "NONE-AT-ALL not admitted"}, outcomes(entries))
	require.ErrorIs(t, entries[2].Err, boxoffice.ErrForbidden)
	require.Equal(t, 1, countOf(fake, "listAdmissions"), "asked once, not for each")

	fake.LoseAnswers("admitPatrons", 1)
	entries, err = client.Admit(t.Context(), event, john, ticket(2), ticket(3))
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, []string{ticket(2) + " unknown", ticket(3) + " unknown"}, outcomes(entries))

	fake.Reply("listAdmissions", pastTheEnd)
	entries, err = client.Admit(t.Context(), event, john, "NOSUCH-TICKET")
	require.NoError(t, err, "an empty list may be answered with 404")
	require.Equal(t, []string{"NOSUCH-TICKET not valid"}, outcomes(entries))
}

func TestAVendorWhoIgnoresTheFilterIsReadToTheTicket(t *testing.T) {
	fake, client := newGate(t)
	_, err := client.Admit(t.Context(), event, mary, ticket(1), ticket(2))
	require.NoError(t, err)
	fake.Reply("listAdmissions", vendortest.Reply{Body: map[string]any{"total": 2, "entries": []any{
		map[string]any{"ticket": ticket(1)}, map[string]any{"ticket": ticket(2), "device": "gate-phone-2"},
	}}})
	entries, err := client.Admit(t.Context(), event, john, ticket(2), "NOSUCH-TICKET")
	require.NoError(t, err)
	require.Equal(t, []string{ticket(2) + " already admitted", "NOSUCH-TICKET not valid"}, outcomes(entries))
	require.Equal(t, "gate-phone-2", entries[0].Admission.Device)
}

func TestArgumentsThatMakeNoRequestAreNamed(t *testing.T) {
	fake, client := newGate(t)
	for says, call := range map[string]func() ([]ticketing.Entry, error){
		"the event's id must be positive": func() ([]ticketing.Entry, error) { return client.Admit(t.Context(), 0, john, "A") },
		"the redeemer's name is empty": func() ([]ticketing.Entry, error) {
			return client.Admit(t.Context(), event, ticketing.Redeemer{Device: "d"}, "A")
		},
		"the redeemer's device is empty": func() ([]ticketing.Entry, error) {
			return client.Admit(t.Context(), event, ticketing.Redeemer{Name: "n", Device: " "}, "A")
		},
		"there are no serials":             func() ([]ticketing.Entry, error) { return client.Admit(t.Context(), event, john) },
		"serial 2 is empty or has a space": func() ([]ticketing.Entry, error) { return client.Admit(t.Context(), event, john, "A", "sesame\r\n") },
		"serial 1 is empty":                func() ([]ticketing.Entry, error) { return client.Admit(t.Context(), event, john, "") },
	} {
		entries, err := call()
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, says)
		require.ErrorContains(t, err, "ticketing: admitPatrons: invalid request: "+says)
		require.NotContains(t, err.Error(), "sesame")
		require.Nil(t, entries)
	}
	require.Empty(t, fake.Requests())
	require.Equal(t, "no such outcome", ticketing.Outcome(99).String())
	require.Equal(t, "not admitted", ticketing.NotAdmitted.String())
}
