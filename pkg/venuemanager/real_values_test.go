package venuemanager_test

// Answers of shops whose values are written otherwise than documented.

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

const jsonType = "application/json"

func product(price, more string) string {
	return `{"id":3,"name":"Dagsbillet","label":"d","productType":"admission",` + price + `"vat":29.9,"currencyCode":"DKK","hasInventoryPerDate":true` + more + "}"
}

func products(t *testing.T, contentType, body string) ([]venuemanagerapi.Product, boxoffice.Response, error) {
	t.Helper()
	var response boxoffice.Response
	list, err := answering(t, 200, contentType, body).ListProducts(context.Background(), nil, boxoffice.WithResponse(&response))
	return list, response, err
}

func TestAnEmptyPHPObjectDoesNotCostTheCatalogue(t *testing.T) {
	for more, problems := range map[string]int{
		`,"properties":[]`: 0, `,"properties":null`: 0, `,"properties":{}`: 0,
		`,"appData":[]`: 1, `,"appData":""`: 1, `,"appData":false`: 1, `,"properties":0`: 1,
	} {
		list, response, err := products(t, jsonType, "["+product(`"priceInclVat":149.50,`, `,"properties":{"seasonCardIsBuyable":"1"}`)+","+product(`"priceInclVat":"149.50",`, more)+"]")
		require.NoError(t, err, more)
		require.Len(t, list, 2)
		require.EqualValues(t, "149.50", list[1].PriceInclVAT)
		require.Zero(t, list[1].AppData)
		require.Len(t, response.Problems, problems, more)
	}
}

// PHP writes a list with holes, as array_filter leaves it, as an object.
func TestAListThatPHPMadeAnObjectOfIsRead(t *testing.T) {
	for _, body := range []string{
		`{"0":` + product(`"priceInclVat":1,`, "") + `,"2":` + product(`"priceInclVat":2,`, "") + "}",
		`{"7":` + product(`"priceInclVat":1,`, "") + `,"3":` + product(`"priceInclVat":"2",`, "") + "}",
	} {
		list, _, err := products(t, jsonType, body)
		require.NoError(t, err, body)
		require.Len(t, list, 2)
		require.EqualValues(t, "2", list[1].PriceInclVAT)
	}
	for _, body := range []string{`{}`, `{"a":{}}`, `{"0":null}`, `{"0":{}}`, `{"-1":` + product(`"priceInclVat":1,`, "") + "}"} {
		_, _, err := products(t, jsonType, body)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, body)
	}
	invoices, err := export(t, jsonType, `{"1":`+jsonInvoice("5")+`,"4":`+jsonInvoice("6")+"}")
	require.NoError(t, err)
	require.Len(t, invoices, 2)
}

func TestAPriceThatIsNoneIsAnErrorThatNamesIt(t *testing.T) {
	for _, price := range []string{"", `"priceInclVat":null,`, `"priceInclVat":"",`, `"priceInclVat":"12,5",`, `"priceInclVat":{},`, `"PriceInclVat":1,`, `"priceInclVat":1,"priceInclVat":2,`} {
		list, _, err := products(t, jsonType, "["+product(`"priceInclVat":1,`, "")+","+product(price, "")+"]")
		require.Nil(t, list, price)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		require.ErrorContains(t, err, "[1].priceInclVat: ", price)
		part, ok := boxoffice.Partial[[]venuemanagerapi.Product](err)
		require.True(t, ok)
		require.Len(t, part, 2)
		require.Equal(t, "Dagsbillet", part[1].Name)
		require.Empty(t, part[1].PriceInclVAT)
	}
}

func TestAnotherKeyDoesNotOverwriteAValue(t *testing.T) {
	order, err := ordered(answering(t, 201, jsonType, `{"ID":1,"id":65478,"Id":2,"iD":3,"number":"AB","NUMBER":"XY"}`))
	require.NoError(t, err)
	require.EqualValues(t, 65478, order.ID)
	require.Equal(t, "AB", order.Number)
}

