package hlconnect_test

import (
	"net/http"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

var intended = hlconnectapi.PurchaseValidateBeforePaymentRequest{
	AssetID: boxoffice.Set(int64(1499)), CustomerIP: boxoffice.Set("203.0.113.1"), Quantity: boxoffice.Set(int64(3)),
}

var sold = hlconnectapi.PurchaseRegisterRequest{
	Token: "example-validation-token", OrderNumber: 12345, OrderLineID: 1, Customer: "Alex Example", UnitPrice: "3.95", LineItemPrice: "11.85",
}

func validate(shop *hlconnect.Client) (any, error) { return shop.Raw.ValidatePurchase(ctx, intended) }
func register(shop *hlconnect.Client) (any, error) { return nil, shop.Raw.RegisterPurchase(ctx, sold) }

// saleCases are validating a sale and registering it.
var saleCases = slices.Concat(
	[]contract.Case{
		{Operation: "validatePurchase", Live: true, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).Raw.ValidatePurchase(ctx, intended, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `{"token":"redacted-token","exp_date":1770888606}`, res)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		// Hal Leonard publishes no refusal of a region; this one is made up to show
		// what becomes of one that says so.
		{Operation: "validatePurchase", Name: "region", Status: http.StatusUnprocessableEntity,
			Replies: map[string][]vendortest.Reply{"validatePurchase": {{Status: http.StatusUnprocessableEntity, Body: map[string]any{
				"name": "Unprocessable entity", "message": "The asset is restricted in this region.", "code": 0, "status": 422,
			}}}},
			Run: func(t require.TestingT, client *http.Client) {
				_, err := validate(caller(t, client))
				contract.Refused(t, err, refusal("", 422, "The asset is restricted in this region."))
				var region *hlconnect.RegionError
				require.ErrorAs(t, err, &region)
			}},
		{Operation: "registerPurchase", Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			err := caller(t, client).Raw.RegisterPurchase(ctx, sold, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusCreated, response.StatusCode)
			require.Empty(t, response.Body)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		{Operation: "registerPurchase", Name: "parts", Status: http.StatusCreated, Run: func(t require.TestingT, client *http.Client) {
			parts := sold
			parts.OrderNumber, parts.LineItemPrice = 12346, "3.95"
			parts.Parts = boxoffice.Set([]hlconnectapi.AssetPartForm{{AssetID: 472169, OrderLineID: 1}})
			var response boxoffice.Response
			err := caller(t, client).Raw.RegisterPurchase(ctx, parts, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusCreated, response.StatusCode)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
	},
	contract.Refusals("validatePurchase", caller, validate,
		refusal("bad-request", http.StatusBadRequest, "The request is not valid."),
		unauthorized,
		refusal("no-asset", http.StatusNotFound, "The asset does not exist."),
		refusal("invalid", http.StatusUnprocessableEntity, "The request did not pass validation."),
		broken),
	contract.Refusals("registerPurchase", caller, register,
		unauthorized,
		refusal("no-asset", http.StatusNotFound, "The asset does not exist."),
		refusal("exists", http.StatusConflict, "The order already exists."),
		refusal("invalid", http.StatusUnprocessableEntity, "The request did not pass validation."),
		broken),
)
