package venuemanager_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/statustable"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

// TestWhatACallerIsToldForEveryStatusIsDocumented answers every payment with every
// status, and holds what the caller is told against the table in the package's
// documentation.
func TestWhatACallerIsToldForEveryStatusIsDocumented(t *testing.T) {
	// A shop where every payment succeeds.
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.HasSuffix(req.URL.Path, "/ordertransaction"):
			w.Header().Set("Location", "https://payment.example.com/payments/example")
			w.WriteHeader(http.StatusCreated)
			_, _ = fmt.Fprint(w, `{"id":43}`)
		case req.URL.Query().Has("clientName") || strings.Contains(req.URL.Path, "paymentcard") && req.Header.Get("Content-Type") != "":
			w.Header().Set("Location", "https://payment.example.com/cards/example")
			w.WriteHeader(http.StatusCreated)
		default:
			_, _ = fmt.Fprint(w, `{"id":43}`)
		}
	}))
	defer server.Close()

	var table statustable.Table
	answers := append(statustable.Refusals(""), statustable.Answer{Kind: statustable.HTMLPage, Status: 404}, statustable.Answer{Kind: statustable.GatewayJSON, Status: 404})
	answers = append(answers, statustable.Odd()...)
	for _, step := range []struct {
		name string
		call func(shop *venuemanager.Client) error
	}{
		{"PayOrder", func(shop *venuemanager.Client) error {
			_, err := shop.PayOrder(t.Context(), venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/y", FailedURL: "https://example.com/n", PaymentMethod: boxoffice.Ptr("creditcard")})
			return err
		}},
		{"PayWithSavedCard", func(shop *venuemanager.Client) error {
			_, err := shop.PayWithSavedCard(t.Context(), 10)
			return err
		}},
		{"AddPaymentCard", func(shop *venuemanager.Client) error {
			_, err := shop.AddPaymentCard(t.Context(), venuemanagerapi.AddPaymentCardRequest{SuccessURL: "https://example.com/y", FailedURL: "https://example.com/n"})
			return err
		}},
	} {
		told := func(way http.RoundTripper) string {
			shop, err := venuemanager.New("myshop", venuemanager.Token(boxoffice.Secret("example-token")), boxoffice.WithBaseURL(server.URL),
				boxoffice.WithHTTPClient(&http.Client{Transport: way}), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
			require.NoError(t, err)
			defer func() { require.NoError(t, shop.Close(context.Background())) }()
			switch err := step.call(shop); {
			case err == nil:
				return "no error"
			case boxoffice.IsOutcomeUnknown(err):
				return "ErrOutcomeUnknown"
			default:
				return "not paid"
			}
		}
		require.Equal(t, "no error", told(server.Client().Transport), step.name)
		for _, answer := range answers {
			table.Told(step.name, answer, told(statustable.Answering(server.Client().Transport, func(*http.Request) bool { return true }, answer, `{"error":"No.","errorCode":1}`)))
		}
	}
	table.IsDocumented(t, "venuemanager.go", "Status by status")
}

func TestAPaymentWithoutItsTransactionIsUnknown(t *testing.T) {
	for body, status := range map[string]int{`[{"error":"No."}]`: 200, `[{"id":43},{}]`: 200, `{"error":"No."}`: 201} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Location", "https://payment.example.com/payments/example")
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, body)
		}))
		shop, err := venuemanager.New("myshop", venuemanager.Token(boxoffice.Secret("example-token")), boxoffice.WithBaseURL(server.URL))
		require.NoError(t, err)
		payment, err := shop.PayOrder(t.Context(), venuemanagerapi.PayOrderRequest{SuccessURL: "https://example.com/y", FailedURL: "https://example.com/n", PaymentMethod: boxoffice.Ptr("creditcard")})
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, body)
		require.Nil(t, payment)
		require.Equal(t, body, string(boxoffice.AsError(err).Body))
		require.NoError(t, shop.Close(context.Background()))
		server.Close()
	}
}
