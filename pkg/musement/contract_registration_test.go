package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

const (
	anActivity = "00000000-0000-4000-8000-000000000001"
	aSupplier  = "00000000-0000-4000-8000-000000000002"
)

var invalidGrant = refusal(400, "Invalid grant")

var registrationOperations = []operation{
	{
		ID: "registerSupplier",
		Call: func(c *musement.Client) (any, error) {
			return c.RegisterSupplier(ctx, musementapi.RegisterSupplierRequest{
				Firstname: "Maria", Lastname: "Rossi", Email: "maria.rossi@example.com", Password: "example-password",
				CompanyLegalName: "Example Tours S.r.l.", CompanyName: "Example Tours", IsNaturalPerson: boxoffice.Ptr("false"),
				Address: "Via Esempio 1", ZipCode: "20121", City: "Milan", CountryCode: "IT", DefaultCurrency: "EUR",
			})
		},
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000002", "code": "example-tours", "first_name": "Maria", "last_name": "Rossi",
			"company_legal_name": "Example Tours S.r.l.", "company_name": "Example Tours", "email": "maria.rossi@example.com",
			"notification_emails": ["bookings@example.com"], "country_code": "IT", "address": "Via Esempio 1", "zip_code": "20121", "city": "Milan",
			"default_currency": "EUR", "is_natural_person": false, "activities_count": 0, "orders_count": 0,
			"commission": {"value": 20.5, "type": "PERCENTAGE"}, "confirmation_token": "redacted-confirmation_token"
		}`,
		Refusals: []contract.Refusal{invalid("email"), unavailable},
	},
	{
		ID: "activateSupplier",
		Call: func(c *musement.Client) (any, error) {
			return c.ActivateSupplier(ctx, aSupplier, musementapi.ActivateSupplierRequest{ConfirmationToken: "example-confirmation-token"})
		},
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000002", "code": "example-tours", "first_name": "Maria", "last_name": "Rossi",
			"company_legal_name": "Example Tours S.r.l.", "company_name": "Example Tours", "email": "maria.rossi@example.com",
			"notification_emails": ["bookings@example.com"], "country_code": "IT", "address": "Via Esempio 1", "zip_code": "20121", "city": "Milan",
			"default_currency": "EUR", "is_natural_person": false, "activities_count": 0, "orders_count": 0,
			"commission": {"value": 20.5, "type": "PERCENTAGE"}
		}`,
		Refusals: []contract.Refusal{invalid("confirmation_token"), noSupplier, unavailable},
	},
	{
		ID: "activateSupplierPatch",
		Call: func(c *musement.Client) (any, error) {
			return c.ActivateSupplierPatch(ctx, aSupplier, musementapi.ActivateSupplierRequest{ConfirmationToken: "example-confirmation-token"})
		},
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000002", "code": "example-tours", "first_name": "Maria", "last_name": "Rossi",
			"company_legal_name": "Example Tours S.r.l.", "company_name": "Example Tours", "email": "maria.rossi@example.com",
			"notification_emails": ["bookings@example.com"], "country_code": "IT", "address": "Via Esempio 1", "zip_code": "20121", "city": "Milan",
			"default_currency": "EUR", "is_natural_person": false, "activities_count": 0, "orders_count": 0,
			"commission": {"value": 20.5, "type": "PERCENTAGE"}
		}`,
		Refusals: []contract.Refusal{invalid("confirmation_token"), noSupplier, unavailable},
	},
	{
		ID: "login",
		Call: func(c *musement.Client) (any, error) {
			return c.Login(ctx, musementapi.LoginParams{
				ClientID: "example-client", ClientSecret: "example-client-secret",
				GrantType: musementapi.LoginParamsGrantTypePassword, ClientType: boxoffice.Ptr(musementapi.LoginParamsClientTypeSupplier),
				Username: boxoffice.Ptr("maria.rossi@example.com"), Password: boxoffice.Ptr(boxoffice.Sensitive("example-password")),
			})
		},
		Want: `{
			"access_token": "redacted-access_token", "refresh_token": "redacted-refresh_token", "expires_in": 3600, "token_type": "bearer",
			"scope": "user, password"
		}`,
		Refusals: []contract.Refusal{invalidGrant, unavailable},
	},
	{
		ID: "loginPost",
		Call: func(c *musement.Client) (any, error) {
			return c.LoginPost(ctx, musementapi.LoginRequest{
				ClientID: "example-client", ClientSecret: boxoffice.Ptr(boxoffice.Sensitive("example-client-secret")),
				GrantType: musementapi.LoginRequestGrantTypePassword,
				Username:  boxoffice.Ptr("maria.rossi@example.com"), Password: boxoffice.Ptr(boxoffice.Sensitive("example-password")),
			})
		},
		Want: `{
			"access_token": "redacted-access_token", "refresh_token": "redacted-refresh_token", "expires_in": 3600, "token_type": "bearer",
			"scope": "user, password"
		}`,
		Refusals: []contract.Refusal{invalidGrant, unavailable},
	},
	{
		ID: "refreshToken",
		Call: func(c *musement.Client) (any, error) {
			return c.RefreshToken(ctx, musementapi.RefreshTokenParams{
				ClientID: boxoffice.Ptr("example-client"), ClientSecret: boxoffice.Ptr(boxoffice.Sensitive("example-client-secret")),
				GrantType: musementapi.RefreshTokenParamsGrantTypeRefreshToken, RefreshToken: "example-refresh-token",
			})
		},
		Want: `{
			"access_token": "redacted-access_token", "refresh_token": "redacted-refresh_token", "expires_in": 3600, "token_type": "bearer",
			"scope": "user, password"
		}`,
		Refusals: []contract.Refusal{invalidGrant, unavailable},
	},
	{
		ID: "resetPassword",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.ResetPassword(ctx, musementapi.ResetPasswordRequest{Email: boxoffice.Ptr("maria.rossi@example.com")})
		},
		Refusals: []contract.Refusal{refusal(406, "Wrong data")},
	},
}

const aProfile = `{
			"uuid": "00000000-0000-4000-8000-000000000002", "code": "example-tours", "first_name": "Maria", "last_name": "Rossi",
			"company_legal_name": "Example Tours S.r.l.", "company_name": "Example Tours", "email": "maria.rossi@example.com",
			"notification_emails": ["bookings@example.com"], "country_code": "IT", "address": "Via Esempio 1", "zip_code": "20121", "city": "Milan",
			"default_currency": "EUR", "is_natural_person": false, "activities_count": 3, "orders_count": 128,
			"commission": {"value": 20.5, "type": "PERCENTAGE"}, "account_holder_name": "Example Tours S.r.l.",
			"account_number": "redacted-account_number"
		}`

var profileOperations = []operation{
	{
		ID:       "getProfile",
		Call:     func(c *musement.Client) (any, error) { return c.GetProfile(ctx) },
		Want:     aProfile,
		Refusals: []contract.Refusal{unavailable},
	},
	{
		ID: "updateProfile",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateProfile(ctx, musementapi.UpdateProfileRequest{
				ContactPhoneNumber: boxoffice.Ptr("+39 02 0000000"), SupportEmails: []string{"help@example.com"},
			})
		},
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000002", "code": "example-tours", "first_name": "Maria", "last_name": "Rossi",
			"company_legal_name": "Example Tours S.r.l.", "company_name": "Example Tours", "email": "maria.rossi@example.com",
			"notification_emails": ["bookings@example.com"], "country_code": "IT", "address": "Via Esempio 1", "zip_code": "20121", "city": "Milan",
			"default_currency": "EUR", "is_natural_person": false, "activities_count": 3, "orders_count": 128,
			"commission": {"value": 20.5, "type": "PERCENTAGE"}, "account_holder_name": "Example Tours S.r.l.",
			"account_number": "redacted-account_number"
		}`,
		Refusals: []contract.Refusal{invalid("email"), unavailable},
	},
}
