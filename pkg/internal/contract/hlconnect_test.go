package contract

import (
	"context"
	"net/http"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// connect makes a client of Hal Leonard Connect: the vendor these tests of the
// tests are tried on.
func connect(t require.TestingT, client *http.Client) *hlconnectapi.Client {
	made, err := transport.New(transport.Config{
		Vendor: "hlconnect", Server: hlconnectapi.ServerProduction,
		Authenticator: transport.Fixed("accessToken", "Authorization", "Bearer ", boxoffice.Secret("example-access-token")),
	}, boxoffice.WithHTTPClient(client))
	require.NoError(t, err)
	return hlconnectapi.NewClient(made)
}

// once: a refusal is looked at, not waited out.
var once = boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})

// health, order, validated and refused are good cases: the plain outcomes of a
// list, a nested list, an object with a secret, and a refusal.
func health() Case {
	return Case{Operation: "getHealth", Example: "healthy", Run: func(t require.TestingT, client *http.Client) {
		res, err := connect(t, client).GetHealth(context.Background())
		require.NoError(t, err)
		require.Equal(t, []hlconnectapi.HealthItem{{Name: "db", Health: true}}, res)
	}}
}

func validated() Case {
	return Case{Operation: "validatePurchase", Run: func(t require.TestingT, client *http.Client) {
		var response boxoffice.Response
		res, err := connect(t, client).Raw.ValidatePurchase(context.Background(), hlconnectapi.PurchaseValidateBeforePaymentRequest{
			AssetID: boxoffice.Set(int64(1499)), CustomerIP: boxoffice.Set("203.0.113.1"), Quantity: boxoffice.Set(int64(3)),
		}, boxoffice.WithResponse(&response))
		require.NoError(t, err)
		require.Equal(t, &hlconnectapi.ValidationToken{Token: "redacted-token", ExpDate: 1770888606}, res)
		require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
	}}
}

func refused() Case {
	return Case{Operation: "getPurchaseInfo", Name: "failed", Status: 502, Run: func(t require.TestingT, client *http.Client) {
		_, err := connect(t, client).Raw.GetPurchaseInfo(context.Background(), hlconnectapi.GetPurchaseInfoParams{OrderID: 12345}, once)
		require.ErrorIs(t, err, boxoffice.ErrServer)
		require.Equal(t, 502, boxoffice.AsError(err).StatusCode)
		require.Equal(t, "The order could not be fulfilled.", boxoffice.AsError(err).Message)
	}}
}

func cancelled() Case {
	return Case{Operation: "cancelPurchase", Run: func(t require.TestingT, client *http.Client) {
		var response boxoffice.Response
		params := hlconnectapi.CancelPurchaseParams{OrderID: 12345, OrderLineID: 1}
		err := connect(t, client).Raw.CancelPurchase(context.Background(), params, boxoffice.WithResponse(&response))
		require.NoError(t, err)
		require.Empty(t, response.Body)
		require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
	}}
}

// order is a sale seen through: several operations on one tape. Its assertions
// read only some of the answer it is about.
func order() Case {
	return Case{
		Operation: "getPurchaseInfo",
		Unread: []string{
			"[].customer", "[].country_code", "[].asset_id", "[].order_id", "[].order_line_id", "[].view_url", "[].quantity",
			"header X-Environment",
		},
		Run: func(t require.TestingT, client *http.Client) {
			validated().Run(t, client)
			err := connect(t, client).Raw.RegisterPurchase(context.Background(), hlconnectapi.PurchaseRegisterRequest{
				Token: "redacted-token", OrderNumber: 12345, OrderLineID: 1, Customer: "Alex Example", UnitPrice: "3.95", LineItemPrice: "11.85",
			})
			require.NoError(t, err)
			res, err := connect(t, client).Raw.GetPurchaseInfo(context.Background(), hlconnectapi.GetPurchaseInfoParams{OrderID: 12345})
			require.NoError(t, err)
			require.Len(t, res.Items, 1)
			line := res.Items[0]
			require.Equal(t, "COMPLETED", line.Status)
			require.Equal(t, boxoffice.Decimal("3.95"), line.UnitPrice)
			require.Equal(t, boxoffice.Decimal("11.85"), line.LineItemPrice)
			require.Equal(t, "redacted-download_url", string(line.DownloadURL))
		},
	}
}
