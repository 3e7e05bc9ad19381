package ticketingtest_test

import (
	"context"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const (
	premiere = int64(16993717817996)
	stalls   = "/events/16993717817996/sections/16993964783416"
	balcony  = "/events/16993717817996/sections/16993964783417"
)

// clientWith is a bare client of the fake that presents a key.
func clientWith(t *testing.T, fake *ticketingtest.Fake, key string) *ticketingapi.Client {
	t.Helper()
	config := transport.Config{Vendor: "ticketing", Server: ticketingapi.ServerProduction, Values: map[string]string{"clientVersion": "3.0.0"}}
	if key != "" {
		config.Authenticator = transport.Fixed("SessionKey", "X-API-Key", "", boxoffice.Secret(key))
	}
	client, err := transport.New(config, boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()))
	require.NoError(t, err)
	return ticketingapi.NewClient(client)
}

func newFake(t *testing.T) (*ticketingtest.Fake, *ticketingapi.Client) {
	t.Helper()
	fake := ticketingtest.New(t)
	fake.AddIntegrationKey("main")
	fake.AddEvent(premiere, 16993964783416, 16993964783417)
	return fake, clientWith(t, fake, "main")
}

// refusedWith holds an error to a status and the vendor's words.
func refusedWith(t *testing.T, err error, status int, message string) {
	t.Helper()
	require.NotNil(t, boxoffice.AsError(err))
	require.Equal(t, status, boxoffice.AsError(err).StatusCode)
	require.Equal(t, message, boxoffice.AsError(err).Message)
}

const noPermission = "You are restricted from accessing this resource."

func TestTickeTingSessionsStartAndEnd(t *testing.T) {
	fake, _ := newFake(t)
	fake.AddAccount("jane.doe", "correct horse")
	ctx, nobody := t.Context(), clientWith(t, fake, "")
	_, err := nobody.StartSession(ctx, ticketingapi.StartSessionRequest{Identification: "jane.doe", Password: "wrong"})
	refusedWith(t, err, http.StatusUnauthorized, "A session cannot be started with the given password.")
	_, err = nobody.StartSession(ctx, ticketingapi.StartSessionRequest{Identification: "john.doe", Password: "wrong"})
	refusedWith(t, err, http.StatusNotFound, "The requested account could not be located")

	started, err := nobody.StartSession(ctx, ticketingapi.StartSessionRequest{Identification: "jane.doe", Password: "correct horse"})
	require.NoError(t, err)
	jane := clientWith(t, fake, string(started.Key))
	active, err := jane.ContinueSession(ctx)
	require.NoError(t, err)
	require.Equal(t, started, active)
	require.Equal(t, 1, fake.OpenSessions())
	_, err = jane.EndSession(ctx)
	require.NoError(t, err)
	require.Zero(t, fake.OpenSessions())
	_, err = jane.EndSession(ctx)
	refusedWith(t, err, http.StatusForbidden, "The session has already been ended.")
	_, err = jane.ContinueSession(ctx)
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	_, err = jane.ListCountries(ctx)
	refusedWith(t, err, http.StatusForbidden, noPermission)
	_, err = clientWith(t, fake, "unknown").EndSession(ctx)
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
}

func TestTickeTingSessionsDieFromTheVendorsSide(t *testing.T) {
	fake, main := newFake(t)
	fake.AddAccount("jane.doe", "correct horse")
	started, err := clientWith(t, fake, "").StartSession(t.Context(), ticketingapi.StartSessionRequest{Identification: "jane.doe", Password: "correct horse"})
	require.NoError(t, err)
	fake.KillSessions()
	require.Zero(t, fake.OpenSessions())
	_, err = clientWith(t, fake, string(started.Key)).ListCountries(t.Context())
	refusedWith(t, err, http.StatusForbidden, noPermission)
	_, err = main.ListCountries(t.Context())
	require.NoError(t, err, "an integration is no session")
}

