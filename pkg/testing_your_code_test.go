package pkg_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

// The README's "Testing your own code".
func TestAProgramCanBeTestedAgainstAFake(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer("alice@example.com", "correct horse")
	fake.Reply("payOrder", vendortest.Reply{Status: 200})

	shop, err := venuemanager.New("myshop", venuemanager.Customer{
		Username: "alice@example.com",
		Password: boxoffice.Secret("correct horse"),
	}, boxoffice.WithBaseURL(fake.URL()))
	require.NoError(t, err)

	payment, err := shop.PayOrder(context.Background(), venuemanagerapi.PayOrderRequest{
		SuccessURL: "https://example.com/paid",
		FailedURL:  "https://example.com/failed",
	})
	require.NoError(t, err)
	require.Nil(t, payment.PaymentPage, "nothing left to pay")
	require.Len(t, fake.Requests("payOrder"), 1)
}
