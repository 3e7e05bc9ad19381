package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// keysOperations are sessions, keys, accounts and passwords.
var keysOperations = []operation{
	{id: "startSession", refusals: [][]refusalCase{wrongPassword, forbidden, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.StartSession(ctx, ticketingapi.StartSessionRequest{Identification: "jane.doe", Password: "example-password"}))
		},
		want: `{"self": "/sessions/17424795098126", "id": 17424795098126, "open": true, "started": "2025-03-20 14:05:09",
			"key": "redacted-key", "account": {"self": "/accounts/EX-00000001", "number": "EX-00000001",
			"username": "jane.doe", "email": "jane.doe@example.com", "role": "customer", "verified": true,
			"activated": true, "firstName": "Jane", "lastName": "Doe", "title": "Ms", "dateOfBirth": "1990-01-31",
			"phone": "+1 (268) 555 0100", "country": "Antigua and Barbuda", "firstAddressLine": "1 Example Street",
			"secondAddressLine": "", "city": "St. John's", "state": "Saint John",
			"preferences": "/accounts/EX-00000001/preferences"}}`},
	{id: "continueSession", refusals: [][]refusalCase{noSession, forbidden},
		call: func(c *ticketing.Client) (any, error) { return model(c.ContinueSession(ctx)) },
		want: `{"self": "/sessions/17424795098126", "id": 17424795098126, "open": true, "started": "2025-03-20 14:05:09",
			"key": "redacted-key", "account": {"self": "/accounts/EX-00000001", "number": "EX-00000001",
			"username": "jane.doe", "email": "jane.doe@example.com", "role": "customer", "verified": true,
			"activated": true, "firstName": "Jane", "lastName": "Doe",
			"preferences": "/accounts/EX-00000001/preferences"}}`},
	{id: "endSession", refusals: [][]refusalCase{noSession, notTheHost},
		call: func(c *ticketing.Client) (any, error) { return model(c.EndSession(ctx)) },
		want: `{"message": "The session has been ended."}`},
	{id: "exchangeTokenCode", refusals: [][]refusalCase{unauthenticated, forbidden},
		call: func(c *ticketing.Client) (any, error) { return model(c.ExchangeTokenCode(ctx, "EXAMPLE1")) },
		want: `{"key": "redacted-key", "event": "/events/16993717817996",
			"sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}`},
	{id: "createIntegration", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.CreateIntegration(ctx, ticketingapi.CreateIntegrationRequest{Name: "Box office display", Access: ticketingapi.IntegrationAccessPublic}))
		},
		want: `{"name": "Box office display", "access": "public", "key": "redacted-key"}`},
	{id: "createAccount", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) { return model(c.CreateAccount(ctx, newAccount)) },
		want: `{"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "role": "customer", "verified": false, "activated": true,
			"firstName": "Jane", "lastName": "Doe", "title": "Ms", "dateOfBirth": "1990-01-31",
			"phone": "+1 (268) 555 0100", "country": "Antigua and Barbuda", "firstAddressLine": "1 Example Street",
			"secondAddressLine": "", "city": "St. John's", "state": "Saint John",
			"preferences": "/accounts/EX-00000001/preferences"}`},
	{id: "getAccount", refusals: [][]refusalCase{unauthenticated, notTheHost},
		call: func(c *ticketing.Client) (any, error) { return model(c.GetAccount(ctx, "EX-00000001")) },
		want: `{"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "role": "customer", "verified": true, "activated": true,
			"firstName": "Jane", "lastName": "Doe", "title": "Ms", "dateOfBirth": "1990-01-31",
			"phone": "+1 (268) 555 0100", "country": "Antigua and Barbuda", "firstAddressLine": "1 Example Street",
			"secondAddressLine": "", "city": "St. John's", "state": "Saint John",
			"preferences": "/accounts/EX-00000001/preferences"}`},
	{id: "requestPasswordReset", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.RequestPasswordReset(ctx, ticketingapi.RequestPasswordResetRequest{Email: boxoffice.Ptr("jane.doe@example.com")}))
		},
		want: `{"self": "/resets/17424795098127", "email": "jane.doe@example.com", "status": "Pending"}`},
	{id: "resetPassword", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.ResetPassword(ctx, 17424795098127, ticketingapi.ResetPasswordRequest{Password: "example-new-password", Code: "012345"}))
		},
		want: `{"message": "The password has been reset."}`},
}
