package venuemanager_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/wire"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/specs"
)

// onWire is the only request that a call makes.
func onWire(t *testing.T, call func(*venuemanager.Client) error) string {
	t.Helper()
	sent := wire.Sent(t, func(client *http.Client) {
		shop, err := venuemanager.New("customer", venuemanager.Token(boxoffice.Secret("t")), boxoffice.WithHTTPClient(client), venuemanager.WithApp("MyApp", "Android 15"))
		require.NoError(t, err)
		require.ErrorIs(t, call(shop), boxoffice.ErrNotFound)
	})
	require.Len(t, sent, 1)
	return sent[0]
}

func TestTheAppIsOnTheWire(t *testing.T) {
	for path, call := range map[string]func(*venuemanager.Client) error{
		"customer/7":            func(shop *venuemanager.Client) error { _, err := shop.GetCustomer(ctx, 7); return err },
		"customer/anonymize":    func(shop *venuemanager.Client) error { _, err := shop.CheckAnonymization(ctx); return err },
		"customer/paymentcards": func(shop *venuemanager.Client) error { _, err := shop.ListPaymentCards(ctx); return err },
	} {
		require.Equal(t, "GET /api/core/"+path+"?clientName=MyApp&clientOs=Android+15\nAccept: application/json\nAuthorization: Bearer t\n", onWire(t, call))
	}
	const app = `"clientName":"MyApp","clientOs":"Android 15"`
	for body, call := range map[string]func(*venuemanager.Client) error{
		`{"address":[],` + app + `,"password":"p"}`: func(shop *venuemanager.Client) error {
			_, err := shop.CreateCustomer(ctx, venuemanagerapi.CreateCustomerRequest{Password: "p", Address: []venuemanagerapi.AddressField{}})
			return err
		},
		`{` + app + `,"password":"p","username":"u"}`: func(shop *venuemanager.Client) error {
			_, err := shop.CreateToken(ctx, venuemanagerapi.CreateTokenRequest{Username: "u", Password: "p"})
			return err
		},
		`{` + app + `}`: func(shop *venuemanager.Client) error {
			err := shop.AnonymizeCustomer(ctx, venuemanagerapi.AnonymizeCustomerRequest{})
			return err
		},
	} {
		require.Contains(t, onWire(t, call), "\n\n"+body)
	}
}

// A parameter that has become required is sent though nobody gives it.
func TestAVoucherCodeIsAskedForByItsCodeAlone(t *testing.T) {
	require.Contains(t, onWire(t, func(shop *venuemanager.Client) error {
		_, err := shop.GetVoucherCode(ctx, venuemanagerapi.GetVoucherCodeParams{Code: "X 1"})
		return err
	}), "GET /api/core/voucher/code?code=X+1\nAccept: application/json\n")
}

// The names of the elements are the shop's. What is decoded here was not made
// from the specification.
func TestTheElementsOfAnInvoiceAreReadByTheShopsNames(t *testing.T) {
	const sent = `<?xml version="1.0" encoding="utf-8"?>
<invoices>
  <invoice>
    <id>1</id><number>2</number><orderId>3</orderId><type>invoice</type><date>2020-01-02T03:04:05+01:00</date>
    <totalAmount>4.50</totalAmount><totalDiscount>0.10</totalDiscount><totalVat>0.90</totalVat><currencyCode>DKK</currencyCode>
    <customer><id>5</id><number>6</number><name>Alex</name><street>Street 1</street><company>C</company><zipCode>1000</zipCode><city>City</city><country>DK</country><email>alex@example.com</email><mobile>7</mobile><phone>8</phone></customer>
    <lines>
      <line><id>9</id><type>admission</type><quantity>2</quantity><amount>1.20</amount><discount>0.00</discount><vatPercentage>25</vatPercentage><totalAmount>2.40</totalAmount><sku>S</sku><numbers><number>10</number><number>11</number></numbers></line>
      <line><id>12</id><type>product</type><quantity>1</quantity><amount>1</amount><discount>0</discount><vatPercentage>0</vatPercentage><totalAmount>1</totalAmount></line>
    </lines>
  </invoice>
</invoices>`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		_, _ = io.WriteString(w, sent)
	}))
	defer server.Close()
	erp, err := venuemanager.New("myshop", venuemanager.APIUser{Name: "erp", Password: boxoffice.Secret("p")}, boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	format := venuemanagerapi.ListInvoicesParamsFormatXML
	invoices, err := erp.ListInvoices(ctx, &venuemanagerapi.ListInvoicesParams{Format: &format})
	require.NoError(t, err)
	require.Len(t, invoices, 1)
	one := invoices[0]
	one.Date = ""
	contract.Same(t, `{"id":1,"number":2,"orderId":3,"type":"invoice","totalAmount":4.50,"totalDiscount":0.10,"totalVat":0.90,"currencyCode":"DKK",
		"customer":{"id":5,"number":"6","name":"Alex","street":"Street 1","company":"C","zipCode":"1000","city":"City","country":"DK","email":"alex@example.com","mobile":"7","phone":"8"},
		"lines":[{"id":9,"type":"admission","quantity":2,"amount":1.20,"discount":0.00,"vatPercentage":25,"totalAmount":2.40,"sku":"S","numbers":[10,11]},
			{"id":12,"type":"product","quantity":1,"amount":1,"discount":0,"vatPercentage":0,"totalAmount":1}]}`, one)
}

// Every operation's address and headers, and the least that it sends.
func TestWhatEveryOperationSendsIsOnTheWire(t *testing.T) {
	wire.Golden(t, specs.VenueManager, func(client *http.Client) []any {
		shop, err := venuemanager.New("customer", venuemanager.Token(boxoffice.Secret("t")), boxoffice.WithHTTPClient(client), venuemanager.WithApp("MyApp", "Android 15"))
		require.NoError(t, err)
		erp, err := venuemanager.New("customer", venuemanager.APIUser{Name: "erp", Password: boxoffice.Secret("p")}, boxoffice.WithHTTPClient(client))
		require.NoError(t, err)
		return []any{shop.Client, &shop.Raw, erp.Client}
	})
}
