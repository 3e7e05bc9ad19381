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
	AssetID: boxoffice.Ptr(int64(1499)), CustomerIP: boxoffice.Ptr("203.0.113.1"), Quantity: boxoffice.Ptr(int64(3)),
}

var sold = hlconnectapi.PurchaseRegisterRequest{
	Token: "example-validation-token", OrderNumber: 12345, OrderLineID: 1, Customer: "Alex Example", UnitPrice: "3.95", LineItemPrice: "11.85",
}

func validate(shop *hlconnect.Client) error {
	_, err := shop.ValidatePurchase(ctx, intended)
	return err
}
func register(shop *hlconnect.Client) error { _, err := shop.RegisterPurchase(ctx, sold); return err }

// saleCases are validating a sale and registering it.
var saleCases = slices.Concat(
	[]contract.Case{
		{Operation: "validatePurchase", Live: true, Run: func(t require.TestingT, client *http.Client) {
			res, err := caller(t, client).ValidatePurchase(ctx, intended)
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, res.StatusCode)
			decoded(t, `{"token":"redacted-token","exp_date":1770888606}`, res.JSON200)
			require.Equal(t, "SANDBOX", *res.Headers200.XEnvironment)
		}},
		// Hal Leonard publishes no refusal of a region; this one is made up to show
		// what becomes of one that says so.
		{Operation: "validatePurchase", Name: "region", Status: http.StatusUnprocessableEntity,
			Replies: map[string][]vendortest.Reply{"validatePurchase": {{Status: http.StatusUnprocessableEntity, Body: map[string]any{
				"name": "Unprocessable entity", "message": "The asset is restricted in this region.", "code": 0, "status": 422,
			}}}},
			Run: func(t require.TestingT, client *http.Client) {
				err := validate(caller(t, client))
				answered(t, err, boxoffice.ErrUnprocessable, 422, "The asset is restricted in this region.")
				var region *hlconnect.RegionError
				require.ErrorAs(t, err, &region)
			}},
		{Operation: "registerPurchase", Run: func(t require.TestingT, client *http.Client) {
			res, err := caller(t, client).RegisterPurchase(ctx, sold)
			require.NoError(t, err)
			require.Equal(t, http.StatusCreated, res.StatusCode)
			require.Empty(t, res.Body)
			require.Equal(t, "SANDBOX", *res.Headers201.XEnvironment)
		}},
		{Operation: "registerPurchase", Name: "parts", Status: http.StatusCreated, Run: func(t require.TestingT, client *http.Client) {
			parts := sold
			parts.OrderNumber, parts.LineItemPrice = 12346, "3.95"
			parts.Parts = []hlconnectapi.AssetPartForm{{AssetID: 472169, OrderLineID: 1}}
			res, err := caller(t, client).RegisterPurchase(ctx, parts)
			require.NoError(t, err)
			require.Equal(t, http.StatusCreated, res.StatusCode)
			require.Equal(t, "SANDBOX", *res.Headers201.XEnvironment)
		}},
	},
	refusals("validatePurchase", validate,
		refusal{"bad-request", http.StatusBadRequest, boxoffice.ErrBadRequest, "The request is not valid."},
		unauthorized,
		refusal{"no-asset", http.StatusNotFound, boxoffice.ErrNotFound, "The asset does not exist."},
		refusal{"invalid", http.StatusUnprocessableEntity, boxoffice.ErrUnprocessable, "The request did not pass validation."},
		broken),
	refusals("registerPurchase", register,
		unauthorized,
		refusal{"no-asset", http.StatusNotFound, boxoffice.ErrNotFound, "The asset does not exist."},
		refusal{"exists", http.StatusConflict, boxoffice.ErrConflict, "The order already exists."},
		refusal{"invalid", http.StatusUnprocessableEntity, boxoffice.ErrUnprocessable, "The request did not pass validation."},
		broken),
)
