package venuemanagertest_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

func shopOf(t *testing.T, fake *venuemanagertest.Fake) *venuemanager.Client {
	t.Helper()
	shop, err := venuemanager.New("myshop", venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("correct horse")},
		boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()))
	require.NoError(t, err)
	return shop
}

var (
	twoTickets = venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 2}}}
	pages      = venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/paid", FailedURL: "https://example.com/failed"}
)

func TestAnOrderOfTheFakeIsPaidOnceThePaymentIsCompleted(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer("alice@example.com", "correct horse")
	shop := shopOf(t, fake)
	_, err := shop.CreateOrder(t.Context(), twoTickets)
	require.NoError(t, err)
	payment, err := shop.PayOrder(t.Context(), pages)
	require.NoError(t, err)
	require.NotNil(t, payment.PaymentPage, "the customer has to go to the page")
	fake.CompletePayments()
	payment, err = shop.PayOrder(t.Context(), pages)
	require.NoError(t, err)
	require.Nil(t, payment.PaymentPage)
}

func TestAHandlerCanUseTheOrderThatTheFakeHasRemembered(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer("alice@example.com", "correct horse")
	var remembered []vendortest.Reply
	fake.Handle("createOrder", func(c *vendortest.Call) vendortest.Reply {
		if len(remembered) == 1 {
			return vendortest.Reply{Status: http.StatusBadRequest}
		}
		remembered = append(remembered, c.FromMemory())
		return remembered[0]
	})
	shop := shopOf(t, fake)
	order, err := shop.CreateOrder(t.Context(), twoTickets)
	require.NoError(t, err)
	require.Contains(t, remembered[0].Header.Get("Location"), strconv.FormatInt(order.ID, 10))
	_, err = shop.CreateOrder(t.Context(), twoTickets)
	require.Equal(t, http.StatusBadRequest, boxoffice.AsError(err).StatusCode)
}

func TestACardOfACustomerWhoDoesNotExistIsAMistake(t *testing.T) {
	fake, err := venuemanagertest.Start()
	require.NoError(t, err)
	defer fake.Close()
	require.Zero(t, fake.AddCard(1, "VISA", "****1111"))
	require.EqualError(t, fake.Err(), "vendortest: AddCard: there is no customer 1")
}

func TestACustomerWhoIsAddedAgainGetsThePassword(t *testing.T) {
	fake := venuemanagertest.New(t)
	first := fake.AddCustomer("alice@example.com", "an older password")
	require.Equal(t, first, fake.AddCustomer("alice@example.com", "correct horse"))
	for range 8 { // a map's order is random
		_, err := shopOf(t, fake).CreateOrder(t.Context(), twoTickets)
		require.NoError(t, err)
	}
}
