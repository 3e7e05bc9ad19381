package venuemanager_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

func TestAResultAsJSONIsTheDataOfTheAnswer(t *testing.T) {
	t.Parallel()
	fake := venuemanagertest.New(t)
	fake.AddCustomer("alice@example.com", "correct horse")
	fake.Reply("createOrder", vendortest.Reply{
		Status: 201, Header: map[string][]string{"Location": {"/api/core/order/7"}}, Body: map[string]any{"id": 7, "number": "AB7C"},
	})
	shop := newShop(t, fake, alice)
	order, err := shop.CreateOrder(t.Context(), venuemanagerapi.CreateOrderRequest{
		OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 1}},
	})
	require.NoError(t, err)
	text, err := json.Marshal(order)
	require.NoError(t, err)
	require.JSONEq(t, `{"id": 7, "number": "AB7C", "Location": "`+fake.URL()+`/api/core/order/7"}`, string(text))

	fake.Reply("payOrder", vendortest.Reply{
		Status: 201, Header: map[string][]string{"Location": {"https://payment.example.com/payments/8"}}, Body: map[string]any{"id": 8},
	})
	payment, err := shop.PayOrder(t.Context(), venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/paid", FailedURL: "https://example.com/failed"})
	require.NoError(t, err)
	text, err = json.Marshal(payment)
	require.NoError(t, err)
	require.JSONEq(t, `{"PaymentPage": {"id": 8, "Location": "https://payment.example.com/payments/8"}}`, string(text))
}
