package hlconnect_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestAPurchaseInAnUnknownStateIsNotDone(t *testing.T) {
	for state, text := range map[any]string{
		"ON_HOLD":            "ON_HOLD",
		"PENDING":            "PENDING",
		"processing":         "processing",
		"":                   "no state",
		nil:                  "no state",
		"a\nsample-secret 1": "a state of unknown form",
	} {
		bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
			fake.Reply("getPurchaseInfo", vendortest.Reply{Undocumented: true, Body: []any{
				map[string]any{"order_line_id": 1, "asset_id": 472169, "quantity": 3, "status": state},
			}})
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			items, err := shop.Purchase(ctx, order(7))
			require.Nil(t, items)
			var pending *hlconnect.PendingError
			require.ErrorAs(t, err, &pending)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			word, _ := state.(string)
			require.Equal(t, word, pending.Status)
			require.Equal(t, hlconnect.OrderState{Order: 7, Line: 1, Registered: []int64{1}}, pending.OrderState)
			require.EqualError(t, err, "hlconnect: order 7, line 1: not done yet, it reads "+text+": context deadline exceeded")

			ctx, cancel = context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			_, err = shop.Poller(7).Wait(ctx)
			require.ErrorAs(t, err, &pending)
			require.Equal(t, word, pending.Status)
		})
	}
}

func TestAnUnknownStateThatEndsIsWaitedFor(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		times(fake, "getPurchaseInfo", 3, vendortest.Reply{Body: []any{
			map[string]any{"order_line_id": 1, "asset_id": 472169, "quantity": 3, "status": "ON_HOLD"},
		}})
		items, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		require.NotNil(t, items[0].DownloadURL)
		require.Equal(t, 4, count(fake, "getPurchaseInfo"))
	})
}
