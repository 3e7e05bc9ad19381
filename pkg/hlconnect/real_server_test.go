package hlconnect_test

// What the vendor's server really sends, beside what its document shows.

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// The vendor's own client types the quantity of a line as a number.
func TestACompletedLineIsDoneHoweverItsNumbersAreWritten(t *testing.T) {
	for _, item := range []map[string]any{
		{"quantity": json.RawMessage("3.0")}, {"quantity": "3"}, {"quantity": json.RawMessage("3e0"), "asset_id": "472169", "order_line_id": "1.0"}, {"quantity": 3, "unit_price": "3.95", "order_id": "7"},
	} {
		bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
			whole := map[string]any{"order_id": 7, "order_line_id": 1, "asset_id": 472169, "status": "COMPLETED", "download_url": "https://links.example.com/1"}
			maps.Copy(whole, item)
			fake.Reply("getPurchaseInfo", vendortest.Reply{Undocumented: true, Body: []any{whole}})
			items, err := shop.Purchase(t.Context(), order(7))
			require.NoError(t, err)
			require.EqualValues(t, 3, items[0].Quantity)
		})
	}
}

func TestAnErrorObjectIsNoOrderAndNoLink(t *testing.T) {
	const body = `{"code":404,"name":"NotFound","message":"No such asset","status":"error"}`
	for operation, call := range map[string]func(*hlconnect.Client) error{
		"listAssets": func(c *hlconnect.Client) error { _, err := c.ListAssets(t.Context(), nil); return err },
		"getDownloadURL": func(c *hlconnect.Client) error {
			_, err := c.GetDownloadURL(t.Context(), hlconnectapi.GetDownloadURLParams{OrderID: 7, OrderLineID: 1})
			return err
		},
		"getPurchaseInfo": func(c *hlconnect.Client) error {
			_, err := c.Raw.GetPurchaseInfo(t.Context(), hlconnectapi.GetPurchaseInfoParams{OrderID: 7})
			return err
		},
	} {
		fake := hlconnecttest.New(t)
		fake.Reply(operation, vendortest.Reply{Status: 200, Undocumented: true, MediaType: "application/json", Body: body})
		err := call(connect(t, fake.Server))
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, operation)
		require.Equal(t, "No such asset", boxoffice.AsError(err).Message, operation)
	}
}

func TestALineThatIsNoneIsNotPassedOver(t *testing.T) {
	for _, element := range []string{"null", "{}", "[]", `{"error":"x"}`, "1"} {
		fake := hlconnecttest.New(t)
		fake.Reply("getPurchaseInfo", vendortest.Reply{Status: 200, Undocumented: true, MediaType: "application/json", Body: `[{"order_line_id":1,"status":"COMPLETED"},` + element + `]`})
		_, err := connect(t, fake.Server).Raw.GetPurchaseInfo(t.Context(), hlconnectapi.GetPurchaseInfoParams{OrderID: 7})
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, element)
		require.ErrorContains(t, err, "[1]: ", element)
	}
}
