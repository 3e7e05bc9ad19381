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

var payPages = venuemanagerapi.PayOrderRequest{
	SuccessURL: "https://example.com/success", FailedURL: "https://example.com/failed", PaymentMethod: boxoffice.Ptr("creditcard"),
}

// orderCases are ordering and paying.
var orderCases = slices.Concat(
	[]contract.Case{
		{Operation: "createOrder", Run: func(t require.TestingT, client *http.Client) {
			res, err := customer(t, client).CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{
				SellableID: boxoffice.Ptr(int64(23)), ProductID: boxoffice.Ptr(int64(51)), Quantity: 5, Date: boxoffice.Ptr(boxoffice.Date("2019-02-19")),
				Properties: &venuemanagerapi.OrderLineProperties{Name: boxoffice.Ptr("Fornavn Efternavn"), CountryCode: boxoffice.Ptr("DK"), OldCardID: boxoffice.Ptr(int64(5823))},
			}}})
			require.NoError(t, err)
			contract.Same(t, `{"id":65478,"number":"AB1C2D3E"}`, res.Order)
			require.EqualValues(t, "https://customer.admin.venuemanager.net/api/core/order/65478", res.Location)
		}},
		{Operation: "createOrder", Name: "no-lines", Status: 400, Run: func(t require.TestingT, client *http.Client) {
			_, err := customer(t, client).CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{}})
			contract.Refused(t, err, contract.Refusal{Status: 400, Code: "0", Message: "Argument 'orderLines' missing or empty."})
		}},
	},
	operation{ID: "payWithSavedCard", Call: func(c *venuemanager.Client) (any, error) {
		return c.PayWithSavedCard(ctx, 123)
	}, Want: `{"id":43}`, Refusals: []contract.Refusal{
		{Name: "rejected", Status: 400, Code: "0", Message: "Rejected by acquirer"},
	}}.Cases(customer),
	[]contract.Case{
		{Operation: "payOrder", Run: func(t require.TestingT, client *http.Client) {
			res, err := customer(t, client).PayOrder(ctx, payPages)
			require.NoError(t, err)
			require.Nil(t, res.PaymentPage)
			contract.Same(t, `[{"id":43}]`, res.NothingToPay)
		}},
		{Operation: "payOrder", Name: "page", Status: 201, Run: func(t require.TestingT, client *http.Client) {
			res, err := customer(t, client).PayOrder(ctx, payPages)
			require.NoError(t, err)
			require.Nil(t, res.NothingToPay)
			contract.Same(t, `{"id":43,"Location":"https://payment.example.com/payments/example-payment"}`, res.PaymentPage)
		}},
	},
)

// loyaltyCases are barcodes and vouchers.
var loyaltyCases = slices.Concat(
	operation{ID: "registerLoyaltyBarcode", Call: func(c *venuemanager.Client) (any, error) {
		return c.RegisterLoyaltyBarcode(ctx, venuemanagerapi.RegisterLoyaltyBarcodeRequest{Code: "XYZ1234"})
	}, Want: `{"points":12}`, Refusals: []contract.Refusal{
		{Name: "expired", Status: 403, Example: "expired", Code: "1001", Message: "Loyalty barcode no longer valid"},
		{Name: "used", Status: 403, Example: "used", Code: "1002", Message: "Loyalty barcode already used"},
		{Name: "unknown", Status: 404, Code: "1000", Message: "Unknown loyalty barcode: XYZ1234"},
	}}.Cases(customer),
	[]contract.Case{
		{Operation: "registerLoyaltyBarcode", Name: "no-code", Status: 400, Run: func(t require.TestingT, client *http.Client) {
			_, err := customer(t, client).RegisterLoyaltyBarcode(ctx, venuemanagerapi.RegisterLoyaltyBarcodeRequest{})
			contract.Refused(t, err, contract.Refusal{Status: 400, Code: "0", Message: `Argument "code" missing or empty.`})
		}},
		{Operation: "getVoucherCode", Example: "unused", Live: true, Run: func(t require.TestingT, client *http.Client) {
			code := contract.Env(t, "VENUEMANAGER_VOUCHER_CODE", "XYZ1234")
			res, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: code})
			require.NoError(t, err)
			contract.Same(t, `{"id":123,"voucherId":120,"code":"XYZ1234","isValid":true,
				"creationPrice":{"amount":100,"discount":0,"vatPercentage":25,"currencyCode":"DKK"}}`, res)
		}},
		{Operation: "getVoucherCode", Name: "used", Status: 200, Example: "used", Run: func(t require.TestingT, client *http.Client) {
			res, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: "XYZ1234"})
			require.NoError(t, err)
			contract.Same(t, `{"id":123,"voucherId":120,"code":"XYZ1234","isValid":false,"message":"Rabatkoden er allerede brugt"}`, res)
		}},
		{Operation: "getVoucherCode", Name: "no-code", Status: 400, Run: func(t require.TestingT, client *http.Client) {
			_, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: " "})
			contract.Refused(t, err, contract.Refusal{Status: 400, Code: "0", Message: "No voucher code given."})
		}},
		{Operation: "getVoucherCode", Name: "unknown", Status: 404, Run: func(t require.TestingT, client *http.Client) {
			_, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: "XYZ1234"})
			contract.Refused(t, err, contract.Refusal{Status: 404, Code: "0", Message: "Unknown voucher code."})
		}},
	},
	operation{ID: "redeemVoucherCode", Call: func(c *venuemanager.Client) (any, error) {
		return nil, c.RedeemVoucherCode(ctx, &venuemanagerapi.RedeemVoucherCodeRequest{ID: boxoffice.Ptr(int64(123))})
	}, Refusals: []contract.Refusal{
		{Name: "redeemed", Status: 403, Code: "0", Message: "Voucher code already redeemed."},
		{Name: "unknown", Status: 404, Code: "0", Message: "Unknown voucher code."},
	}}.Cases(customer),
	[]contract.Case{
		{Operation: "redeemVoucherCode", Name: "no-id", Status: 400, Run: func(t require.TestingT, client *http.Client) {
			err := customer(t, client).RedeemVoucherCode(ctx, nil)
			contract.Refused(t, err, contract.Refusal{Status: 400, Code: "0", Message: "No voucher code id given."})
		}},
	},
)
