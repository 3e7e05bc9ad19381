package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// accountsOperations are accounts, what they prefer and whether they are verified.
var accountsOperations = []operation{
	{ID: "listAccounts", Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListAccounts(ctx, &ticketingapi.ListAccountsParams{Email: boxoffice.Ptr("jane.doe@example.com")})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/accounts/EX-00000001", "number":
			"EX-00000001", "username": "jane.doe", "email": "jane.doe@example.com", "role": "customer",
			"verified": true, "activated": true, "firstName": "Jane", "lastName": "Doe", "preferences":
			"/accounts/EX-00000001/preferences"}]}`},
	{ID: "updateAccount", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.UpdateAccount(ctx, "EX-00000001", changedAccount)
		},
		Want: `{"message": "The account has been updated."}`},
	{ID: "deleteAccount", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.DeleteAccount(ctx, "EX-00000001")
		},
		Want: `{"message": "The account has been deleted."}`},
	{ID: "getAccountPreferences", Refusals: refusals(unauthenticated, notTheHost),
		Call: func(c *ticketing.Client) (any, error) {
			return c.GetAccountPreferences(ctx, "EX-00000001")
		},
		Want: `{"region": 19290238432215}`},
	{ID: "setAccountPreferences", Refusals: refusals(unauthenticated, notTheHost, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.SetAccountPreferences(ctx, "EX-00000001", ticketingapi.SetAccountPreferencesRequest{Region: "19290238432215"})
		},
		Want: `{"message": "The account preferences have been updated."}`},
	{ID: "requestVerification", Refusals: refusals(unauthenticated, forbidden, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.RequestVerification(ctx, ticketingapi.RequestVerificationRequest{Email: boxoffice.Ptr("jane.doe@example.com")})
		},
		Want: `{"self": "/verifications/17424795098130", "email": "jane.doe@example.com", "status": "Pending"}`},
	{ID: "verifyAccount", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.VerifyAccount(ctx, 17424795098130, ticketingapi.VerifyAccountRequest{Code: "012345"})
		},
		Want: `{"message": "The account has been verified."}`},
	{ID: "lookUpAccount", Refusals: refusals(unauthenticated, forbidden, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.LookUpAccount(ctx, ticketingapi.LookUpAccountRequest{Identification: "jane.doe", Role: boxoffice.Ptr(ticketingapi.AccountRoleCustomer)})
		},
		Want: `{"identification": "jane.doe", "role": "customer", "found": true}`},
}

var changedAccount = ticketingapi.UpdateAccountRequest{
	Number: boxoffice.Ptr("EX-00000001"), Username: boxoffice.Ptr("jane.doe"), Email: boxoffice.Ptr("jane.doe@example.com"),
	FirstName: boxoffice.Ptr("Jane"), LastName: boxoffice.Ptr("Doe-Smith"), SecondAddressLine: boxoffice.Ptr(""),
}
