package ticketingtest_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// What the vendor's own SDK and its tests rely on.

func TestATickeTingCodeOfAnotherShapeBelongsToNoToken(t *testing.T) {
	fake, client := newFake(t)
	for _, code := range []boxoffice.Sensitive{"INVALID", "invalid code", "EXAMPLE99", "é/?#"} {
		_, err := client.ExchangeTokenCode(t.Context(), code)
		refusedWith(t, err, http.StatusNotFound, "The provided code does not belong to any event token")
	}
	require.Empty(t, fake.Violations())
}

func TestATickeTingSessionKeyIs32SmallLettersAndDigits(t *testing.T) {
	fake := ticketingtest.New(t)
	fake.AddAccount("jane.doe", "correct horse")
	for range 2 { // remembered, then the documented example
		session, err := clientWith(t, fake, "").StartSession(t.Context(), ticketingapi.StartSessionRequest{Identification: "jane.doe", Password: "correct horse"})
		require.NoError(t, err)
		require.Regexp(t, `^[a-z0-9]{32}$`, string(session.Key))
		fake.Reply("startSession", vendortest.Reply{Status: http.StatusCreated})
	}
}

func TestTickeTingTicketsAreListedByTheTimeOfTheirChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := ticketingtest.New(t, vendortest.InMemory())
		fake.AddIntegrationKey("main")
		fake.AddEvent(premiere, 16993964783416)
		client := clientWith(t, fake, "main")
		fake.AddTicket(premiere, 16993964783416, "EARLY")
		time.Sleep(time.Hour)
		between := time.Now().Add(-time.Minute)
		fake.AddTicket(premiere, 16993964783416, "LATE")
		for since, want := range map[string][]string{
			"": {"EARLY", "LATE"},
			between.UTC().Format("2006-01-02T15:04:05.000Z"):                            {"LATE"}, // as JavaScript writes it
			between.In(time.FixedZone("", 2*60*60)).Format("2006-01-02T15:04:05-07:00"): {"LATE"},
			time.Now().Format(time.RFC3339):                                             nil,
		} {
			list, err := client.ListEventTickets(t.Context(), premiere, &ticketingapi.ListEventTicketsParams{ModifiedSince: &since})
			require.NoError(t, err)
			var serials []string
			for _, ticket := range list.Entries {
				serials = append(serials, ticket.Serial)
			}
			require.Equal(t, want, serials, since)
		}
		_, err := client.ListEventTickets(t.Context(), premiere, &ticketingapi.ListEventTicketsParams{ModifiedSince: boxoffice.Ptr("yesterday")})
		require.ErrorIs(t, err, boxoffice.ErrBadRequest)
	})
}

func TestTickeTingAdmissionsAreFilteredByURIAndByNumber(t *testing.T) {
	fake, client := newFake(t)
	fake.AddTicket(premiere, 16993964783416, "STALLS")
	fake.AddTicket(premiere, 16993964783417, "BALCONY")
	_, err := client.Raw.AdmitPatrons(t.Context(), premiere, ticketingapi.AdmitPatronsRequest{
		Redeemer: "John Doe", Device: "phone", Serials: []string{"STALLS", "BALCONY"},
	})
	require.NoError(t, err)
	for _, c := range []struct {
		patron, section string
		want            int
	}{
		{"EX-00000001", "", 2},
		{"/accounts/EX-00000001", "", 2},
		{"EX-00000002", "", 0},
		{"/accounts/EX-00000002", "", 0},
		{"00000001", "", 0},
		{"", "16993964783416", 1},
		{"", stalls, 1},
		{"", "416", 0},
		{"/accounts/EX-00000001", balcony, 1},
	} {
		list, err := client.ListAdmissions(t.Context(), premiere, &ticketingapi.ListAdmissionsParams{Patron: &c.patron, Section: &c.section})
		require.NoError(t, err)
		require.Len(t, list.Entries, c.want, "%+v", c)
	}
}

func TestAnEventThatWasAddedIsShownWithItsSections(t *testing.T) {
	fake, client := newFake(t)
	fake.AddEvent(7, 70, 71, 72)
	event, err := client.GetEvent(t.Context(), 7)
	require.NoError(t, err)
	var shown []string
	for _, section := range event.Sections {
		require.NotEmpty(t, section.Name)
		shown = append(shown, event.Self+section.Self)
	}
	tokens, err := client.ListAdmissionTokens(t.Context(), 7, nil)
	require.NoError(t, err)
	require.Equal(t, tokens.Entries[0].Sections, shown)
	require.Len(t, shown, 3)

	list, err := client.ListPublishedEvents(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, list.Entries, 2)
	require.NotEqual(t, list.Entries[0].Title, list.Entries[1].Title, "no two events have the same")
	fake.AddEvent(7, 73)
	event, err = client.GetEvent(t.Context(), 7)
	require.NoError(t, err)
	require.Len(t, event.Sections, 1, "it was replaced")
}

func TestTheExamplesOfTickeTingsEventsHaveWhatTheSDKReads(t *testing.T) {
	fake := ticketingtest.New(t)
	fake.AddIntegrationKey("main")
	client, ctx := clientWith(t, fake, "main"), t.Context()
	all, err := client.ListEvents(ctx, nil)
	require.NoError(t, err)
	published, err := client.ListPublishedEvents(ctx, nil)
	require.NoError(t, err)
	ofHost, err := client.ListHostEvents(ctx, 16951985851389, nil)
	require.NoError(t, err)
	event, err := client.GetEvent(ctx, premiere)
	require.NoError(t, err)
	for what, e := range map[string]ticketingapi.Event{
		"listEvents": all.Entries[0], "listPublishedEvents": published.Entries[0], "listHostEvents": ofHost.Entries[0], "getEvent": *event,
	} {
		require.NotEmpty(t, e.Category.Self, what)
		require.NotEmpty(t, e.Venue.Self, what)
		require.NotEmpty(t, e.Venue.Region, what)
		var sections []string
		for _, section := range e.Sections {
			sections = append(sections, e.Self+section.Self)
		}
		require.Equal(t, []string{stalls, balcony}, sections, "%s: the sections that the examples of tokens name", what)
	}
	fake.Reply("exchangeTokenCode", vendortest.Reply{Status: http.StatusOK})
	token, err := client.ExchangeTokenCode(ctx, "EXAMPLE1")
	require.NoError(t, err)
	require.Equal(t, []string{stalls, balcony}, token.Sections)
}