func TestWhatIsUnmistakablyANumberOrAFlagIsRead(t *testing.T) {
	for written, want := range map[string]int64{"65478": 65478, `"65478"`: 65478, "65478.0": 65478, "6.5478e4": 65478, `"65478.00"`: 65478, "-0": 0, "9223372036854775807": 9223372036854775807} {
		order, err := ordered(answering(t, 201, jsonType, `{"id":`+written+`,"number":"AB"}`))
		require.NoError(t, err, written)
		require.Equal(t, want, order.ID, written)
	}
	for _, written := range []string{"65478.5", `"65478.5"`, `""`, `"65 478"`, `"0x10"`, "9223372036854775808", `"abc"`, "true", "[65478]", "null", `"65478 "`, `"+1"`} {
		_, err := ordered(answering(t, 201, jsonType, `{"id":`+written+`,"number":"AB"}`))
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, written)
		require.ErrorContains(t, err, "response: id: ", written)
	}
	for written, want := range map[string]bool{"true": true, "1": true, `"1"`: true, `"true"`: true, "false": false, "0": false, `"0"`: false, `"false"`: false} {
		list, _, err := products(t, jsonType, "["+strings.Replace(product(`"priceInclVat":1,`, ""), `Date":true`, `Date":`+written, 1)+"]")
		require.NoError(t, err, written)
		require.Equal(t, want, list[0].HasInventoryPerDate, written)
	}
	for _, written := range []string{"2", `"yes"`, `""`, "1.5", "[]", "null", `"TRUE"`} {
		_, _, err := products(t, jsonType, "["+strings.Replace(product(`"priceInclVat":1,`, ""), `Date":true`, `Date":`+written, 1)+"]")
		require.ErrorContains(t, err, "[0].hasInventoryPerDate: ", written)
	}
}

func TestAPlacedOrderThatCannotBeReadKeepsItsId(t *testing.T) {
	for name, body := range map[string]string{
		"number as number": `{"id":65478,"number":12345}`, "no number": `{"id":"65478"}`, "number null": `{"number":null,"id":65478}`,
		"cut off": `{"id":65478,"number":"AB`, "a notice behind": `{"id":65478,"number":"AB"}<br /><b>Notice</b>`,
	} {
		_, err := ordered(answering(t, 201, jsonType, body, "Location", "https://myshop.example/order/65478"))
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, name)
		part, ok := boxoffice.Partial[*venuemanagerapi.CreateOrderResult](err)
		require.True(t, ok, name)
		require.EqualValues(t, 65478, part.ID, name)
		require.EqualValues(t, "https://myshop.example/order/65478", part.Location)
		e := boxoffice.AsError(err)
		require.Equal(t, 201, e.StatusCode)
		require.Equal(t, body, string(e.Body))
		require.Equal(t, "https://myshop.example/order/65478", e.Header.Get("Location"))
	}
	for _, status := range []int{200, 202, 203} {
		_, err := ordered(answering(t, status, jsonType, `{"id":65478,"number":"AB"}`))
		part, ok := boxoffice.Partial[*venuemanagerapi.CreateOrderResult](err)
		require.True(t, ok, status)
		require.EqualValues(t, 65478, part.ID)
	}
	_, err := ordered(answering(t, 201, jsonType, `{"id":654`))
	_, ok := boxoffice.Partial[*venuemanagerapi.CreateOrderResult](err)
	require.False(t, ok, "the id may go on")
}

func TestAPaymentWhosePageIsRefusedKeepsItsTransaction(t *testing.T) {
	shop := answering(t, 201, jsonType, `{"id":43}`, "Location", "javascript:alert(1)")
	_, err := shop.PayOrder(context.Background(), venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/a", FailedURL: "https://example.com/b"})
	part, ok := boxoffice.Partial[*venuemanagerapi.PayOrderResult](err)
	require.True(t, ok)
	require.EqualValues(t, 43, part.PaymentPage.ID)
	require.Empty(t, part.PaymentPage.Location)
}

func TestAnOptionalAddressThatIsNoneDoesNotCostTheOrder(t *testing.T) {
	var response boxoffice.Response
	shop := answering(t, 201, jsonType, `{"id":43,"number":"AB"}`, "Location", "javascript:alert(1)")
	order, err := shop.CreateOrder(context.Background(), venuemanagerapi.CreateOrderRequest{
		OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 2}},
	}, boxoffice.WithResponse(&response))
	require.NoError(t, err)
	require.EqualValues(t, 43, order.ID)
	require.Empty(t, order.Location)
	require.Equal(t, []boxoffice.Problem{{Path: "header Location", Text: "is no http or https address"}}, response.Problems)
}

