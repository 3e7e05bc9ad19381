package venuemanager_test

import (
	"net/http"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
)

var street = []venuemanagerapi.AddressField{{Field: boxoffice.Ptr("street"), Value: boxoffice.Ptr("Eksempelgade 1")}}

// customerCases are a customer's account.
var customerCases = []contract.Case{
	{Operation: "createCustomer", Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).CreateCustomer(ctx, venuemanagerapi.CreateCustomerRequest{Password: "example-password", Address: street})
		require.NoError(t, err)
		decoded(t, `{"id":6,"customerId":17721,"token":"redacted-token"}`, res)
	}},
	{Operation: "createCustomer", Name: "no-password", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		_, err := anonymous(t, client).CreateCustomer(ctx, venuemanagerapi.CreateCustomerRequest{Address: street})
		refused(t, err, boxoffice.ErrBadRequest, "0", "Argument 'password' missing or empty.")
	}},
	{Operation: "getCustomer", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).GetCustomer(ctx, number(t, "VENUEMANAGER_CUSTOMER", 17721))
		require.NoError(t, err)
		decoded(t, `{"id":17721,"username":"alice@example.com","address":[{"field":"street","value":"Eksempelgade 1"}],
			"data":[{"label":"seasonRank","value":"gold"}]}`, res)
	}},
	{Operation: "updateCustomer", Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).UpdateCustomer(ctx, 17721, venuemanagerapi.UpdateCustomerRequest{Address: street})
		require.NoError(t, err)
	}},
	{Operation: "updateCustomer", Name: "bad-field", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).UpdateCustomer(ctx, 17721, venuemanagerapi.UpdateCustomerRequest{Address: street})
		refused(t, err, boxoffice.ErrBadRequest, "0", "Addressfield could not be updated.")
	}},
	{Operation: "updateCustomer", Name: "not-logged-in", Status: 401, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).UpdateCustomer(ctx, 17721, venuemanagerapi.UpdateCustomerRequest{Address: street})
		refused(t, err, boxoffice.ErrUnauthorized, "0", "No customer logged in.")
	}},
	{Operation: "updatePassword", Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).UpdatePassword(ctx, venuemanagerapi.UpdatePasswordRequest{OldPassword: "example-old", NewPassword: "example-new"})
		require.NoError(t, err)
	}},
	{Operation: "updatePassword", Name: "wrong-password", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).UpdatePassword(ctx, venuemanagerapi.UpdatePasswordRequest{OldPassword: "example-old", NewPassword: "example-new"})
		refused(t, err, boxoffice.ErrBadRequest, "1001", "Den gamle adgangskode er forkert")
	}},
	{Operation: "resetPassword", Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).ResetPassword(ctx, venuemanagerapi.ResetPasswordRequest{Username: "alice@example.com"})
		require.NoError(t, err)
		decoded(t, `{"message":"Du vil snarest modtage et link per mail til at nulstille din adgangskode."}`, res)
	}},
	{Operation: "resetPassword", Name: "unknown", Status: 404, Run: func(t require.TestingT, client *http.Client) {
		_, err := anonymous(t, client).ResetPassword(ctx, venuemanagerapi.ResetPasswordRequest{Username: "bob@example.com"})
		refused(t, err, boxoffice.ErrNotFound, "0", "Ukendt brugernavn.")
	}},
	{Operation: "checkAnonymization", Example: "allowed", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).CheckAnonymization(ctx)
		require.NoError(t, err)
		require.True(t, res.CanBeAnonymized)
		require.Empty(t, res.Reasons)
	}},
	{Operation: "checkAnonymization", Name: "impossible", Status: 200, Example: "notAllowed", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).CheckAnonymization(ctx)
		require.NoError(t, err)
		decoded(t, `{"canBeAnonymized":false,"reasons":["The customer has an active season card."]}`, res)
	}},
	{Operation: "anonymizeCustomer", Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).AnonymizeCustomer(ctx, venuemanagerapi.AnonymizeCustomerRequest{})
		require.NoError(t, err)
	}},
	{Operation: "anonymizeCustomer", Name: "impossible", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).AnonymizeCustomer(ctx, venuemanagerapi.AnonymizeCustomerRequest{})
		refused(t, err, boxoffice.ErrBadRequest, "1000", "The customer cannot be anonymized for the following reasons: xxx")
	}},
	{Operation: "listPaymentCards", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).ListPaymentCards(ctx)
		require.NoError(t, err)
		decoded(t, `[{"id":10,"brand":"VISA","number":"100000...3333","expire_year":2017,"expire_month":12}]`, res)
	}},
	{Operation: "addPaymentCard", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).AddPaymentCard(ctx, venuemanagerapi.AddPaymentCardRequest{
			SuccessURL: "https://example.com/success", FailedURL: "https://example.com/failed"})
		require.NoError(t, err)
		require.EqualValues(t, "https://payment.example.com/cards/example-card", res.Location)
	}},
}

