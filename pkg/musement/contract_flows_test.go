package musement_test

import (
	"context"
	"net/http"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

const theToken = `{"access_token": "redacted-access_token", "refresh_token": "redacted-refresh_token", "expires_in": 3600, "token_type": "bearer", "scope": "user, password"}`

// flowCases take more than one call, or one in another form.
var flowCases = []contract.Case{
	{
		// The refresh grant in its older form.
		Operation: "login", Name: "refresh-grant", Run: func(t require.TestingT, client *http.Client) {
			got, err := taped(t, client).Login(ctx, musementapi.LoginParams{
				ClientID: "example-client", ClientSecret: "example-client-secret",
				GrantType: musementapi.LoginParamsGrantTypeRefreshToken, RefreshToken: boxoffice.Ptr(boxoffice.Sensitive("example-refresh-token")),
			})
			require.NoError(t, err)
			contract.Same(t, theToken, got)
		},
	},
	{
		// What a supplier's first call looks like.
		Operation: "getProfile", Name: "with-login", Live: true, Run: func(t require.TestingT, client *http.Client) {
			c, err := musement.New(tapedSupplier(t), tapedOptions(t, client)...)
			require.NoError(t, err)
			profile, err := c.GetProfile(ctx)
			require.NoError(t, err)
			contract.Same(t, aProfile, profile)
		},
	},
	{
		// A dead token is exchanged by its refresh token behind the call.
		Operation: "setDefaultPriceTag", Name: "renewed",
		Replies: map[string][]vendortest.Reply{"setDefaultPriceTag": {{Status: 401}, {Status: 204}}},
		Run: func(t require.TestingT, client *http.Client) {
			c := tapedWith(t, client, token.Token{Access: boxoffice.Secret("example-access-token"), Refresh: boxoffice.Secret("example-refresh-token")})
			err := c.SetDefaultPriceTag(ctx, anActivity, &musementapi.SetDefaultPriceTagRequest{DefaultPricetag: 301})
			require.NoError(t, err)
		},
	},
	{
		Operation: "activateSupplier", Name: "onboarded", Run: func(t require.TestingT, client *http.Client) {
			c, progress, err := musement.Onboard(ctx, tapedOnboarding(t), tapedOptions(t, client)...)
			require.NoError(t, err)
			require.NoError(t, c.Close(context.Background()))
			require.Equal(t, musement.Progress{Done: musement.StepLogIn, SupplierUUID: aSupplier}, progress)
		},
		// The helper reads nothing of the supplier who is active now.
		Unread: []string{
			"uuid", "code", "first_name", "last_name", "company_legal_name", "company_name", "email", "notification_emails[]", "country_code",
			"address", "zip_code", "city", "default_currency", "is_natural_person", "activities_count", "orders_count", "commission",
			"confirmation_token", "website",
		},
	},
	{
		Operation: "registerSupplier", Name: "already-registered", Status: 400,
		Replies: map[string][]vendortest.Reply{"login": {{Status: 400}}},
		Run: func(t require.TestingT, client *http.Client) {
			_, progress, err := musement.Onboard(ctx, tapedOnboarding(t), tapedOptions(t, client)...)
			require.ErrorIs(t, err, musement.ErrAlreadyRegistered)
			require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
			contract.Refused(t, err, invalid("email"))
			require.Equal(t, musement.Progress{}, progress)
		},
	},
	{
		// The orders of a supplier, page by page.
		Operation: "listOrders", Name: "to-the-end",
		Replies: map[string][]vendortest.Reply{"listOrders": {{}, {Body: "[]"}}},
		Run: func(t require.TestingT, client *http.Client) {
			var found []string
			for order, err := range taped(t, client).Orders(ctx, nil) {
				require.NoError(t, err)
				found = append(found, order.Identifier)
			}
			require.Equal(t, []string{"MUS0000001"}, found)
		},
	},
}

func tapedOnboarding(t require.TestingT) musement.Onboarding {
	return musement.Onboarding{Supplier: tapedSupplier(t), Registration: registration()}
}
