package venuemanager_test

import (
	"net/http"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

var street = []venuemanagerapi.AddressField{{Field: boxoffice.Ptr("street"), Value: boxoffice.Ptr("Eksempelgade 1")}}

// customerCases are a customer's account.
var customerCases = slices.Concat(
	[]contract.Case{
		{Operation: "createCustomer", Run: func(t require.TestingT, client *http.Client) {
			res, err := anonymous(t, client).CreateCustomer(ctx, venuemanagerapi.CreateCustomerRequest{Password: "example-password", Address: street})
			require.NoError(t, err)
			contract.Same(t, `{"id":6,"customerId":17721,"token":"redacted-token"}`, res)
		}},
		{Operation: "createCustomer", Name: "no-password", Status: 400, Run: func(t require.TestingT, client *http.Client) {
			_, err := anonymous(t, client).CreateCustomer(ctx, venuemanagerapi.CreateCustomerRequest{Address: street})
			contract.Refused(t, err, contract.Refusal{Status: 400, Code: "0", Message: "Argument 'password' missing or empty."})
		}},
		{Operation: "getCustomer", Live: true, Run: func(t require.TestingT, client *http.Client) {
			res, err := customer(t, client).GetCustomer(ctx, number(t, "VENUEMANAGER_CUSTOMER", 17721))
			require.NoError(t, err)
			contract.Same(t, `{"id":17721,"username":"alice@example.com","address":[{"field":"street","value":"Eksempelgade 1"}],
				"data":[{"label":"seasonRank","value":"gold"}]}`, res)
		}},
	},
	operation{ID: "updateCustomer", Call: func(c *venuemanager.Client) (any, error) {
		return nil, c.UpdateCustomer(ctx, 17721, venuemanagerapi.UpdateCustomerRequest{Address: street})
	}, Refusals: []contract.Refusal{
		{Name: "bad-field", Status: 400, Code: "0", Message: "Addressfield could not be updated."},
		{Name: "not-logged-in", Status: 401, Code: "0", Message: "No customer logged in."},
	}}.Cases(customer),
	operation{ID: "updatePassword", Call: func(c *venuemanager.Client) (any, error) {
		return nil, c.UpdatePassword(ctx, venuemanagerapi.UpdatePasswordRequest{OldPassword: "example-old", NewPassword: "example-new"})
	}, Refusals: []contract.Refusal{
		{Name: "wrong-password", Status: 400, Code: "1001", Message: "Den gamle adgangskode er forkert"},
	}}.Cases(customer),
	[]contract.Case{
		{Operation: "resetPassword", Run: func(t require.TestingT, client *http.Client) {
			res, err := anonymous(t, client).ResetPassword(ctx, venuemanagerapi.ResetPasswordRequest{Username: "alice@example.com"})
			require.NoError(t, err)
			contract.Same(t, `{"message":"Du vil snarest modtage et link per mail til at nulstille din adgangskode."}`, res)
		}},
		{Operation: "resetPassword", Name: "unknown", Status: 404, Run: func(t require.TestingT, client *http.Client) {
			_, err := anonymous(t, client).ResetPassword(ctx, venuemanagerapi.ResetPasswordRequest{Username: "bob@example.com"})
			contract.Refused(t, err, contract.Refusal{Status: 404, Code: "0", Message: "Ukendt brugernavn."})
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
			contract.Same(t, `{"canBeAnonymized":false,"reasons":["The customer has an active season card."]}`, res)
		}},
	},
	operation{ID: "anonymizeCustomer", Call: func(c *venuemanager.Client) (any, error) {
		return nil, c.AnonymizeCustomer(ctx, venuemanagerapi.AnonymizeCustomerRequest{})
	}, Refusals: []contract.Refusal{
		{Name: "impossible", Status: 400, Code: "1000", Message: "The customer cannot be anonymized for the following reasons: xxx"},
	}}.Cases(customer),
	[]contract.Case{
		{Operation: "listPaymentCards", Live: true, Run: func(t require.TestingT, client *http.Client) {
			res, err := customer(t, client).ListPaymentCards(ctx)
			require.NoError(t, err)
			contract.Same(t, `[{"id":10,"brand":"VISA","number":"100000...3333","expire_year":2017,"expire_month":12}]`, res)
		}},
		{Operation: "addPaymentCard", Run: func(t require.TestingT, client *http.Client) {
			res, err := customer(t, client).AddPaymentCard(ctx, venuemanagerapi.AddPaymentCardRequest{
				SuccessURL: "https://example.com/success", FailedURL: "https://example.com/failed"})
			require.NoError(t, err)
			require.EqualValues(t, "https://payment.example.com/cards/example-card", res.Location)
		}},
	},
)

// tokenCases are logging in, in all its forms.
var tokenCases = slices.Concat(
	[]contract.Case{
		{Operation: "createToken", Run: func(t require.TestingT, client *http.Client) {
			res, err := anonymous(t, client).CreateToken(ctx, venuemanagerapi.CreateTokenRequest{Username: "alice@example.com", Password: "example-password"})
			require.NoError(t, err)
			contract.Same(t, `{"id":6,"customerId":17721,"token":"redacted-token"}`, res)
		}},
		{Operation: "createToken", Name: "no-username", Status: 400, Run: func(t require.TestingT, client *http.Client) {
			_, err := anonymous(t, client).CreateToken(ctx, venuemanagerapi.CreateTokenRequest{Password: "example-password"})
			contract.Refused(t, err, contract.Refusal{Status: 400, Code: "0", Message: "Argument 'username' missing or empty."})
		}},
		{Operation: "createToken", Name: "refused", Status: 401, Run: func(t require.TestingT, client *http.Client) {
			_, err := anonymous(t, client).CreateToken(ctx, venuemanagerapi.CreateTokenRequest{Username: "alice@example.com", Password: "example-wrong"})
			contract.Refused(t, err, contract.Refusal{Status: 401, Code: "0", Message: "Cannot login with supplied username and password."})
		}},
	},
	operation{ID: "validateToken", Live: true, Call: func(c *venuemanager.Client) (any, error) {
		return nil, c.ValidateToken(ctx)
	}, Refusals: []contract.Refusal{
		{Name: "invalid", Status: 401, Code: "0", Message: "Invalid token"},
	}}.Cases(customer),
	operation{ID: "createDataToken", Call: func(c *venuemanager.Client) (any, error) {
		return c.CreateDataToken(ctx, venuemanagerapi.CreateDataTokenRequest{Token: "example-access-token"})
	}, Want: `{"id":7,"customerId":17721,"token":"redacted-token"}`, Refusals: []contract.Refusal{
		{Name: "invalid", Status: 401, Code: "0", Message: "Invalid token"},
	}}.Cases(customer),
	[]contract.Case{
		{Operation: "setPushToken", Run: func(t require.TestingT, client *http.Client) {
			err := customer(t, client).SetPushToken(ctx, venuemanagerapi.SetPushTokenRequest{Token: "example-push-token"})
			require.NoError(t, err)
		}},
		{Operation: "createGuestToken", Run: func(t require.TestingT, client *http.Client) {
			res, err := anonymous(t, client).CreateGuestToken(ctx, venuemanagerapi.CreateGuestTokenRequest{})
			require.NoError(t, err)
			contract.Same(t, `{"id":8,"customerId":17722,"token":"redacted-token"}`, res)
		}},
	},
	operation{ID: "createOneTimeToken", Call: func(c *venuemanager.Client) (any, error) {
		return c.CreateOneTimeToken(ctx, venuemanagerapi.CreateOneTimeTokenRequest{})
	}, Want: `{"token":"redacted-token"}`, Refusals: []contract.Refusal{
		{Name: "invalid", Status: 401, Code: "0", Message: "Invalid token"},
	}}.Cases(customer),
)