// tokenCases are logging in, in all its forms.
var tokenCases = []contract.Case{
	{Operation: "createToken", Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).CreateToken(ctx, venuemanagerapi.CreateTokenRequest{Username: "alice@example.com", Password: "example-password"})
		require.NoError(t, err)
		decoded(t, `{"id":6,"customerId":17721,"token":"redacted-token"}`, res)
	}},
	{Operation: "createToken", Name: "no-username", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		_, err := anonymous(t, client).CreateToken(ctx, venuemanagerapi.CreateTokenRequest{Password: "example-password"})
		refused(t, err, boxoffice.ErrBadRequest, "0", "Argument 'username' missing or empty.")
	}},
	{Operation: "createToken", Name: "refused", Status: 401, Run: func(t require.TestingT, client *http.Client) {
		_, err := anonymous(t, client).CreateToken(ctx, venuemanagerapi.CreateTokenRequest{Username: "alice@example.com", Password: "example-wrong"})
		refused(t, err, boxoffice.ErrUnauthorized, "0", "Cannot login with supplied username and password.")
	}},
	{Operation: "validateToken", Live: true, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).ValidateToken(ctx)
		require.NoError(t, err)
	}},
	{Operation: "validateToken", Name: "invalid", Status: 401, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).ValidateToken(ctx)
		refused(t, err, boxoffice.ErrUnauthorized, "0", "Invalid token")
	}},
	{Operation: "createDataToken", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).CreateDataToken(ctx, venuemanagerapi.CreateDataTokenRequest{Token: "example-access-token"})
		require.NoError(t, err)
		decoded(t, `{"id":7,"customerId":17721,"token":"redacted-token"}`, res)
	}},
	{Operation: "createDataToken", Name: "invalid", Status: 401, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).CreateDataToken(ctx, venuemanagerapi.CreateDataTokenRequest{Token: "example-access-token"})
		refused(t, err, boxoffice.ErrUnauthorized, "0", "Invalid token")
	}},
	{Operation: "setPushToken", Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).SetPushToken(ctx, venuemanagerapi.SetPushTokenRequest{Token: "example-push-token"})
		require.NoError(t, err)
	}},
	{Operation: "createGuestToken", Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).CreateGuestToken(ctx, venuemanagerapi.CreateGuestTokenRequest{})
		require.NoError(t, err)
		decoded(t, `{"id":8,"customerId":17722,"token":"redacted-token"}`, res)
	}},
	{Operation: "createOneTimeToken", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).CreateOneTimeToken(ctx, venuemanagerapi.CreateOneTimeTokenRequest{})
		require.NoError(t, err)
		decoded(t, `{"token":"redacted-token"}`, res)
	}},
	{Operation: "createOneTimeToken", Name: "invalid", Status: 401, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).CreateOneTimeToken(ctx, venuemanagerapi.CreateOneTimeTokenRequest{})
		refused(t, err, boxoffice.ErrUnauthorized, "0", "Invalid token")
	}},
}
