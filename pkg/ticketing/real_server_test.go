package ticketing_test

// What the vendor's gateway and servers like it really send, beside what the
// reference shows.

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// at is a client of a server that answers a POST and everything else like this.
func at(t *testing.T, post, get string) *ticketing.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusCreated)
			_, _ = io.WriteString(w, post)
			return
		}
		_, _ = io.WriteString(w, get)
	}))
	t.Cleanup(server.Close)
	client, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret(mainKey)), boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	return client
}

func TestAnAdmissionSurvivesAMalformedValueBesideIt(t *testing.T) {
	const serial = "EXAMPL-TICKET000001"
	for _, beside := range []string{
		`"admitted":"2026-08-17T15:59:43+0000"`, `"admitted":"2026-08-17 15:59"`, `"admitted":1786983583`, `"admitted":null`, `"admitted":[]`, `"admitted":false`,
		`"patron":[]`, `"patron":""`, `"patron":{"name":[]}`, `"section":[]`, `"section":"Balcony"`, `"device":7`, `"self":{}`,
	} {
		client := at(t, `[{"ticket":"`+serial+`",`+beside+`}]`, `{"message":"must not be asked"}`)
		entries, err := client.Admit(t.Context(), event, john, serial)
		require.NoError(t, err, beside)
		require.Len(t, entries, 1)
		require.Equal(t, ticketing.Admitted, entries[0].Outcome, beside)
		require.Equal(t, serial, entries[0].Admission.Ticket)
	}
}

func TestAnAdmissionThatDoesNotNameItsTicketIsNoVerdict(t *testing.T) {
	for _, answer := range []string{`[null]`, `[{}]`, `[{"ticket":null}]`, `[{"ticket":""}]`, `[{"error":"x"}]`, `{"error":"x"}`, `[{"ticket":7}]`, `null`, `{}`, `[{"ticket":"exampl-ticket000001"}]`, `[{"ticket":"EXAMPL-TICKET000002"}]`} {
		entries, _ := at(t, answer, `{"message":"Service is restarting"}`).Admit(t.Context(), event, john, "EXAMPL-TICKET000001")
		require.Equal(t, ticketing.Unknown, entries[0].Outcome, answer)
	}
}

func TestAnErrorObjectDoesNotMakeATicketInvalid(t *testing.T) {
	for _, list := range []string{`{"message":"Service is restarting"}`, `{"error":"Service is restarting"}`, `null`, `{"entries":null,"message":"Service is restarting"}`} {
		entries, err := at(t, "[]", list).Admit(t.Context(), event, john, "EXAMPL-TICKET000001")
		require.Error(t, err, list)
		require.NotEqual(t, ticketing.NotValid, entries[0].Outcome, "nobody looked whether the patron is in")
	}
}

func TestAPageWithoutAListOfAdmissionsDoesNotMakeATicketInvalid(t *testing.T) {
	for _, list := range []string{`{}`, `[]`, `{"entries":null}`, `{"entries":"none"}`, `{"entries":0,"total":0}`, `{"page":1}`, `{"message":"Service is restarting","total":0}`} {
		entries, err := at(t, "[]", list).Admit(t.Context(), event, john, "EXAMPL-TICKET000001")
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, list)
		require.Equal(t, ticketing.NotAdmitted, entries[0].Outcome, list)
	}
	for _, list := range []string{`{"entries":[]}`, `{"entries":{},"total":0}`} {
		entries, err := at(t, "[]", list).Admit(t.Context(), event, john, "EXAMPL-TICKET000001")
		require.NoError(t, err, list)
		require.Equal(t, ticketing.NotValid, entries[0].Outcome, list)
	}
}

func TestAKeyThatIsNotUTF8IsNotSent(t *testing.T) {
	_, err := at(t, "", "").PlaceOrder(t.Context(), ticketingapi.PlaceOrderRequest{Items: map[string]int64{"/events/1/sections/\xc5": 1}})
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.ErrorContains(t, err, "items has a key that is not UTF-8 text")
}

func TestAnErrorObjectIsNoPlacedOrder(t *testing.T) {
	for _, body := range []string{`{"error":"Sold out"}`, `{"message":"Sold out"}`, `{"error":"Sold out","number7":"x"}`} {
		order, err := at(t, body, "").PlaceOrder(t.Context(), ticketingapi.PlaceOrderRequest{Items: map[string]int64{"/events/1/sections/2": 1}})
		require.Nil(t, order)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, body)
		require.Equal(t, "Sold out", boxoffice.AsError(err).Message)
	}
}

