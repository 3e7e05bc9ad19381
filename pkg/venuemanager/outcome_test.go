package venuemanager_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

// The order is placed, and the answer is a little other than documented, as real
// servers write it. A program that follows the README (ErrOutcomeUnknown: look
// first; any other error: it did not work) must not order twice.
func TestAPlacedOrderIsNotAFailedOne(t *testing.T) {
	const body = `{"id":65478,"number":"AB1C2D3E"}`
	for what, answer := range map[string]struct {
		status int
		body   string
	}{
		"200 for 201":      {200, body},
		"202 for 201":      {202, body},
		"no id":            {201, `{"number":"AB"}`},
		"number as number": {201, `{"id":65478,"number":12345}`},
		"empty body":       {201, ""},
		"notice before":    {201, "<br />\n<b>Notice</b>: Undefined index<br />\n" + body},
		"a gateway's 503":  {503, `{"message":"upstream"}`},
	} {
		t.Run(what, func(t *testing.T) {
			var deliveries atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				deliveries.Add(1)
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(answer.status)
				_, _ = io.WriteString(w, answer.body)
			}))
			defer server.Close()
			shop, err := venuemanager.New("myshop", venuemanager.Token(boxoffice.Secret("example-token")), boxoffice.WithBaseURL(server.URL))
			require.NoError(t, err)
			_, err = shop.CreateOrder(context.Background(), venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{}})
			require.EqualValues(t, 1, deliveries.Load())
			require.True(t, boxoffice.IsOutcomeUnknown(err), "reads as: not ordered: %v", err)
			require.False(t, boxoffice.SafeToRepeat(err))
			require.Equal(t, answer.status, boxoffice.AsError(err).StatusCode)
			require.Equal(t, answer.body, string(boxoffice.AsError(err).Body))
		})
	}
}
