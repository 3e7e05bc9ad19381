package ticketing_test

import (
	"net/http"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// user is jane on the tapes, whoever records them.
func user(t require.TestingT) ticketing.Session {
	return ticketing.Session{
		Identification: contract.Env(t, "TICKETING_IDENTIFICATION", "jane.doe"),
		Password:       boxoffice.Secret(contract.Env(t, "TICKETING_PASSWORD", "example-password")),
	}
}

// issuedToken is an admission token on a page.
func issuedToken(id string, global bool) map[string]any {
	return map[string]any{"self": "/events/16993717817996/tokens/" + id, "global": global, "sections": bothSections}
}

func tokenPage(total any, tokens ...map[string]any) vendortest.Reply {
	return vendortest.Reply{Body: map[string]any{"total": total, "entries": tokens}}
}

// flowCases are what takes more than one call, and the answers that only a flow
// tells apart.
var flowCases = []contract.Case{
	{Operation: "listCountries", Name: "in-a-session", Status: http.StatusOK, Live: true, Run: func(t require.TestingT, client *http.Client) {
		c := speaking(t, client, user(t))
		countries, err := c.ListCountries(ctx)
		require.NoError(t, err)
		require.Equal(t, []string{"Antigua and Barbuda", "Barbados"}, countries.Countries)
		require.NoError(t, c.Close(ctx))
	}},
	{Operation: "listCountries", Name: "session-over", Status: http.StatusOK, Replies: map[string][]vendortest.Reply{
		"endSession": {{Status: http.StatusForbidden, Example: "refused"}},
	}, Run: func(t require.TestingT, client *http.Client) {
		c := speaking(t, client, user(t))
		countries, err := c.ListCountries(ctx)
		require.NoError(t, err)
		require.Equal(t, []string{"Antigua and Barbuda", "Barbados"}, countries.Countries)
		require.NoError(t, c.Close(ctx), "a session that is over needs no ending")
	}},
	{Operation: "listEvents", Name: "session-alive", Status: http.StatusForbidden, Example: "restricted", Run: func(t require.TestingT, client *http.Client) {
		_, err := speaking(t, client, user(t)).ListEvents(ctx, nil)
		require.ErrorIs(t, err, boxoffice.ErrForbidden, "the session lives, so the permission is missing")
		require.Equal(t, "You are restricted from accessing this resource.", boxoffice.AsError(err).Message)
	}},
	{Operation: "listEvents", Name: "session-alive-gateway", Status: http.StatusForbidden, Example: "gateway", Run: func(t require.TestingT, client *http.Client) {
		_, err := speaking(t, client, user(t)).ListEvents(ctx, nil)
		require.ErrorIs(t, err, boxoffice.ErrForbidden)
		require.Equal(t, "You are restricted from accessing this resource", boxoffice.AsError(err).Message)
	}},
	{Operation: "exchangeTokenCode", Name: "pass", Status: http.StatusOK, Run: func(t require.TestingT, client *http.Client) {
		gate := speaking(t, client, ticketing.TokenCode{Code: boxoffice.Secret("EXAMPLE1"), Key: boxoffice.Secret(mainKey)})
		pass, err := gate.Pass(ctx)
		require.NoError(t, err)
		require.Equal(t, ticketing.EventURI(event), pass.Event)
		require.Equal(t, bothSections, ticketing.Texts(pass.Sections...))
		for valid, err := range gate.EventTickets(ctx, event, nil) {
			require.NoError(t, err)
			require.Equal(t, ticket(1), valid.Serial)
			require.Equal(t, ticketing.TicketIssued, valid.Status)
		}
	}, Unread: []string{"key"}},
	{Operation: "exchangeTokenCode", Name: "unknown-code", Status: http.StatusNotFound, Example: "resource", Run: func(t require.TestingT, client *http.Client) {
		_, err := speaking(t, client, ticketing.TokenCode{Code: boxoffice.Secret("EXAMPLE9"), Key: boxoffice.Secret(mainKey)}).GetEvent(ctx, event)
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
		var refused *token.Error
		require.ErrorAs(t, err, &refused)
		require.Equal(t, http.StatusNotFound, boxoffice.AsError(refused.Err).StatusCode)
		require.Equal(t, "There is presently no resource with the given URI.", boxoffice.AsError(refused.Err).Message)
	}},
	{Operation: "listAdmissionTokens", Name: "pages", Status: http.StatusOK, Replies: map[string][]vendortest.Reply{"listAdmissionTokens": {
		tokenPage(3, issuedToken("17370490770234", true), issuedToken("17370490770235", false)), tokenPage(3, issuedToken("17370490770236", false)),
	}}, Run: func(t require.TestingT, client *http.Client) {
		var ids []int64
		for token, err := range caller(t, client).AdmissionTokens(ctx, event, &ticketingapi.ListAdmissionTokensParams{Records: boxoffice.Ptr(int64(2))}) {
			require.NoError(t, err)
			uri, err := ticketing.ParseURI(token.Self)
			require.NoError(t, err)
			id, _ := uri.Token()
			ids = append(ids, id)
			require.Equal(t, len(ids) == 1, token.Global)
			require.Equal(t, bothSections, token.Sections)
		}
		require.Equal(t, []int64{17370490770234, 17370490770235, 17370490770236}, ids)
	}},
	{Operation: "listAdmissionTokens", Name: "past-the-end", Status: http.StatusOK, Replies: map[string][]vendortest.Reply{"listAdmissionTokens": {
		tokenPage(9, issuedToken("17370490770234", true)), pastTheEnd,
	}}, Run: func(t require.TestingT, client *http.Client) {
		var all []ticketingapi.AdmissionToken
		for token, err := range caller(t, client).AdmissionTokens(ctx, event, nil) {
			require.NoError(t, err)
			all = append(all, token)
		}
		contract.Same(t, `[{"self": "/events/16993717817996/tokens/17370490770234", "global": true, "sections": [
			"/events/16993717817996/sections/16993964783416", "/events/16993717817996/sections/16993964783417"]}]`, all)
	}, Unread: []string{"total"}},
	{Operation: "admitPatrons", Name: "gate", Status: http.StatusCreated, Replies: map[string][]vendortest.Reply{
		"listAdmissions": {{Body: map[string]any{"total": 0, "page": 1, "records": 25, "entries": []any{}}}},
	}, Run: func(t require.TestingT, client *http.Client) {
		entries, err := caller(t, client).Admit(ctx, event, john, ticket(1), ticket(2))
		require.NoError(t, err)
		require.Equal(t, []string{ticket(1) + " admitted", ticket(2) + " not valid"}, outcomes(entries))
		contract.Same(t, admission, entries[0].Admission)
	}},
	{Operation: "listAdmissions", Name: "already-admitted", Status: http.StatusOK, Replies: map[string][]vendortest.Reply{
		"admitPatrons": {{Status: http.StatusBadRequest, Example: "error"}},
	}, Run: func(t require.TestingT, client *http.Client) {
		entries, err := caller(t, client).Admit(ctx, event, mary, ticket(1))
		require.NoError(t, err)
		require.Equal(t, []string{ticket(1) + " already admitted"}, outcomes(entries))
		contract.Same(t, admission, entries[0].Admission)
	}, Unread: []string{"total", "page", "records"}},
	{Operation: "listAdmissions", Name: "found-out", Status: http.StatusOK, Replies: map[string][]vendortest.Reply{
		"admitPatrons": {{Status: http.StatusInternalServerError}},
	}, Run: func(t require.TestingT, client *http.Client) {
		entries, err := caller(t, client).Admit(ctx, event, mary, ticket(1))
		require.NoError(t, err)
		require.Equal(t, []string{ticket(1) + " already admitted"}, outcomes(entries), "from another device")
		contract.Same(t, admission, entries[0].Admission)
	}, Unread: []string{"total", "page", "records"}},
	{Operation: "settleOrder", Name: "paid", Status: http.StatusCreated, Example: "authorised", Run: func(t require.TestingT, client *http.Client) {
		payment, err := caller(t, client).Pay(ctx, "0A1B2C3D4E5F", card)
		require.NoError(t, err)
		contract.Same(t, `{"date": "2024-02-21T15:02:00+00:00", "amount": 152.97, "status": "Authorised"}`, payment)
	}},
	{Operation: "settleOrder", Name: "declined", Status: http.StatusCreated, Example: "declined", Run: func(t require.TestingT, client *http.Client) {
		_, err := caller(t, client).Pay(ctx, "0A1B2C3D4E5F", card)
		var declined *ticketing.DeclinedError
		require.ErrorAs(t, err, &declined)
		contract.Same(t, `{"date": "2024-02-21T15:02:00+00:00", "amount": 152.97, "status": "Declined"}`, declined.Payment)
	}},
}

// admission is the documented one.
const admission = `{"self": "/events/16993717817996/admissions/17096551195950", "redeemer": "John Doe", "device": "gate-phone-1", "ticket": "EXAMPL-TICKET000001", "admitted": "2024-02-21T19:30:00+00:00",
	"patron": {"self": "/accounts/EX-00000001", "username": "jane.doe", "email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe"},
	"section": {"self": "/events/16993717817996/sections/16993964783416", "name": "General", "description": "Standing in front of the stage"}}`
