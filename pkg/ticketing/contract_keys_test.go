package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// keysOperations are sessions, keys, accounts and passwords.
var keysOperations = []operation{
	{ID: "startSession", Refusals: refusals(wrongPassword, forbidden, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.StartSession(ctx, ticketingapi.StartSessionRequest{Identification: "jane.doe", Password: "example-password"})
		},
		Want: `{"self": "/sessions/17424795098126", "id": 17424795098126, "open": true, "started": "2025-03-20 14:05:09",
			"key": "redacted-key", "account": {"self": "/accounts/EX-00000001", "number": "EX-00000001",
			"username": "jane.doe", "email": "jane.doe@example.com", "role": "customer", "verified": true,
			"activated": true, "firstName": "Jane", "lastName": "Doe", "title": "Ms", "dateOfBirth": "1990-01-31",
			"phone": "+1 (268) 555 0100", "country": "Antigua and Barbuda", "firstAddressLine": "1 Example Street",
			"secondAddressLine": "", "city": "St. John's", "state": "Saint John",
			"preferences": "/accounts/EX-00000001/preferences"}}`},
	{ID: "continueSession", Refusals: refusals(noSession, forbidden),
		Call: func(c *ticketing.Client) (any, error) { return c.ContinueSession(ctx) },
		Want: `{"self": "/sessions/17424795098126", "id": 17424795098126, "open": true, "started": "2025-03-20 14:05:09",
			"key": "redacted-key", "account": {"self": "/accounts/EX-00000001", "number": "EX-00000001",
			"username": "jane.doe", "email": "jane.doe@example.com", "role": "customer", "verified": true,
			"activated": true, "firstName": "Jane", "lastName": "Doe",
			"preferences": "/accounts/EX-00000001/preferences"}}`},
	{ID: "endSession", Refusals: refusals(noSession, notTheHost),
		Call: func(c *ticketing.Client) (any, error) { return c.EndSession(ctx) },
		Want: `{"message": "The session has been ended."}`},
	{ID: "exchangeTokenCode", Refusals: refusals(unauthenticated, forbidden),
		Call: func(c *ticketing.Client) (any, error) { return c.ExchangeTokenCode(ctx, "EXAMPLE1") },
		Want: `{"key": "redacted-key", "event": "/events/16993717817996",
			"sections": ["/events/16993717817996/sections/16993964783416",
			"/events/16993717817996/sections/16993964783417"]}`},
	{ID: "createIntegration", Refusals: refusals(unauthenticated, forbidden, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.CreateIntegration(ctx, ticketingapi.CreateIntegrationRequest{Name: "Box office display", Access: ticketingapi.IntegrationAccessPublic})
		},
		Want: `{"name": "Box office display", "access": "public", "key": "redacted-key"}`},
	{ID: "createAccount", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) { return c.CreateAccount(ctx, newAccount) },
		Want: `{"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "role": "customer", "verified": false, "activated": true,
			"firstName": "Jane", "lastName": "Doe", "title": "Ms", "dateOfBirth": "1990-01-31",
			"phone": "+1 (268) 555 0100", "country": "Antigua and Barbuda", "firstAddressLine": "1 Example Street",
			"secondAddressLine": "", "city": "St. John's", "state": "Saint John",
			"preferences": "/accounts/EX-00000001/preferences"}`},
	{ID: "getAccount", Refusals: refusals(unauthenticated, notTheHost),
		Call: func(c *ticketing.Client) (any, error) { return c.GetAccount(ctx, "EX-00000001") },
		Want: `{"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "role": "customer", "verified": true, "activated": true,
			"firstName": "Jane", "lastName": "Doe", "title": "Ms", "dateOfBirth": "1990-01-31",
			"phone": "+1 (268) 555 0100", "country": "Antigua and Barbuda", "firstAddressLine": "1 Example Street",
			"secondAddressLine": "", "city": "St. John's", "state": "Saint John",
			"preferences": "/accounts/EX-00000001/preferences"}`},
	{ID: "requestPasswordReset", Refusals: refusals(unauthenticated, forbidden, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.RequestPasswordReset(ctx, ticketingapi.RequestPasswordResetRequest{Email: boxoffice.Ptr("jane.doe@example.com")})
		},
		Want: `{"self": "/resets/17424795098127", "email": "jane.doe@example.com", "status": "Pending"}`},
	{ID: "resetPassword", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ResetPassword(ctx, 17424795098127, ticketingapi.ResetPasswordRequest{Password: "example-new-password", Code: "012345"})
		},
		Want: `{"message": "The password has been reset."}`},
}
