package venuemanager_test

import (
	"net/http"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
)

var payPages = venuemanagerapi.PayOrderRequest{
	SuccessURL: "https://example.com/success", FailedURL: "https://example.com/failed", PaymentMethod: boxoffice.Ptr("creditcard"),
}

// orderCases are ordering and paying.
var orderCases = []contract.Case{
	{Operation: "createOrder", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{
			SellableID: boxoffice.Ptr(int64(23)), ProductID: boxoffice.Ptr(int64(51)), Quantity: 5, Date: boxoffice.Ptr(boxoffice.Date("2019-02-19")),
			Properties: &venuemanagerapi.OrderLineProperties{Name: boxoffice.Ptr("Fornavn Efternavn"), CountryCode: boxoffice.Ptr("DK"), OldCardID: boxoffice.Ptr(int64(5823))},
		}}})
		require.NoError(t, err)
		decoded(t, `{"id":65478,"number":"AB1C2D3E"}`, res.Order)
		require.EqualValues(t, "https://customer.admin.venuemanager.net/api/core/order/65478", res.Location)
	}},
	{Operation: "createOrder", Name: "no-lines", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{}})
		refused(t, err, boxoffice.ErrBadRequest, "0", "Argument 'orderLines' missing or empty.")
	}},
	{Operation: "payWithSavedCard", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).PayWithSavedCard(ctx, 123)
		require.NoError(t, err)
		decoded(t, `{"id":43}`, res)
	}},
	{Operation: "payWithSavedCard", Name: "rejected", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).PayWithSavedCard(ctx, 123)
		refused(t, err, boxoffice.ErrBadRequest, "0", "Rejected by acquirer")
	}},
	{Operation: "payOrder", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).PayOrder(ctx, payPages)
		require.NoError(t, err)
		require.Nil(t, res.PaymentPage)
		decoded(t, `[{"id":43}]`, res.NothingToPay)
	}},
	{Operation: "payOrder", Name: "page", Status: 201, Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).PayOrder(ctx, payPages)
		require.NoError(t, err)
		require.Nil(t, res.NothingToPay)
		decoded(t, `{"id":43,"Location":"https://payment.example.com/payments/example-payment"}`, res.PaymentPage)
	}},
}

// loyaltyCases are barcodes and vouchers.
var loyaltyCases = []contract.Case{
	{Operation: "registerLoyaltyBarcode", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).RegisterLoyaltyBarcode(ctx, venuemanagerapi.RegisterLoyaltyBarcodeRequest{Code: "XYZ1234"})
		require.NoError(t, err)
		decoded(t, `{"points":12}`, res)
	}},
	{Operation: "registerLoyaltyBarcode", Name: "no-code", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).RegisterLoyaltyBarcode(ctx, venuemanagerapi.RegisterLoyaltyBarcodeRequest{})
		refused(t, err, boxoffice.ErrBadRequest, "0", `Argument "code" missing or empty.`)
	}},
	{Operation: "registerLoyaltyBarcode", Name: "expired", Status: 403, Example: "expired", Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).RegisterLoyaltyBarcode(ctx, venuemanagerapi.RegisterLoyaltyBarcodeRequest{Code: "XYZ1234"})
		refused(t, err, boxoffice.ErrForbidden, "1001", "Loyalty barcode no longer valid")
	}},
	{Operation: "registerLoyaltyBarcode", Name: "used", Status: 403, Example: "used", Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).RegisterLoyaltyBarcode(ctx, venuemanagerapi.RegisterLoyaltyBarcodeRequest{Code: "XYZ1234"})
		refused(t, err, boxoffice.ErrForbidden, "1002", "Loyalty barcode already used")
	}},
	{Operation: "registerLoyaltyBarcode", Name: "unknown", Status: 404, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).RegisterLoyaltyBarcode(ctx, venuemanagerapi.RegisterLoyaltyBarcodeRequest{Code: "XYZ1234"})
		refused(t, err, boxoffice.ErrNotFound, "1000", "Unknown loyalty barcode: XYZ1234")
	}},
	{Operation: "getVoucherCode", Example: "unused", Live: true, Run: func(t require.TestingT, client *http.Client) {
		code := contract.Env(t, "VENUEMANAGER_VOUCHER_CODE", "XYZ1234")
		res, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: code})
		require.NoError(t, err)
		decoded(t, `{"id":123,"voucherId":120,"code":"XYZ1234","isValid":true,
			"creationPrice":{"amount":100,"discount":0,"vatPercentage":25,"currencyCode":"DKK"}}`, res)
	}},
	{Operation: "getVoucherCode", Name: "used", Status: 200, Example: "used", Run: func(t require.TestingT, client *http.Client) {
		res, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: "XYZ1234"})
		require.NoError(t, err)
		decoded(t, `{"id":123,"voucherId":120,"code":"XYZ1234","isValid":false,"message":"Rabatkoden er allerede brugt"}`, res)
	}},
	{Operation: "getVoucherCode", Name: "no-code", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: " "})
		refused(t, err, boxoffice.ErrBadRequest, "0", "No voucher code given.")
	}},
	{Operation: "getVoucherCode", Name: "unknown", Status: 404, Run: func(t require.TestingT, client *http.Client) {
		_, err := customer(t, client).GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: "XYZ1234"})
		refused(t, err, boxoffice.ErrNotFound, "0", "Unknown voucher code.")
	}},
	{Operation: "redeemVoucherCode", Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).RedeemVoucherCode(ctx, &venuemanagerapi.RedeemVoucherCodeRequest{ID: boxoffice.Ptr(int64(123))})
		require.NoError(t, err)
	}},
	{Operation: "redeemVoucherCode", Name: "no-id", Status: 400, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).RedeemVoucherCode(ctx, nil)
		refused(t, err, boxoffice.ErrBadRequest, "0", "No voucher code id given.")
	}},
	{Operation: "redeemVoucherCode", Name: "redeemed", Status: 403, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).RedeemVoucherCode(ctx, &venuemanagerapi.RedeemVoucherCodeRequest{ID: boxoffice.Ptr(int64(123))})
		refused(t, err, boxoffice.ErrForbidden, "0", "Voucher code already redeemed.")
	}},
	{Operation: "redeemVoucherCode", Name: "unknown", Status: 404, Run: func(t require.TestingT, client *http.Client) {
		err := customer(t, client).RedeemVoucherCode(ctx, &venuemanagerapi.RedeemVoucherCodeRequest{ID: boxoffice.Ptr(int64(123))})
		refused(t, err, boxoffice.ErrNotFound, "0", "Unknown voucher code.")
	}},
}
