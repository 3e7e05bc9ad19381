package hlconnect_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/internal/statustable"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// TestWhatACallerIsToldForEveryStatusIsDocumented answers every step of a sale
// with every status, and holds what the caller is told against the table in the
// package's documentation. Money follows these words.
func TestWhatACallerIsToldForEveryStatusIsDocumented(t *testing.T) {
	var table statustable.Table
	answers := statustable.Refusals("")
	for _, status := range []int{400, 404, 409, 422, 502} { // those with a documented meaning
		answers = append(answers, statustable.Answer{Kind: statustable.HTMLPage, Status: status})
	}
	answers = append(answers, statustable.Answer{Kind: statustable.GatewayJSON, Status: 404}, statustable.Answer{Kind: failedOrder})
	answers = append(answers, statustable.Odd()...)
	for _, step := range []struct {
		name, operation string
		call            func(t *testing.T, shop *hlconnect.Client, number int64) error
	}{
		{"Validate, validatePurchase", "validatePurchase", func(t *testing.T, shop *hlconnect.Client, number int64) error {
			_, err := shop.Validate(t.Context(), order(number), 1)
			return err
		}},
		{"Purchase, validatePurchase", "validatePurchase", purchase},
		{"Purchase, registerPurchase", "registerPurchase", purchase},
		{"Register, registerPurchase", "registerPurchase", func(t *testing.T, shop *hlconnect.Client, number int64) error {
			token, err := shop.Validate(t.Context(), order(number), 1)
			if err != nil {
				t.Fatal(err)
			}
			return shop.Register(t.Context(), order(number), 1, token)
		}},
		{"Purchase, getPurchaseInfo after registering", "getPurchaseInfo", purchase},
		{"Purchase, getPurchaseInfo after a 422", "getPurchaseInfo", purchase},
		{"Poller.Wait, getPurchaseInfo of a registered order", "getPurchaseInfo", func(t *testing.T, shop *hlconnect.Client, number int64) error {
			ctx, cancel := contextFor(t, time.Minute)
			defer cancel()
			_, err := shop.Poller(number).Wait(ctx)
			return err
		}},
		{"Cancel, cancelPurchase of a registered order", "cancelPurchase", func(t *testing.T, shop *hlconnect.Client, number int64) error {
			return shop.Cancel(t.Context(), number, 1)
		}},
	} {
		bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
			if strings.HasSuffix(step.name, " after a 422") {
				fake.Reply("validatePurchase", vendortest.Reply{Status: http.StatusUnprocessableEntity})
			}
			for i, answer := range answers {
				number := int64(i + 1)
				if strings.HasSuffix(step.name, " of a registered order") {
					require.NoError(t, purchase(t, shop, number))
				}
				client := fake.HTTPClient()
				client.Transport = answering(client.Transport, step.operation, answer)
				err := step.call(t, connect(t, fake.Server, boxoffice.WithHTTPClient(client)), number)
				advice := hlconnect.Advise(err)
				table.Told(step.name, answer, fmt.Sprintf("%s: %s", told(err), advice.Action))

				require.NotEmpty(t, advice.Text, "%s, %v", step.name, answer)
				registered := slices.ContainsFunc(fake.Purchases(), func(p hlconnecttest.Purchase) bool { return p.Order == number })
				require.False(t, advice.Action == hlconnect.Refund && registered, "%s, %v: a refund is advised for a line that is registered", step.name, answer)
			}
		})
	}
	table.IsDocumented(t, "hlconnect.go", "Status by status")
}

func purchase(t *testing.T, shop *hlconnect.Client, number int64) error {
	ctx, cancel := contextFor(t, 5*time.Minute)
	defer cancel()
	_, err := shop.Purchase(ctx, order(number))
	return err
}

// told is the kind of an error.
func told(err error) string {
	var cannot *hlconnect.NotCancellableError
	switch {
	case err == nil:
		return "no error"
	case errors.As(err, &cannot):
		return "NotCancellableError"
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", err), "*hlconnect.")
}

// answering answers one operation in a way of its own.
func answering(way http.RoundTripper, operation string, answer statustable.Answer) http.RoundTripper {
	body := `{"name":"No","message":"No.","code":0}`
	if answer.Kind == failedOrder {
		answer, body = statustable.Answer{Status: http.StatusBadGateway}, `{"status":"FAILED","message":"No."}`
	}
	return statustable.Answering(way, func(req *http.Request) bool { return operationOf(req) == operation }, answer, body)
}

const failedOrder = "502 that reads FAILED"