func TestTickeTingTokensAreListedChangedAndInvalidated(t *testing.T) {
	fake, client := newFake(t)
	ctx := t.Context()
	issued, err := client.IssueAdmissionToken(ctx, premiere, ticketingapi.IssueAdmissionTokenRequest{Sections: []string{stalls}})
	require.NoError(t, err)
	require.False(t, issued.Global)
	tokens := func(global *bool) []ticketingapi.AdmissionToken {
		res, err := client.ListAdmissionTokens(ctx, premiere, &ticketingapi.ListAdmissionTokensParams{Global: global})
		require.NoError(t, err)
		require.Equal(t, int64(len(res.Entries)), res.Total)
		return res.Entries
	}
	require.Len(t, tokens(nil), 2)
	require.True(t, tokens(nil)[0].Global, "the global one comes first")
	require.Equal(t, []ticketingapi.AdmissionToken{*issued}, tokens(boxoffice.Ptr(false)))
	global := tokens(boxoffice.Ptr(true))[0]
	require.Equal(t, []string{stalls, balcony}, global.Sections)

	for _, sections := range [][]string{{}, {"/events/1/sections/2"}} {
		_, err = client.IssueAdmissionToken(ctx, premiere, ticketingapi.IssueAdmissionTokenRequest{Sections: sections})
		require.ErrorIs(t, err, boxoffice.ErrBadRequest)
	}
	id, globalID := lastID(t, issued.Self), lastID(t, global.Self)
	_, err = client.UpdateAdmissionToken(ctx, premiere, id, ticketingapi.UpdateAdmissionTokenRequest{Sections: []string{balcony}})
	require.NoError(t, err)
	got, err := client.GetAdmissionToken(ctx, premiere, id)
	require.NoError(t, err)
	require.Equal(t, []string{balcony}, got.Sections)
	_, err = client.UpdateAdmissionToken(ctx, premiere, id, ticketingapi.UpdateAdmissionTokenRequest{Sections: []string{}})
	require.ErrorIs(t, err, boxoffice.ErrBadRequest)

	const immutable = "The global admission token cannot be modified or invalidated."
	_, err = client.UpdateAdmissionToken(ctx, premiere, globalID, ticketingapi.UpdateAdmissionTokenRequest{Sections: []string{balcony}})
	refusedWith(t, err, http.StatusConflict, immutable)
	_, err = client.InvalidateAdmissionToken(ctx, premiere, globalID)
	refusedWith(t, err, http.StatusConflict, immutable)
	_, err = client.InvalidateAdmissionToken(ctx, premiere, id)
	require.NoError(t, err)
	require.Len(t, tokens(nil), 1)
	_, err = client.GetAdmissionToken(ctx, premiere, id)
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
	_, err = client.ExchangeTokenCode(ctx, issued.Code)
	refusedWith(t, err, http.StatusNotFound, "The provided code does not belong to any event token")
	require.Empty(t, fake.Violations())
}

func TestTickeTingPagesEndWith404(t *testing.T) {
	fake, client := newFake(t)
	for page, status := range map[int64]int{0: 404, 1: 200, 2: 404} {
		_, err := client.ListAdmissionTokens(t.Context(), premiere, &ticketingapi.ListAdmissionTokensParams{Page: &page})
		if status == http.StatusOK {
			require.NoError(t, err)
			continue
		}
		refusedWith(t, err, status, "The specified page does not exist for the given records per page")
	}
	empty, err := client.ListAdmissions(t.Context(), premiere, nil)
	require.NoError(t, err, "an empty list has a first page")
	require.Zero(t, empty.Total)
	_, err = client.ListAdmissions(t.Context(), 1, nil)
	refusedWith(t, err, http.StatusNotFound, "There is presently no resource with the given URI.")
	require.Empty(t, fake.Violations())
}

func TestTickeTingTicketsAreRedeemedOnceAndWithinSections(t *testing.T) {
	fake, client := newFake(t)
	fake.AddTicket(premiere, 16993964783416, "STALLS")
	fake.AddTicket(premiere, 16993964783417, "BALCONY")
	ctx := t.Context()
	issued, err := client.IssueAdmissionToken(ctx, premiere, ticketingapi.IssueAdmissionTokenRequest{Sections: []string{stalls}})
	require.NoError(t, err)
	exchanged, err := client.ExchangeTokenCode(ctx, issued.Code)
	require.NoError(t, err)
	gate := clientWith(t, fake, string(exchanged.Key))
	request := ticketingapi.AdmitPatronsRequest{Redeemer: "John Doe", Device: "phone", Serials: []string{"STALLS", "BALCONY"}}

	valid, err := gate.ListEventTickets(ctx, premiere, nil)
	require.NoError(t, err)
	require.Equal(t, "STALLS", valid.Entries[0].Serial)
	admitted, err := gate.Raw.AdmitPatrons(ctx, premiere, request)
	require.NoError(t, err)
	require.Len(t, admitted, 1)
	_, err = gate.Raw.AdmitPatrons(ctx, premiere, request)
	refusedWith(t, err, http.StatusBadRequest, "None of the provided ticket serials grants admission to this event")
	valid, err = gate.ListEventTickets(ctx, premiere, nil)
	require.NoError(t, err)
	require.Empty(t, valid.Entries)

	_, err = client.Raw.AdmitPatrons(ctx, premiere, request)
	require.NoError(t, err, "the main key admits to the balcony too")
	for key, want := range map[*ticketingapi.Client]int64{gate: 1, client: 2} {
		list, err := key.ListAdmissions(ctx, premiere, nil)
		require.NoError(t, err)
		require.Equal(t, want, list.Total)
	}
	for _, params := range []ticketingapi.ListAdmissionsParams{
		{Redeemer: boxoffice.Ptr("x")}, {Device: boxoffice.Ptr("x")}, {Ticket: boxoffice.Ptr("x")}, {Patron: boxoffice.Ptr("x")}, {Section: boxoffice.Ptr("x")},
	} {
		list, err := client.ListAdmissions(ctx, premiere, &params)
		require.NoError(t, err)
		require.Empty(t, list.Entries)
	}
	list, err := client.ListAdmissions(ctx, premiere, &ticketingapi.ListAdmissionsParams{Section: boxoffice.Ptr("16993964783417"), Patron: boxoffice.Ptr("EX-00000001")})
	require.NoError(t, err)
	require.Equal(t, "BALCONY", list.Entries[0].Ticket)

	_, err = gate.ListAdmissionTokens(ctx, premiere, nil)
	refusedWith(t, err, http.StatusForbidden, noPermission)
	_, err = gate.ListAdmissions(ctx, 1, nil)
	refusedWith(t, err, http.StatusForbidden, noPermission)
	_, err = client.InvalidateAdmissionToken(ctx, premiere, lastID(t, issued.Self))
	require.NoError(t, err)
	_, err = gate.ListAdmissions(ctx, premiere, nil)
	refusedWith(t, err, http.StatusForbidden, noPermission)
}

