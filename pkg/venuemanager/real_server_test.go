package venuemanager_test

// What shops really send, beside what their documentation shows.

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

// answering is a shop that answers every request alike.
func answering(t *testing.T, status int, contentType, body string, header ...string) *venuemanager.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	shop, err := venuemanager.New("myshop", venuemanager.Token(boxoffice.Secret("example-token")), boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	return shop
}

func ordered(shop *venuemanager.Client) (*venuemanagerapi.CreateOrderResult, error) {
	return shop.CreateOrder(context.Background(), venuemanagerapi.CreateOrderRequest{
		OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 2}},
	})
}

func TestAMalformedParameterDoesNotHideTheMediaType(t *testing.T) {
	for _, contentType := range []string{
		"application/json;charset=utf8", `application/json; charset="utf-8"`, "application/json;", "application/json,",
		"application/json; charset", "application/json; charset=utf-8, application/json", "application/json, application/json",
		"application/json charset=utf-8", "Application/JSON", "text/html; charset=UTF-8", "text/plain",
		"json", ";charset=utf-8", "text/javascript", "application/javascript; charset=utf-8", "application/x-json", "application/json; charset=utf8mb4",
	} {
		order, err := ordered(answering(t, 201, contentType, `{"id":65478,"number":"AB"}`))
		require.NoError(t, err, contentType)
		require.EqualValues(t, 65478, order.ID, contentType)
	}
	for contentType, body := range map[string]string{
		"text/html":        "<html>Sold out</html>",
		"application/json": "<br />\n<b>Notice</b>: Undefined index<br />\n" + `{"id":65478,"number":"AB"}`,
		"text/plain":       `{"id":65478,"number":"AB"} {}`,
		"image/png":        `{"id":65478,"number":"AB"}`,
	} {
		_, err := ordered(answering(t, 201, contentType, body))
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, contentType)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, contentType)
	}
}

func TestAPaymentPageIsAWholeAddress(t *testing.T) {
	pay := func(location string) (*venuemanagerapi.PayOrderResult, error) {
		shop := answering(t, 201, "application/json", `{"id":43}`, "Location", location)
		return shop.PayOrder(context.Background(), venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/a", FailedURL: "https://example.com/b"})
	}
	for _, location := range []string{"/pay/1?x=2", "../pay/1", "//pay.example.com/1", "https://pay.example.com/1"} {
		payment, err := pay(location)
		require.NoError(t, err, location)
		page, err := url.Parse(string(payment.PaymentPage.Location))
		require.NoError(t, err)
		require.True(t, page.IsAbs() && page.Host != "", "%s became %s", location, page)
	}
	for _, location := range []string{"javascript:alert(1)", "mailto:shop@example.com", "file:///etc/passwd", "http://%zz", "https://:443/pay", "https:///pay"} {
		payment, err := pay(location)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, location)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "a payment may have begun")
		require.Nil(t, payment)
	}
}

func TestNoElementOfAListIsInventedOrPassedOver(t *testing.T) {
	const product = `{"id":3,"name":"Dagsbillet","label":"d","productType":"admission","priceInclVat":149.5,"vat":29.9,"currencyCode":"DKK","hasInventoryPerDate":true}`
	for _, body := range []string{"[null," + product + "]", "[" + product + `,{"name":"x"}]`, "[" + product + `,{"error":"No."}]`, "[{}]"} {
		products, err := answering(t, 200, "application/json", body).ListProducts(context.Background(), nil)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, body)
		require.Regexp(t, `response: \[\d\]`, err.Error(), body)
		require.Nil(t, products)
	}
}
