package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

// shopVisit is the fake shop and how its callers reach it.
type shopVisit struct {
	fake *venuemanagertest.Fake
	t    *table
}

func init() {
	register(visit{"venuemanager", "Venue Manager: a visit to a shop", venueManager})
	registerFault(fault{"venuemanager", "Venue Manager: the answer to an order breaks off", cutOrder})
}

// venueManager lives one visit to a shop: look around, become a customer, buy,
// pay, use a voucher and a barcode, and read the invoices.
func venueManager(ctx context.Context, t *table) error {
	fake, err := venuemanagertest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	v := &shopVisit{fake, t}
	for _, part := range []func(context.Context) error{v.lookAround, v.buy, v.vouchersAndBarcodes, v.invoices} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	for _, violation := range fake.Violations() {
		t.step("(the fake)", 0, violation.String(), "")
	}
	return nil
}

func (v *shopVisit) client(credential venuemanager.Credential) (*venuemanager.Client, error) {
	return venuemanager.New("myshop", credential,
		boxoffice.WithBaseURL(v.fake.URL()), v.t.watch(), venuemanager.WithApp("DemoApp", "Linux - demo"))
}

func (v *shopVisit) lookAround(ctx context.Context) error {
	guest, err := v.client(venuemanager.Guest{})
	if err != nil {
		return err
	}
	defer func() { _ = guest.Close(ctx) }()

	fields, err := guest.GetAddressConfiguration(ctx, &venuemanagerapi.GetAddressConfigurationParams{LanguageCode: boxoffice.Ptr("da")})
	if err != nil {
		return err
	}
	v.t.step("getAddressConfiguration", 200,
		fmt.Sprintf("the address form asks for %s", (fields)[0].Field), "the address form asks for firstname")

	if err := guest.ValidateToken(ctx); err != nil {
		return err
	}
	v.t.step("createGuestToken, validateToken", 204, fmt.Sprintf("a guest after %d login", len(v.fake.Requests("createGuestToken"))), "a guest after 1 login")

	categories, err := guest.ListCategories(ctx, nil)
	if err != nil {
		return err
	}
	v.t.step("listCategories", 200, (categories)[0].Name, "Årskort")
	products, err := guest.ListProducts(ctx, nil)
	if err != nil {
		return err
	}
	product := (products)[0]
	v.t.step("listProducts", 200,
		fmt.Sprintf("%s for %s %s", product.Name, product.PriceInclVAT, product.CurrencyCode), "Årskort 2019 for 685 DKK")
	return nil
}

func (v *shopVisit) buy(ctx context.Context) error {
	nobody, err := v.client(venuemanager.Anonymous{})
	if err != nil {
		return err
	}
	created, err := nobody.CreateCustomer(ctx, venuemanagerapi.CreateCustomerRequest{
		Password: "a demo password",
		Address:  []venuemanagerapi.AddressField{{Field: boxoffice.Ptr("email"), Value: boxoffice.Ptr("alice@example.com")}},
	})
	if err != nil {
		return err
	}
	v.t.step("createCustomer", 200, fmt.Sprintf("token %v", created.Token), "token [redacted]")

	alice, err := v.client(venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("a demo password")})
	if err != nil {
		return err
	}
	defer func() { _ = alice.Close(ctx) }()
	customer, err := alice.GetCustomer(ctx, created.CustomerID)
	if err != nil {
		return err
	}
	v.t.step("createToken, getCustomer", 200, customer.Username, "alice@example.com")

	for _, round := range []string{"first", "second"} {
		order, err := alice.CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{
			OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 1}},
		})
		if err != nil {
			return err
		}
		v.t.step("createOrder", 201, fmt.Sprintf("%s order, Location given: %t", round, order.Location != ""), round+" order, Location given: true")
		if err := v.pay(ctx, alice, 201, "go to a page of the payment provider"); err != nil {
			return err
		}
		v.fake.CompletePayments()
	}
	// The customer came back from the page and the shop is asked once more.
	if err := v.pay(ctx, alice, 200, "nothing left to pay"); err != nil {
		return err
	}

	// The shop forgets every token; nobody notices.
	v.fake.RevokeTokens()
	if _, err := alice.GetCustomer(ctx, created.CustomerID); err != nil {
		return err
	}
	v.t.step("getCustomer, token revoked", 200, fmt.Sprintf("renewed behind the call, %d logins in all", len(v.fake.Requests("createToken"))), "renewed behind the call, 2 logins in all")
	return nil
}

func (v *shopVisit) pay(ctx context.Context, c *venuemanager.Client, status int, expected string) error {
	payment, err := c.PayOrder(ctx, venuemanagerapi.PayOrderRequest{
		SuccessURL: "https://example.com/paid", FailedURL: "https://example.com/failed",
	})
	if err != nil {
		return err
	}
	outcome := "nothing left to pay"
	if payment.PaymentPage != nil {
		outcome = "go to a page of the payment provider"
	}
	v.t.step("payOrder", status, outcome, expected)
	return nil
}

