package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// gateOperations are admission tokens, tickets and admissions.
var gateOperations = []operation{
	{id: "issueAdmissionToken", refusals: [][]refusalCase{unauthenticated, notTheHost, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.IssueAdmissionToken(ctx, event, ticketingapi.IssueAdmissionTokenRequest{Sections: bothSections}))
		},
		want: `{"self": "/events/16993717817996/tokens/17370490770235", "code": "redacted-code", "global": false,
			"sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}`},
	{id: "listAdmissionTokens", refusals: [][]refusalCase{unauthenticated, notTheHost, malformed},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.ListAdmissionTokens(ctx, event, &ticketingapi.ListAdmissionTokensParams{Page: boxoffice.Ptr(int64(1))}))
		},
		want: `{"total": 2, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996/tokens/17370490770234",
			"code": "redacted-code", "global": true, "sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}, {"self": "/events/16993717817996/tokens/17370490770235",
			"code": "redacted-code", "global": false, "sections": ["/events/16993717817996/sections/16993964783416"]}]}`},
	{id: "getAdmissionToken", refusals: [][]refusalCase{unauthenticated, forbidden},
		call: func(c *ticketing.Client) (any, error) { return model(c.GetAdmissionToken(ctx, event, 17370490770235)) },
		want: `{"self": "/events/16993717817996/tokens/17370490770235", "code": "redacted-code", "global": true,
			"sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}`},
	{id: "updateAdmissionToken", refusals: [][]refusalCase{unauthenticated, notTheHost, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.UpdateAdmissionToken(ctx, event, 17370490770235, ticketingapi.UpdateAdmissionTokenRequest{Sections: bothSections}))
		},
		want: `{"message": "The admission token has been updated."}`},
	{id: "invalidateAdmissionToken", refusals: [][]refusalCase{unauthenticated, notTheHost, conflict},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.InvalidateAdmissionToken(ctx, event, 17370490770235))
		},
		want: `{"message": "The admission token has been invalidated."}`},
	{id: "listEventTickets", refusals: [][]refusalCase{unauthenticated, forbidden, malformed},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.ListEventTickets(ctx, event, &ticketingapi.ListEventTicketsParams{ModifiedSince: boxoffice.Ptr("2024-02-21T14:59:18+00:00")}))
		},
		want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996/tickets/17096551195901", "serial": "EXAMPL-TICKET000001", "status": "Issued",
			"section": {"self": "/events/16993717817996/sections/16993964783416", "name": "General",
			"description": "Standing in front of the stage"}, "owner": {"self": "/accounts/EX-00000001",
			"number": "EX-00000001", "username": "jane.doe", "email": "jane.doe@example.com", "firstName": "Jane",
			"lastName": "Doe"}, "issued": "2024-02-21T14:59:18+00:00", "redeemed": "N/A"}]}`},
	{id: "admitPatrons", refusals: [][]refusalCase{unauthenticated, notTheHost, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.Raw.AdmitPatrons(ctx, event, ticketingapi.AdmitPatronsRequest{Redeemer: "John Doe", Device: "gate-phone-1", Serials: []string{ticket(1), ticket(2)}}))
		},
		want: `[{"self": "/events/16993717817996/admissions/17096551195950", "redeemer": "John Doe", "device": "gate-phone-1", "ticket": "EXAMPL-TICKET000001",
			"patron": {"self": "/accounts/EX-00000001", "username": "jane.doe", "email": "jane.doe@example.com",
			"firstName": "Jane", "lastName": "Doe"},
			"section": {"self": "/events/16993717817996/sections/16993964783416", "name": "General",
			"description": "Standing in front of the stage"}, "admitted": "2024-02-21T19:30:00+00:00"}]`},
	{id: "listAdmissions", refusals: [][]refusalCase{unauthenticated, forbidden, malformed},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.ListAdmissions(ctx, event, &ticketingapi.ListAdmissionsParams{Device: boxoffice.Ptr("gate-phone-1")}))
		},
		want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996/admissions/17096551195950", "redeemer": "John Doe", "device": "gate-phone-1",
			"ticket": "EXAMPL-TICKET000001", "patron": {"self": "/accounts/EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe"},
			"section": {"self": "/events/16993717817996/sections/16993964783416", "name": "General",
			"description": "Standing in front of the stage"}, "admitted": "2024-02-21T19:30:00+00:00"}]}`},
}
