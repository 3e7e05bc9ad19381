package hlconnect_test

import (
	"net/http"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// bought is a fake with a purchase, its client, and how the way back goes wrong.
func bought(t *testing.T, lose func(n int32) bool) (*hlconnecttest.Fake, *hlconnect.Client) {
	t.Helper()
	fake := hlconnecttest.New(t, vendortest.InMemory())
	var n atomic.Int32
	shop := connect(t, fake.Server, boxoffice.WithHTTPClient(afterwards(fake.HTTPClient(), "cancelPurchase", func(res *http.Response) (*http.Response, error) {
		if !lose(n.Add(1)) {
			return res, nil
		}
		_ = res.Body.Close()
		return nil, syscall.ECONNRESET
	})))
	_, err := shop.Purchase(t.Context(), order(7))
	require.NoError(t, err)
	return fake, shop
}

func TestACancellationWhoseAnswerIsLostIsFoundOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, shop := bought(t, func(int32) bool { return true })
		require.NoError(t, shop.Cancel(t.Context(), 7, 1))
		require.Equal(t, 1, count(fake, "cancelPurchase"))
		require.Equal(t, hlconnect.StatusCanceled, fake.Purchases()[0].Status)
		items, err := shop.Poller(7).Wait(t.Context())
		require.NoError(t, err)
		require.Equal(t, hlconnect.StatusCanceled, items[0].Status, "a program compares with the constant")
	})
}

func TestACancellationThatDidNotArriveIsSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, shop := bought(t, func(int32) bool { return false })
		times(fake, "cancelPurchase", 2, gateway(http.StatusBadGateway))
		require.NoError(t, shop.Cancel(t.Context(), 7, 1))
		require.Equal(t, 3, count(fake, "cancelPurchase"))
	})
}

func TestACancellationThatArrivesLateIsNoRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, shop := bought(t, func(int32) bool { return false })
		times(fake, "cancelPurchase", 1, gateway(http.StatusGatewayTimeout))
		// The first one arrives between the look and the second.
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation == "cancelPurchase" && count(fake, "cancelPurchase") == 2 {
				err := connect(t, fake.Server).Raw.CancelPurchase(t.Context(), cancelled)
				if err != nil {
					t.Error(err)
				}
			}
			return nil
		})
		require.NoError(t, shop.Cancel(t.Context(), 7, 1))
	})
}

func TestACancellationThatStaysUnknownIsToldSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, shop := bought(t, func(int32) bool { return true })
		fake.Reply("cancelPurchase", gateway(http.StatusBadGateway))
		err := shop.Cancel(t.Context(), 7, 1)
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		require.Equal(t, "call Cancel again with the same order and line numbers", unknown.Next())
		require.Equal(t, 3, count(fake, "cancelPurchase"))

		fake.Reply("getPurchaseInfo", gateway(http.StatusServiceUnavailable))
		require.ErrorAs(t, shop.Cancel(t.Context(), 7, 1), &unknown)
	})
}

func TestALostCancellationOfWhatDoesNotExistOrMayNotBeCancelledIsToldSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, shop := bought(t, func(n int32) bool { return n == 1 })
		require.ErrorIs(t, shop.Cancel(t.Context(), 8, 1), boxoffice.ErrNotFound)

		times(fake, "cancelPurchase", 1, gateway(http.StatusBadGateway))
		fake.Reply("cancelPurchase", vendortest.Reply{Status: http.StatusBadRequest})
		var refused *hlconnect.NotCancellableError
		require.ErrorAs(t, shop.Cancel(t.Context(), 7, 1), &refused)
	})
}

func TestTheEndOfTheContextEndsACancellation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, shop := bought(t, func(int32) bool { return false })
		slow := gateway(http.StatusServiceUnavailable)
		slow.Header = http.Header{"Retry-After": {"3600"}}
		fake.Reply("cancelPurchase", slow)
		ctx, cancel := contextFor(t, time.Minute)
		defer cancel()
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, shop.Cancel(ctx, 7, 1), &unknown)
		require.Equal(t, 1, count(fake, "cancelPurchase"))
	})
}
