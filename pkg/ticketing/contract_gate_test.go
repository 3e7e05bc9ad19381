package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// gateOperations are admission tokens, tickets and admissions.
var gateOperations = []operation{
	{ID: "issueAdmissionToken", Refusals: refusals(unauthenticated, notTheHost, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.IssueAdmissionToken(ctx, event, ticketingapi.IssueAdmissionTokenRequest{Sections: bothSections})
		},
		Want: `{"self": "/events/16993717817996/tokens/17370490770235", "code": "redacted-code", "global": false,
			"sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}`},
	{ID: "listAdmissionTokens", Refusals: refusals(unauthenticated, notTheHost, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListAdmissionTokens(ctx, event, &ticketingapi.ListAdmissionTokensParams{Page: boxoffice.Ptr(int64(1))})
		},
		Want: `{"total": 2, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996/tokens/17370490770234",
			"code": "redacted-code", "global": true, "sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}, {"self": "/events/16993717817996/tokens/17370490770235",
			"code": "redacted-code", "global": false, "sections": ["/events/16993717817996/sections/16993964783416"]}]}`},
	{ID: "getAdmissionToken", Refusals: refusals(unauthenticated, forbidden),
		Call: func(c *ticketing.Client) (any, error) { return c.GetAdmissionToken(ctx, event, 17370490770235) },
		Want: `{"self": "/events/16993717817996/tokens/17370490770235", "code": "redacted-code", "global": true,
			"sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}`},
	{ID: "updateAdmissionToken", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.UpdateAdmissionToken(ctx, event, 17370490770235, ticketingapi.UpdateAdmissionTokenRequest{Sections: bothSections})
		},
		Want: `{"message": "The admission token has been updated."}`},
	{ID: "invalidateAdmissionToken", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.InvalidateAdmissionToken(ctx, event, 17370490770235)
		},
		Want: `{"message": "The admission token has been invalidated."}`},
	{ID: "listEventTickets", Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListEventTickets(ctx, event, &ticketingapi.ListEventTicketsParams{ModifiedSince: boxoffice.Ptr("2024-02-21T14:59:18+00:00")})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996/tickets/17096551195901", "serial": "EXAMPL-TICKET000001", "status": "Issued",
			"section": {"self": "/events/16993717817996/sections/16993964783416", "name": "General",
			"description": "Standing in front of the stage"}, "owner": {"self": "/accounts/EX-00000001",
			"number": "EX-00000001", "username": "jane.doe", "email": "jane.doe@example.com", "firstName": "Jane",
			"lastName": "Doe"}, "issued": "2024-02-21T14:59:18+00:00", "redeemed": "N/A"}]}`},
	{ID: "admitPatrons", Refusals: refusals(unauthenticated, notTheHost, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.Raw.AdmitPatrons(ctx, event, ticketingapi.AdmitPatronsRequest{Redeemer: "John Doe", Device: "gate-phone-1", Serials: []string{ticket(1), ticket(2)}})
		},
		Want: `[{"self": "/events/16993717817996/admissions/17096551195950", "redeemer": "John Doe", "device": "gate-phone-1", "ticket": "EXAMPL-TICKET000001",
			"patron": {"self": "/accounts/EX-00000001", "username": "jane.doe", "email": "jane.doe@example.com",
			"firstName": "Jane", "lastName": "Doe"},
			"section": {"self": "/events/16993717817996/sections/16993964783416", "name": "General",
			"description": "Standing in front of the stage"}, "admitted": "2024-02-21T19:30:00+00:00"}]`},
	{ID: "listAdmissions", Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListAdmissions(ctx, event, &ticketingapi.ListAdmissionsParams{Device: boxoffice.Ptr("gate-phone-1")})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996/admissions/17096551195950", "redeemer": "John Doe", "device": "gate-phone-1",
			"ticket": "EXAMPL-TICKET000001", "patron": {"self": "/accounts/EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe"},
			"section": {"self": "/events/16993717817996/sections/16993964783416", "name": "General",
			"description": "Standing in front of the stage"}, "admitted": "2024-02-21T19:30:00+00:00"}]}`},
}
