package venuemanager_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

func TestASuccessThatLacksARequiredPropertyIsAnErrorAndKeepsTheAnswer(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	shop := newShop(t, fake, alice)
	order := venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{}}
	for body, property := range map[string]string{`{}`: "id", `{"id":1}`: "number", `{"id":1,"number":null}`: "number"} {
		fake.Reply("createOrder", vendortest.Reply{Status: http.StatusCreated, Body: body})
		res, err := shop.CreateOrder(context.Background(), order)
		require.Nil(t, res)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		require.Contains(t, err.Error(), property)
		require.Equal(t, http.StatusCreated, boxoffice.AsError(err).StatusCode)
		require.Equal(t, body, string(boxoffice.AsError(err).Body))
	}
}

func TestALoginThatAnswersWithoutATokenIsAnUnexpectedResponse(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.Reply("createToken", vendortest.Reply{Status: http.StatusOK, Body: `{}`})
	err := newShop(t, fake, alice).ValidateToken(context.Background())
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	require.Empty(t, fake.Requests("validateToken"))
}

func TestTheCredentialsAreRefusedByTheShopAndNotByAProxysPage(t *testing.T) {
	for body, refused := range map[string]bool{`{"errorCode":0,"message":"Argument 'username' missing or empty."}`: true, `<h1>Bad Request</h1>`: false} {
		fake := venuemanagertest.New(t)
		fake.Reply("createToken", vendortest.Reply{Status: http.StatusBadRequest, Body: body})
		err := newShop(t, fake, alice).ValidateToken(context.Background())
		require.Equal(t, refused, errors.Is(err, boxoffice.ErrCredentialsRefused), body)
		require.ErrorIs(t, err, boxoffice.ErrBadRequest)
	}
}

func TestAnOrderIsCreatedThoughItsAddressIsMissing(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	fake.Reply("createOrder", vendortest.Reply{Status: http.StatusCreated, Header: http.Header{"Location": nil}})
	res, err := newShop(t, fake, alice).CreateOrder(context.Background(), venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{}})
	require.NoError(t, err)
	require.Equal(t, "AB1C2D3E", res.Number)
	require.Empty(t, res.Location)
}

func TestANilRequiredListIsRefusedBeforeAnythingIsSent(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	_, err := newShop(t, fake, alice).CreateOrder(context.Background(), venuemanagerapi.CreateOrderRequest{})
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.Contains(t, err.Error(), "orderLines")
	require.Empty(t, fake.Requests())
}

func TestXMLThatIsNotWhatWasPromisedIsAnErrorAndNoEmptyList(t *testing.T) {
	format := venuemanagerapi.ListInvoicesParamsFormatXML
	for name, body := range map[string]string{
		"another child":    `<invoices><invoice></invoice><other/></invoices>`,
		"text":             `<invoices>Service unavailable</invoices>`,
		"a wrong amount":   `<invoices><invoice><id>1</id><totalAmount>abc</totalAmount></invoice></invoices>`,
		"another root":     `<html></html>`,
		"markup after it":  `<invoices></invoices><invoices/>`,
		"an unclosed root": `<invoices>`,
	} {
		fake, shop := shopWithInvoices(t, 0)
		fake.Reply("listInvoices", vendortest.Reply{Status: http.StatusOK, Body: body, MediaType: "application/xml"})
		_, err := shop.ListInvoices(context.Background(), &venuemanagerapi.ListInvoicesParams{Format: &format})
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, name)
		require.Equal(t, body, string(boxoffice.AsError(err).Body), name)
	}
}

func TestInvoicesInAnotherOrderAreAnErrorAndNotPassedOver(t *testing.T) {
	fake, shop := shopWithInvoices(t, 0)
	for _, number := range []int64{30, 20, 10} {
		fake.AddInvoice(venuemanagerapi.Invoice{Number: number, Type: venuemanagerapi.InvoiceTypeInvoice, TotalAmount: "1", TotalDiscount: "0", TotalVAT: "0", CurrencyCode: "DKK"}, "")
	}
	var last error
	for _, err := range shop.Invoices(context.Background(), nil) {
		last = err
	}
	require.ErrorIs(t, last, boxoffice.ErrUnexpectedResponse)
	require.Contains(t, last.Error(), "rising number")
}

func TestAnotherGuestDoesNotPayForTheFirst(t *testing.T) {
	fake := venuemanagertest.New(t)
	shop := newShop(t, fake, venuemanager.Guest{})
	ctx := context.Background()
	_, err := shop.CreateOrder(ctx, venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 1}}})
	require.NoError(t, err)

	fake.RevokeTokens()
	_, err = shop.PayOrder(ctx, payPages)
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	require.Len(t, fake.Requests("createGuestToken"), 1, "nobody else was sent to pay")

	err = shop.ValidateToken(ctx)
	require.NoError(t, err)
	require.Len(t, fake.Requests("createGuestToken"), 2, "the next call is another guest's")

	fake.RevokeTokens()
	err = shop.ValidateToken(ctx)
	require.NoError(t, err, "what may be repeated is sent again")
}