func TestTickeTingLosesAnswersAfterActing(t *testing.T) {
	fake, client := newFake(t)
	fake.AddTicket(premiere, 16993964783416, "STALLS")
	fake.LoseAnswers("admitPatrons", 1)
	_, err := client.Raw.AdmitPatrons(t.Context(), premiere, ticketingapi.AdmitPatronsRequest{Redeemer: "John Doe", Device: "phone", Serials: []string{"STALLS"}})
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	list, err := client.ListAdmissions(t.Context(), premiere, nil)
	require.NoError(t, err)
	require.Equal(t, int64(1), list.Total)
}

func TestTickeTingRefusesOldVersions(t *testing.T) {
	fake, client := newFake(t)
	for version, served := range map[string]bool{
		"3.0.0": true, "3.0.1": true, "3.1": true, "10.0.0": true, "2.9.9": false, "3.0": false, "three": false, "3.-1.0": false,
	} {
		_, err := client.ListCountries(t.Context(), boxoffice.WithHeader("X-Client-Version", version))
		if served {
			require.NoError(t, err, version)
			continue
		}
		refusedWith(t, err, http.StatusPreconditionFailed, "Please upgrade your client to complete this request")
	}
	fake.RequireVersion("3.1.3")
	_, err := client.ListCountries(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrPreconditionFailed)
}

func TestTickeTingKeysOfNewIntegrationsWork(t *testing.T) {
	fake, client := newFake(t)
	created, err := client.CreateIntegration(t.Context(), ticketingapi.CreateIntegrationRequest{Name: "Display", Access: ticketingapi.IntegrationAccessPublic})
	require.NoError(t, err)
	require.Equal(t, ticketingapi.IntegrationAccessPublic, created.Access)
	_, err = clientWith(t, fake, string(created.Key)).ListCountries(t.Context())
	require.NoError(t, err)
	_, err = client.CreateIntegration(t.Context(), ticketingapi.CreateIntegrationRequest{Access: ticketingapi.IntegrationAccessPublic})
	require.ErrorIs(t, err, boxoffice.ErrBadRequest)
}

func TestTickeTingIsSafeForConcurrentUse(t *testing.T) {
	fake, client := newFake(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			issued, err := client.IssueAdmissionToken(context.Background(), premiere, ticketingapi.IssueAdmissionTokenRequest{Sections: []string{stalls}})
			if !assert.NoError(t, err) {
				return
			}
			id := lastID(t, issued.Self)
			_, err = client.UpdateAdmissionToken(context.Background(), premiere, id, ticketingapi.UpdateAdmissionTokenRequest{Sections: []string{balcony}})
			assert.NoError(t, err)
			_, err = client.ListAdmissionTokens(context.Background(), premiere, nil)
			assert.NoError(t, err)
			_, err = client.InvalidateAdmissionToken(context.Background(), premiere, id)
			assert.NoError(t, err)
			fake.KillSessions()
			fake.OpenSessions()
		})
	}
	group.Wait()
}

// lastID is the id at the end of a URI.
func lastID(t *testing.T, uri string) (id int64) {
	t.Helper()
	for _, digit := range tail(uri) {
		id = id*10 + int64(digit-'0')
	}
	require.Positive(t, id)
	return id
}
