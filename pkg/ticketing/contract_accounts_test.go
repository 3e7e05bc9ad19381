package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// accountsOperations are accounts, what they prefer and whether they are verified.
var accountsOperations = []operation{
	{id: "listAccounts", refusals: [][]refusalCase{unauthenticated, forbidden, malformed},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.ListAccounts(ctx, &ticketingapi.ListAccountsParams{Email: boxoffice.Ptr("jane.doe@example.com")}))
		},
		want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/accounts/EX-00000001", "number":
			"EX-00000001", "username": "jane.doe", "email": "jane.doe@example.com", "role": "customer",
			"verified": true, "activated": true, "firstName": "Jane", "lastName": "Doe", "preferences":
			"/accounts/EX-00000001/preferences"}]}`},
	{id: "updateAccount", refusals: [][]refusalCase{unauthenticated, notTheHost, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.UpdateAccount(ctx, "EX-00000001", changedAccount))
		},
		want: `{"message": "The account has been updated."}`},
	{id: "deleteAccount", refusals: [][]refusalCase{unauthenticated, notTheHost, conflict},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.DeleteAccount(ctx, "EX-00000001"))
		},
		want: `{"message": "The account has been deleted."}`},
	{id: "getAccountPreferences", refusals: [][]refusalCase{unauthenticated, notTheHost},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.GetAccountPreferences(ctx, "EX-00000001"))
		},
		want: `{"region": 19290238432215}`},
	{id: "setAccountPreferences", refusals: [][]refusalCase{unauthenticated, notTheHost, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.SetAccountPreferences(ctx, "EX-00000001", ticketingapi.SetAccountPreferencesRequest{Region: "19290238432215"}))
		},
		want: `{"message": "The account preferences have been updated."}`},
	{id: "requestVerification", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.RequestVerification(ctx, ticketingapi.RequestVerificationRequest{Email: boxoffice.Ptr("jane.doe@example.com")}))
		},
		want: `{"self": "/verifications/17424795098130", "email": "jane.doe@example.com", "status": "Pending"}`},
	{id: "verifyAccount", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.VerifyAccount(ctx, 17424795098130, ticketingapi.VerifyAccountRequest{Code: "012345"}))
		},
		want: `{"message": "The account has been verified."}`},
	{id: "lookUpAccount", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.LookUpAccount(ctx, ticketingapi.LookUpAccountRequest{Identification: "jane.doe", Role: boxoffice.Ptr(ticketingapi.AccountRoleCustomer)}))
		},
		want: `{"identification": "jane.doe", "role": "customer", "found": true}`},
}

var changedAccount = ticketingapi.UpdateAccountRequest{
	Number: boxoffice.Ptr("EX-00000001"), Username: boxoffice.Ptr("jane.doe"), Email: boxoffice.Ptr("jane.doe@example.com"),
	FirstName: boxoffice.Ptr("Jane"), LastName: boxoffice.Ptr("Doe-Smith"), SecondAddressLine: boxoffice.Ptr(""),
}
