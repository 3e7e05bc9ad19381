package venuemanager_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

var erp = venuemanager.APIUser{Name: "erp", Password: boxoffice.Secret("battery staple")}

func shopWithInvoices(t *testing.T, count int) (*venuemanagertest.Fake, *venuemanager.Client) {
	t.Helper()
	fake := venuemanagertest.New(t)
	fake.AddAPIUser(erp.Name, erp.Password.Reveal())
	for i := range count {
		fake.AddInvoice(venuemanagerapi.Invoice{
			ID: int64(i), Number: int64(1000 + i), OrderID: 1, Type: venuemanagerapi.InvoiceTypeInvoice,
			TotalAmount: "12345678901234567.10", TotalDiscount: "0", TotalVAT: "0.30", CurrencyCode: "DKK",
			Lines: []venuemanagerapi.InvoiceLine{{ID: 1, Type: "admission", Quantity: 2, Amount: "100.0", Discount: "50", VATPercentage: "25", TotalAmount: "150", Numbers: []int64{12340000, 12340001}}},
		}, "")
	}
	return fake, newShop(t, fake, erp)
}

func TestInvoicesAreReadPageByPageUntilTheListEnds(t *testing.T) {
	for _, form := range []venuemanagerapi.ListInvoicesParamsFormat{venuemanagerapi.ListInvoicesParamsFormatJSON, venuemanagerapi.ListInvoicesParamsFormatXML} {
		fake, shop := shopWithInvoices(t, 7)
		var numbers []int64
		for invoice, err := range shop.Invoices(context.Background(), &venuemanagerapi.ListInvoicesParams{Format: &form, Limit: boxoffice.Ptr(int64(3))}) {
			require.NoError(t, err)
			require.EqualValues(t, "12345678901234567.10", invoice.TotalAmount, "money is exact")
			require.Equal(t, []int64{12340000, 12340001}, invoice.Lines[0].Numbers)
			numbers = append(numbers, invoice.Number)
		}
		require.Equal(t, []int64{1000, 1001, 1002, 1003, 1004, 1005, 1006}, numbers)
		requests := fake.Requests("listInvoices")
		require.Len(t, requests, 4, "three pages with invoices and an empty one")
		require.False(t, requests[0].Query.Has("afterNumber"))
		require.Equal(t, "1005", requests[2].Query.Get("afterNumber"))
	}
}

func TestInvoicesBeginAfterAGivenNumber(t *testing.T) {
	_, shop := shopWithInvoices(t, 4)
	count := 0
	for invoice, err := range shop.Invoices(context.Background(), &venuemanagerapi.ListInvoicesParams{AfterNumber: boxoffice.Ptr(int64(1001))}) {
		require.NoError(t, err)
		require.Greater(t, invoice.Number, int64(1001))
		count++
	}
	require.Equal(t, 2, count)
}

func TestLeavingTheLoopEndsTheRequests(t *testing.T) {
	fake, shop := shopWithInvoices(t, 10)
	for invoice, err := range shop.Invoices(context.Background(), &venuemanagerapi.ListInvoicesParams{Limit: boxoffice.Ptr(int64(2))}) {
		require.NoError(t, err)
		if invoice.Number == 1000 {
			break
		}
	}
	require.Len(t, fake.Requests("listInvoices"), 1)
}

func TestAShopThatRepeatsAPageDoesNotLoopForEver(t *testing.T) {
	fake, shop := shopWithInvoices(t, 0)
	fake.Reply("listInvoices", vendortest.Reply{Status: http.StatusOK}) // the documented example, whatever is asked
	count := 0
	for _, err := range shop.Invoices(context.Background(), nil) {
		require.NoError(t, err)
		count++
	}
	require.Equal(t, 1, count)
	require.Len(t, fake.Requests("listInvoices"), 2)
}

func TestAnErrorEndsTheInvoicesOnce(t *testing.T) {
	_, shop := shopWithInvoices(t, 1)
	errs := 0
	for _, err := range shop.Invoices(context.Background(), &venuemanagerapi.ListInvoicesParams{AfterNumber: boxoffice.Ptr(int64(4711))}) {
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
		errs++
	}
	require.Equal(t, 1, errs)
}

