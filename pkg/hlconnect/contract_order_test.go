package hlconnect_test

import (
	"net/http"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
)

var aLine = hlconnectapi.CancelPurchaseParams{OrderID: 12345, OrderLineID: 1}

func look(shop *hlconnect.Client) (any, error) {
	return shop.Raw.GetPurchaseInfo(ctx, hlconnectapi.GetPurchaseInfoParams{OrderID: 12345})
}

func cancelALine(shop *hlconnect.Client) (any, error) {
	return nil, shop.Raw.CancelPurchase(ctx, aLine)
}

// orderCases are what became of an order, and cancelling a line of it.
var orderCases = slices.Concat(
	[]contract.Case{
		{Operation: "getPurchaseInfo", Live: true, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).Raw.GetPurchaseInfo(ctx, hlconnectapi.GetPurchaseInfoParams{OrderID: 12345}, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `[{"order_id":12345,"order_line_id":1,"asset_id":1499,"customer":"Alex Example","unit_price":3.95,
				"line_item_price":11.85,"quantity":3,"country_code":"DE","download_url":"redacted-download_url",
				"view_url":"redacted-view_url","status":"COMPLETED"}]`, res.Items)
			require.EqualValues(t, "11.85", res.Items[0].LineItemPrice)
			require.Nil(t, res.InProcess)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		{Operation: "getPurchaseInfo", Name: "working", Status: http.StatusAccepted, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).Raw.GetPurchaseInfo(ctx, hlconnectapi.GetPurchaseInfoParams{OrderID: 12345}, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusAccepted, response.StatusCode)
			contract.Same(t, `{"status":"PROCESSING"}`, res.InProcess)
			require.Nil(t, res.Items)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		{Operation: "getPurchaseInfo", Name: "failed", Status: http.StatusBadGateway, Run: func(t require.TestingT, client *http.Client) {
			poller := caller(t, client).Poller(12345)
			done, err := poller.Poll(ctx)
			require.True(t, done)
			var failed *hlconnect.PurchaseFailedError
			require.ErrorAs(t, err, &failed)
			require.Equal(t, "FAILED", failed.Status)
			require.Equal(t, "The order could not be fulfilled.", failed.Reason())
			require.Equal(t, http.StatusBadGateway, boxoffice.AsError(err).StatusCode)
		}},
		{Operation: "cancelPurchase", Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			err := caller(t, client).Raw.CancelPurchase(ctx, aLine, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusCreated, response.StatusCode)
			require.Empty(t, response.Body)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		{Operation: "cancelPurchase", Name: "not-cancellable", Status: http.StatusBadRequest, Run: func(t require.TestingT, client *http.Client) {
			err := caller(t, client).Cancel(ctx, 12345, 1)
			contract.Refused(t, err, refusal("", 400, "The order line cannot be cancelled in its present status."))
			var refused *hlconnect.NotCancellableError
			require.ErrorAs(t, err, &refused)
		}},
	},
	contract.Refusals("getPurchaseInfo", caller, look,
		unauthorized,
		refusal("not-found", http.StatusNotFound, "No order with this number."),
		broken),
	contract.Refusals("cancelPurchase", caller, cancelALine,
		unauthorized,
		refusal("not-found", http.StatusNotFound, "No order for this order and line."),
		broken),
)
