package hlconnect_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/wire"
	"github.com/boxoffice-go/boxoffice/specs"
)

// A parameter that has become required is sent though nobody gives it.
func TestAnOrderIsNamedByItsNumbersAlone(t *testing.T) {
	const headers = "\nAccept: application/json\nAuthorization: Bearer example-access-token\n"
	for want, call := range map[string]func(*hlconnect.Client) error{
		"DELETE /purchase/cancel?order_id=1&order_line_id=2": func(shop *hlconnect.Client) error {
			err := shop.Raw.CancelPurchase(ctx, hlconnectapi.CancelPurchaseParams{OrderID: 1, OrderLineID: 2})
			return err
		},
		"GET /purchase/download-url?order_id=1&order_line_id=2": func(shop *hlconnect.Client) error {
			_, err := shop.GetDownloadURL(ctx, hlconnectapi.GetDownloadURLParams{OrderID: 1, OrderLineID: 2})
			return err
		},
		"GET /purchase/view-url?order_id=1&order_line_id=2": func(shop *hlconnect.Client) error {
			_, err := shop.GetViewURL(ctx, hlconnectapi.GetViewURLParams{OrderID: 1, OrderLineID: 2})
			return err
		},
		"GET /purchase/info?order_id=1": func(shop *hlconnect.Client) error {
			_, err := shop.Raw.GetPurchaseInfo(ctx, hlconnectapi.GetPurchaseInfoParams{OrderID: 1})
			return err
		},
	} {
		sent := wire.Sent(t, func(client *http.Client) { require.ErrorIs(t, call(caller(t, client)), boxoffice.ErrNotFound) })
		require.Equal(t, []string{want + headers}, sent)
	}
}

// Every operation's address and headers, and the least that it sends.
func TestWhatEveryOperationSendsIsOnTheWire(t *testing.T) {
	wire.Golden(t, specs.HLConnect, func(client *http.Client) []any {
		shop := caller(t, client)
		return []any{shop.Client, &shop.Raw}
	})
}
