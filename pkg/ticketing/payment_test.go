package ticketing_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

var card = ticketingapi.SettleOrderRequest{
	Number: "example-card-number", Cvv: 123, ExpiryDate: "12/30", Name: "Jane Doe", Email: "jane.doe@example.com",
	Phone: "+1 (268) 555 0100", Address1: "1 Example Street", City: "St. John's", District: "Saint John", Country: "Antigua and Barbuda",
}

func TestOnlyAnAuthorisedPaymentIsNoError(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)))
	fake.Reply("settleOrder", vendortest.Reply{Example: "authorised"}, vendortest.Reply{Example: "declined"},
		vendortest.Reply{Body: map[string]string{"status": "Pending"}, Undocumented: true}, vendortest.Reply{Body: map[string]string{}})

	payment, err := client.Pay(t.Context(), "0A1B2C3D4E5F", card)
	require.NoError(t, err)
	require.EqualValues(t, "152.97", payment.Amount)
	require.JSONEq(t, `123`, bodyField(t, fake.Requests("settleOrder")[0], "cvv"), "the card is sent as it is")

	payment, err = client.Pay(t.Context(), "0A1B2C3D4E5F", card)
	var declined *ticketing.DeclinedError
	require.ErrorAs(t, err, &declined)
	require.Equal(t, payment, declined.Payment)
	require.EqualError(t, declined, "the card was declined")
	require.Equal(t, ticketingapi.PaymentStatusDeclined, payment.Status)
	require.EqualError(t, err, "ticketing: settleOrder: answered 201 Created: the card was declined")
	require.Equal(t, boxoffice.Answered, boxoffice.AsError(err).Delivery)

	for range 2 {
		_, err = client.Pay(t.Context(), "0A1B2C3D4E5F", card)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "the card may have been charged")
	}
	fake.Reply("settleOrder", vendortest.Reply{Status: http.StatusConflict})
	_, err = client.Pay(t.Context(), "0A1B2C3D4E5F", card)
	require.ErrorIs(t, err, boxoffice.ErrConflict)
}