func TestAnErrorObjectIsNoOrderNoListAndNoToken(t *testing.T) {
	ctx := context.Background()
	const body = `{"error":"Udsolgt","errorCode":7}`
	for _, other := range []string{`{"success":false,"error":{"code":7,"message":"Udsolgt"}}`, `{"status":"error","code":"7","errors":[{"message":"Udsolgt"}]}`} {
		_, err := ordered(answering(t, 201, jsonType, other))
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, other)
		require.Equal(t, "Udsolgt", boxoffice.AsError(err).Message, other)
		require.Equal(t, "7", boxoffice.AsError(err).Code, other)
	}
	for name, call := range map[string]func(*venuemanager.Client) error{
		"order":   func(c *venuemanager.Client) error { _, err := ordered(c); return err },
		"list":    func(c *venuemanager.Client) error { _, err := c.ListProducts(ctx, nil); return err },
		"product": func(c *venuemanager.Client) error { _, err := c.GetProduct(ctx, nil); return err },
	} {
		for _, status := range []int{200, 201} {
			err := call(answering(t, status, jsonType, body))
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, name)
			require.Equal(t, "Udsolgt", boxoffice.AsError(err).Message, name)
			require.Equal(t, "7", boxoffice.AsError(err).Code, name)
			require.Nil(t, boxoffice.AsError(err).Partial, name)
		}
	}
	var failed error
	for _, err := range exporting(t, jsonType, body).Invoices(ctx, nil) {
		failed = err
	}
	require.Equal(t, "Udsolgt", boxoffice.AsError(failed).Message, "a list that is read as a stream")
}

func TestTextInAnotherCharsetIsTranscodedOrRefused(t *testing.T) {
	list := func(name string) string {
		return "[" + strings.Replace(product(`"priceInclVat":1,`, ""), "Dagsbillet", name, 1) + "]"
	}
	for contentType, name := range map[string]string{
		"application/json; charset=ISO-8859-1": "\xc5rskort", "application/json;charset=windows-1252": "\xc5rskort", `application/json; charset="latin1"`: "\xc5rskort",
		"application/json; charset=utf8": "Årskort", "application/json": "Årskort", "application/json; charset": "Årskort",
	} {
		got, _, err := products(t, contentType, list(name))
		require.NoError(t, err, contentType)
		require.Equal(t, "Årskort", got[0].Name, contentType)
	}
	got, _, err := products(t, jsonType, "\ufeff"+list("Årskort"))
	require.NoError(t, err, "a byte order mark")
	require.Equal(t, "Årskort", got[0].Name)
	for contentType, name := range map[string]string{
		"application/json": "\xc5rskort", "application/json; charset=utf-8": "\xc5rskort", "application/json; charset=us-ascii": "Årskort",
		"application/json; charset=utf-16": "rskort", "application/json; charset=klingon": "rskort", "application/json;a=b": `\ud800rskort`,
	} {
		_, _, err := products(t, contentType, list(name))
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, contentType)
		require.NotContains(t, err.Error(), "rskort")
	}
}

func TestTextThatIsNotUTF8IsNotSent(t *testing.T) {
	sent := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { sent++; _, _ = io.WriteString(w, "{}") }))
	defer server.Close()
	shop, err := venuemanager.New("myshop", venuemanager.Token(boxoffice.Secret("example-token")), boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	ctx, bad := context.Background(), "\xc5se"
	_, err = shop.ListProducts(ctx, &venuemanagerapi.ListProductsParams{LanguageCode: &bad})
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.ErrorContains(t, err, "languageCode is not UTF-8 text")
	err = shop.MarkInvoiceAsPaid(ctx, bad)
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.ErrorContains(t, err, "externalId is not UTF-8 text")
	_, err = shop.CreateCustomer(ctx, venuemanagerapi.CreateCustomerRequest{Address: []venuemanagerapi.AddressField{{Value: &bad}}})
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.ErrorContains(t, err, "address[0].value is not UTF-8 text")
	require.Zero(t, sent)
}

// exporting is an API user of a shop that answers so.
func exporting(t *testing.T, contentType, body string) *venuemanager.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	shop, err := venuemanager.New("myshop", erp, boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	return shop
}