func TestABrokenListIsAnErrorWithStatusAfterTheInvoicesBeforeIt(t *testing.T) {
	for name, reply := range map[string]vendortest.Reply{
		"JSON cut off":    {Body: `[{"id":1,"number":5,"type":"invoice"},{"id":2,`},
		"HTML":            {Body: "<html>gone</html>", MediaType: "text/html", Undocumented: true},
		"another root":    {Body: "<html><body/></html>", MediaType: "application/xml"},
		"null":            {Body: "null"},
		"an object":       {Body: `{"error":"no"}`},
		"an odd element":  {Body: `<invoices><other/></invoices>`, MediaType: "application/xml"},
		"a wrong element": {Body: `[{"id":"x"}]`},
	} {
		fake, shop := shopWithInvoices(t, 0)
		reply.Status = http.StatusOK
		fake.Reply("listInvoices", reply)
		var last error
		for _, err := range shop.Invoices(context.Background(), nil) {
			last = err
		}
		require.ErrorIs(t, last, boxoffice.ErrUnexpectedResponse, name)
		require.Equal(t, http.StatusOK, boxoffice.AsError(last).StatusCode, name)
	}
}

func TestPaymentsTellAPageToGoToFromNothingLeftToPay(t *testing.T) {
	fake := venuemanagertest.New(t)
	id := fake.AddCustomer(alice.Username, alice.Password.Reveal())
	card := fake.AddCard(id, "VISA", "100000...3333")
	shop := newShop(t, fake, alice)
	ctx := context.Background()
	order := func() {
		_, err := shop.CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 1}}})
		require.NoError(t, err)
	}
	pages := venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/yes", FailedURL: "https://example.com/no"}

	order()
	payment, err := shop.PayOrder(ctx, pages)
	require.NoError(t, err)
	page := payment.PaymentPage
	require.NotNil(t, page)
	require.Nil(t, payment.NothingToPay)
	require.True(t, strings.HasPrefix(string(page.Location), "https://payment.example.com/"))

	fake.CompletePayments()
	payment, err = shop.PayOrder(ctx, pages)
	require.NoError(t, err)
	require.Equal(t, &venuemanagerapi.PayOrderResult{NothingToPay: []venuemanagerapi.OrderTransaction{page.OrderTransaction}}, payment)

	order()
	paid, err := shop.PayWithSavedCard(ctx, card)
	require.NoError(t, err)
	require.Positive(t, paid.ID)
	_, err = shop.PayWithSavedCard(ctx, card)
	require.ErrorIs(t, err, boxoffice.ErrBadRequest)

	cardPage, err := shop.AddPaymentCard(ctx, venuemanagerapi.AddPaymentCardRequest{SuccessURL: "https://example.com/yes", FailedURL: "https://example.com/no"})
	require.NoError(t, err)
	require.NotEmpty(t, cardPage.Location)
}

func TestAPaymentPageWithoutLocationIsAnErrorThatKeepsTheTransaction(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	fake.Reply("payOrder", vendortest.Reply{Status: http.StatusCreated, Header: http.Header{"Location": nil}, Body: map[string]any{"id": 43}, Undocumented: true})
	_, err := newShop(t, fake, alice).PayOrder(context.Background(), venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/yes", FailedURL: "https://example.com/no"})
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	require.Equal(t, http.StatusCreated, boxoffice.AsError(err).StatusCode)
	require.JSONEq(t, `{"id":43}`, string(boxoffice.AsError(err).Body))
}

func TestALoginURLIsHTTPSAndHasAToken(t *testing.T) {
	for _, bad := range []string{"", "shop.example.com", "http://shop.example.com", "https://", "https://a@shop.example.com", "https://shop.example.com?x=1"} {
		_, err := venuemanager.LoginURL(bad, "one")
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, bad)
	}
	_, err := venuemanager.LoginURL("https://shop.example.com", "")
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
	page, err := venuemanager.LoginURL("https://shop.example.com/da", "a&b")
	require.NoError(t, err)
	require.Equal(t, "https://shop.example.com/da/?login_by_token=a%26b", page)
}