// The words for a status and a title are properties of an event too.
func TestAnErrorObjectIsNoEvent(t *testing.T) {
	for _, body := range []string{
		`{"status":"error","message":"No such event"}`, `{"status":404,"title":"Not Found","detail":"No such event"}`, `{"success":false,"error":{"message":"No such event"}}`,
	} {
		got, err := at(t, "", body).GetEvent(t.Context(), event)
		require.Nil(t, got, body)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, body)
		require.Equal(t, "No such event", boxoffice.AsError(err).Message, body)
	}
}

func TestAnErrorObjectIsNoEmptyList(t *testing.T) {
	client := at(t, "", `{"message":"Service is restarting"}`)
	failed, came := error(nil), 0
	for _, err := range client.PublishedEvents(t.Context(), nil) {
		if failed = err; err == nil {
			came++
		}
	}
	require.ErrorIs(t, failed, boxoffice.ErrUnexpectedResponse, "the list ended as if there were no events")
	require.Equal(t, "Service is restarting", boxoffice.AsError(failed).Message)
	require.Zero(t, came)
}

func TestTheGatewaysEmptyTablesAreEmptyObjects(t *testing.T) {
	var response boxoffice.Response
	client := at(t, "", `{"title":"Gala","venue":[],"host":[],"category":[],"sections":[],"tags":[],"popularity":"3","public":1}`)
	got, err := client.GetEvent(t.Context(), event, boxoffice.WithResponse(&response))
	require.NoError(t, err)
	require.Empty(t, response.Problems)
	require.Equal(t, "Gala", got.Title)
	require.Zero(t, got.Venue)
	require.NotNil(t, got.Sections)
	require.EqualValues(t, 3, got.Popularity)
	require.True(t, got.Public)
	got, err = at(t, "", `{"title":"Gala","sections":{},"tags":{}}`).GetEvent(t.Context(), event)
	require.NoError(t, err, "as Lua writes empty lists")
	require.NotNil(t, got.Sections)
	require.Empty(t, got.Sections)
	_, err = at(t, "", `{"title":"Gala","venue":[{"name":"Hall"}]}`).GetEvent(t.Context(), event)
	require.ErrorContains(t, err, "venue: want an object, got a list", "what is in it would be lost")
}

func TestPageNumbersAsTextEndAList(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("Content-Type", "application/json")
		//nolint:gosec // A page number of the client's own, in JSON.
		_, _ = io.WriteString(w, `{"entries":[{"name":"Page `+r.URL.Query().Get("page")+`","self":"/venues/`+r.URL.Query().Get("page")+`"}],"page":"`+r.URL.Query().Get("page")+`.0","records":"1","total":"2"}`)
	}))
	t.Cleanup(server.Close)
	client, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret(mainKey)), boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	var names []string
	for venue, err := range client.Venues(t.Context(), nil) {
		require.NoError(t, err)
		names = append(names, venue.Name)
	}
	require.Len(t, names, 2)
	require.LessOrEqual(t, asked, 3)
}

func TestAnElementOfAPageIsNeitherInventedNorPassedOver(t *testing.T) {
	for _, element := range []string{"null", "{}", "[]", `{"error":"x"}`, `{"name":null,"self":null}`, "7"} {
		came, failed := 0, error(nil)
		for _, err := range at(t, "", `{"entries":[{"name":"a","self":"/venues/1"},`+element+`],"page":1,"records":25,"total":2}`).Venues(t.Context(), nil) {
			if failed = err; err == nil {
				came++
			}
		}
		require.ErrorIs(t, failed, boxoffice.ErrUnexpectedResponse, element)
		require.ErrorContains(t, failed, "entries[1]", element)
		require.Zero(t, came)
	}
}

func TestAnOrderWhoseTotalCannotBeReadKeepsItsNumber(t *testing.T) {
	client := at(t, `{"number":"ABCDEF123456","total":"free","items":[{"name":"Balcony","quantity":"2.0"},null]}`, "")
	_, err := client.PlaceOrder(t.Context(), ticketingapi.PlaceOrderRequest{Items: map[string]int64{"/events/1/sections/2": 1}})
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	part, ok := boxoffice.Partial[*ticketingapi.Order](err)
	require.True(t, ok)
	require.Equal(t, "ABCDEF123456", part.Number)
	require.Len(t, part.Items, 1)
	require.EqualValues(t, 2, part.Items[0].Quantity)
}