func (v *shopVisit) vouchersAndBarcodes(ctx context.Context) error {
	v.fake.AddVoucherCode("XYZ1234")
	v.fake.AddBarcode("BAR-1", 12, false)
	guest, err := v.client(venuemanager.Guest{})
	if err != nil {
		return err
	}
	defer func() { _ = guest.Close(ctx) }()

	code, err := guest.GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: "XYZ1234"})
	if err != nil {
		return err
	}
	v.t.step("getVoucherCode", 200, fmt.Sprintf("valid: %t", code.IsValid), "valid: true")
	redeem := &venuemanagerapi.RedeemVoucherCodeRequest{ID: &code.ID}
	if err := guest.RedeemVoucherCode(ctx, redeem); err != nil {
		return err
	}
	v.t.step("redeemVoucherCode", 204, "redeemed", "redeemed")
	err = guest.RedeemVoucherCode(ctx, redeem)
	v.t.refused("redeemVoucherCode, again", err, "venuemanager: redeemVoucherCode: answered 403 Forbidden")

	barcode := venuemanagerapi.RegisterLoyaltyBarcodeRequest{Code: "BAR-1"}
	points, err := guest.RegisterLoyaltyBarcode(ctx, barcode)
	if err != nil {
		return err
	}
	v.t.step("registerLoyaltyBarcode", 200, fmt.Sprintf("%d points", points.Points), "12 points")
	_, err = guest.RegisterLoyaltyBarcode(ctx, barcode)
	v.t.refused("registerLoyaltyBarcode, again", err, "venuemanager: registerLoyaltyBarcode: answered 403 Forbidden (code 1002)")
	var refusal *boxoffice.Error
	if errors.As(err, &refusal) {
		v.t.step("  what the error holds", refusal.StatusCode, fmt.Sprintf("code %s, message %q, %s", refusal.Code, refusal.Message, refusal.Delivery),
			`code 1002, message "Loyalty barcode already used", answered`)
	}
	return nil
}

func (v *shopVisit) invoices(ctx context.Context) error {
	v.fake.AddAPIUser("erp", "a demo password")
	for i := range 5 {
		v.fake.AddInvoice(venuemanagerapi.Invoice{
			ID: int64(100 + i), Number: int64(65478 + i), OrderID: 1, Type: venuemanagerapi.InvoiceTypeInvoice,
			TotalAmount: "4200.50", TotalDiscount: "0", TotalVAT: "840.10", CurrencyCode: "DKK",
			Customer: venuemanagerapi.InvoiceCustomer{ID: 17721},
		}, fmt.Sprintf("DG%d", i))
	}
	erp, err := v.client(venuemanager.APIUser{Name: "erp", Password: boxoffice.Secret("a demo password")})
	if err != nil {
		return err
	}
	for _, form := range []venuemanagerapi.ListInvoicesParamsFormat{venuemanagerapi.ListInvoicesParamsFormatJSON, venuemanagerapi.ListInvoicesParamsFormatXML} {
		params := &venuemanagerapi.ListInvoicesParams{Limit: boxoffice.Ptr(int64(2)), Format: &form}
		count, amount := 0, boxoffice.Decimal("")
		for invoice, err := range erp.Invoices(ctx, params) {
			if err != nil {
				return err
			}
			count, amount = count+1, invoice.TotalAmount
		}
		v.t.step("listInvoices as "+strings.ToUpper(string(form)), 200, fmt.Sprintf("%d invoices, the last of %s", count, amount), "5 invoices, the last of 4200.50")
	}
	if err := erp.MarkInvoiceAsPaid(ctx, "DG0"); err != nil {
		return err
	}
	v.t.step("markInvoiceAsPaid", 204, "marked", "marked")
	_, err = erp.CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{}})
	v.t.refused("createOrder as API user", err, "venuemanager: createOrder: unusable credential: the operation needs a credential of scheme customerToken and this client has one of apiUser")
	return nil
}

// cutOrder is an order that was placed and whose answer breaks off: it is not sent
// again, and the caller is told that it may have been placed.
func cutOrder(ctx context.Context, t *table) error {
	fake, err := venuemanagertest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	fake.AddCustomer("alice@example.com", "a demo password")
	v := &shopVisit{fake, t}
	alice, err := v.client(venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("a demo password")})
	if err != nil {
		return err
	}
	w := meet(fake.Server, "createOrder", vendortest.DropWithinAnswer())
	_, err = alice.CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{
		OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 1}},
	})
	saw := fmt.Sprintf("%v; look before ordering again: %t", err, boxoffice.IsOutcomeUnknown(err))
	w.steps(t, saw,
		"venuemanager: createOrder: answered 201 Created: unexpected response: the body broke off (outcome unknown); look before ordering again: true",
		"200 POST /api/core/customer/token",
		"201 POST /api/core/order, fault: drop-within-answer")
	return alice.Close(ctx)
}
