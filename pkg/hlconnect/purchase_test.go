package hlconnect_test

import (
	"context"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestAPurchaseIsValidatedRegisteredAndWaitedFor(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetWorking(2)
		items, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		require.Equal(t, []string{"validatePurchase", "registerPurchase", "getPurchaseInfo", "getPurchaseInfo", "getPurchaseInfo"}, asked(fake))
		require.Len(t, items, 1)
		require.Equal(t, "COMPLETED", items[0].Status)
		require.Equal(t, "https://links.example.com/download/example-7-1", string(items[0].DownloadURL))
		require.Equal(t, []hlconnecttest.Purchase{{
			Order: 7, Line: 1, Asset: 472169, Quantity: 3, Customer: "Alex Example", UnitPrice: "3.95", LinePrice: "11.85", Status: "COMPLETED",
		}}, fake.Purchases())
	})
}

func TestEveryLineIsValidatedBeforeOneIsRegistered(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		o := order(7)
		o.Lines = append(o.Lines, line(2), line(3))
		o.Lines[2].AssetID = 4711 // no such asset
		_, err := shop.Purchase(t.Context(), o)
		var refused *hlconnect.RefusedError
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
		require.Equal(t, hlconnect.OrderState{Order: 7, Line: 3}, refused.OrderState)
		require.Equal(t, "The asset does not exist.", refused.Reason())
		require.Equal(t, []string{"validatePurchase", "validatePurchase", "validatePurchase", "getPurchaseInfo"}, asked(fake))
		require.Empty(t, fake.Purchases())

		o.Lines[2].AssetID = 1499
		items, err := shop.Purchase(t.Context(), o)
		require.NoError(t, err)
		require.Len(t, items, 3)
		require.Len(t, fake.Purchases(), 3)
	})
}

func TestARefusedLineNamesThoseThatAreRegistered(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		o := order(7)
		o.Lines = append(o.Lines, line(2))
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			var body struct {
				Line int64 `json:"order_line_id"`
			}
			if c.Operation == "registerPurchase" && c.Bind(&body) && body.Line == 2 {
				return &vendortest.Reply{Status: http.StatusUnprocessableEntity}
			}
			return nil
		})
		_, err := shop.Purchase(t.Context(), o)
		var refused *hlconnect.RefusedError
		require.ErrorAs(t, err, &refused)
		require.Equal(t, hlconnect.OrderState{Order: 7, Line: 2, Registered: []int64{1}}, refused.OrderState)
		require.EqualError(t, err, "hlconnect: order 7, line 2: refused: hlconnect: registerPurchase: answered 422 Unprocessable Entity")
	})
}

func TestARegionAndAQuantityThatAreRefusedAreTold(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetAssets(hlconnecttest.Asset{ID: 472169, MinQuantity: 5, Barred: []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24")}})
		var (
			region   *hlconnect.RegionError
			quantity *hlconnect.QuantityError
			refused  *hlconnect.RefusedError
		)
		_, err := shop.Purchase(t.Context(), order(7))
		require.ErrorAs(t, err, &quantity)
		require.ErrorAs(t, err, &refused)
		require.NotErrorAs(t, err, &region)

		o := order(7)
		o.CustomerIP = netip.MustParseAddr("198.51.100.7")
		_, err = shop.Purchase(t.Context(), o)
		require.ErrorAs(t, err, &region)
		require.ErrorAs(t, err, &refused)
		require.NotErrorAs(t, err, &quantity)
		require.EqualError(t, err, "hlconnect: order 7, line 1: refused: hlconnect: validatePurchase: answered 422 Unprocessable Entity: the asset may not be sold in the region of the customer's address")
		require.Empty(t, fake.Purchases())
	})
}

func TestARefusalWithoutTellingWordsKeepsTheVendorsReason(t *testing.T) {
	for _, body := range []any{
		map[string]any{"name": "Unprocessable entity", "message": "Neither this region nor this quantity.", "code": 7, "status": 422},
		map[string]any{"message": "No."},
		`[{"field":"asset_id","message":"is a secret"}]`,
		`not even JSON`,
		``,
	} {
		fake := hlconnecttest.New(t)
		fake.Reply("validatePurchase", vendortest.Reply{Status: http.StatusUnprocessableEntity, Undocumented: true, Body: body})
		_, err := connect(t, fake.Server).Purchase(t.Context(), order(7))
		var refused *hlconnect.RefusedError
		require.ErrorAs(t, err, &refused)
		var region *hlconnect.RegionError
		var quantity *hlconnect.QuantityError
		require.NotErrorAs(t, err, &region)
		require.NotErrorAs(t, err, &quantity)
		require.Equal(t, boxoffice.AsError(err).Message, refused.Reason())
		require.NotContains(t, err.Error(), "secret")
	}
}

func TestTheWordsOfARefusalAreFoundInAnyShapeOfBody(t *testing.T) {
	for body, want := range map[string]error{
		`{"message":"Asset is not available in your country"}`:                              &hlconnect.RegionError{},
		`{"message":"Not here.","request":{"quantity":3},"hint":"territory"}`:               nil,
		`{"message":"Quantity must be at least 10","request":{"customer_ip":"x"}}`:          &hlconnect.QuantityError{},
		`{"message":"No.","errors":[{"path":"quantity","message":"must be at least 10"}]}`:  &hlconnect.QuantityError{},
		`[{"field":"customer_ip","message":"Regional restrictions apply","quantity_ok":1}]`: &hlconnect.RegionError{},
		`[{"field":"customer_ip","message":"Regional restrictions apply"}]`:                 &hlconnect.RegionError{},
	} {
		fake := hlconnecttest.New(t)
		fake.Reply("validatePurchase", vendortest.Reply{Status: http.StatusBadRequest, Undocumented: true, Body: body})
		_, err := connect(t, fake.Server).Validate(t.Context(), order(7), 1)
		var refused *hlconnect.RefusedError
		require.ErrorAs(t, err, &refused)
		require.Equal(t, want, boxoffice.AsError(err).Err, body)
	}
}

func TestAFailedPurchaseIsToldAfterOneRequest(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.Fail(7, "Hal Leonard's press is broken.")
		_, err := shop.Purchase(t.Context(), order(7))
		var failed *hlconnect.PurchaseFailedError
		require.ErrorAs(t, err, &failed)
		require.Equal(t, "FAILED", failed.Status)
		require.Equal(t, "Hal Leonard's press is broken.", failed.Reason())
		require.Equal(t, hlconnect.OrderState{Order: 7, Registered: []int64{1}}, failed.OrderState)
		require.EqualError(t, err, "hlconnect: order 7: the purchase is FAILED: hlconnect: getPurchaseInfo: answered 502 Bad Gateway")
		require.Equal(t, 1, count(fake, "getPurchaseInfo"))

		_, err = shop.Purchase(t.Context(), order(7))
		require.ErrorAs(t, err, &failed, "and again when called again")
		require.Len(t, fake.Purchases(), 1)
	})
}

func TestALineThatFailedOrWasCancelledIsNoSuccess(t *testing.T) {
	bubble(t, func(t *testing.T, _ *hlconnecttest.Fake, shop *hlconnect.Client) {
		o := order(7)
		o.Lines = append(o.Lines, line(2))
		_, err := shop.Purchase(t.Context(), o)
		require.NoError(t, err)
		require.NoError(t, shop.Cancel(t.Context(), 7, 2))

		items, err := shop.Purchase(t.Context(), o)
		var failed *hlconnect.PurchaseFailedError
		require.ErrorAs(t, err, &failed)
		require.Equal(t, "CANCELED", failed.Status)
		require.Equal(t, int64(2), failed.Line)
		require.Empty(t, failed.Reason())
		require.Len(t, items, 2, "the links of the other line")
		require.EqualError(t, err, "hlconnect: order 7, line 2: the purchase is CANCELED")
	})
}

func TestAnOrderIsResumedByCallingAgain(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetWorking(1000)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		o := order(7)
		o.Lines = append(o.Lines, line(2))
		_, err := shop.Purchase(ctx, o)
		var pending *hlconnect.PendingError
		require.ErrorAs(t, err, &pending)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, hlconnect.OrderState{Order: 7, Registered: []int64{1, 2}}, pending.OrderState)
		require.EqualError(t, err, "hlconnect: order 7: not done yet: context deadline exceeded")

		fake.SetWorking(0)
		for range 1000 {
			done, err := shop.Poller(7).Poll(t.Context())
			require.NoError(t, err)
			if done {
				break
			}
		}
		before := count(fake, "registerPurchase")
		items, err := shop.Purchase(t.Context(), o)
		require.NoError(t, err)
		require.Len(t, items, 2)
		require.Len(t, fake.Purchases(), 2)
		require.Equal(t, before+1, count(fake, "registerPurchase"), "the first line's 409 brings the list, which has the second")
	})
}

func TestARegisteredOrderIsNotTakenForRefusedWhenTheAssetIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		fake.SetAssets()
		items, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		require.Len(t, items, 1)
	})
}

func TestARefusalIsBelievedWhenTheOrderHasSettled(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		// Line 1 is in work, so whether there is a line 2 cannot be seen yet.
		fake.SetWorking(3)
		token, err := shop.Validate(t.Context(), order(7), 1)
		require.NoError(t, err)
		require.NoError(t, shop.Register(t.Context(), order(7), 1, token))
		o := order(7)
		o.Lines = append(o.Lines, line(2))
		o.Lines[1].AssetID = 4711
		_, err = shop.Purchase(t.Context(), o)
		var refused *hlconnect.RefusedError
		require.ErrorAs(t, err, &refused)
		require.Equal(t, int64(2), refused.Line)
		require.Equal(t, 4, count(fake, "getPurchaseInfo"))
	})
}

func TestANumberThatIsTakenByAnotherPurchaseIsAConflict(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		for field, spoil := range map[string]func(*hlconnect.Line){
			"AssetID":  func(l *hlconnect.Line) { l.AssetID = 1499 },
			"Quantity": func(l *hlconnect.Line) { l.Quantity = 4 },
		} {
			o := order(7)
			spoil(&o.Lines[0])
			_, err = shop.Purchase(t.Context(), o)
			var conflict *hlconnect.ConflictError
			require.ErrorAs(t, err, &conflict)
			require.ErrorIs(t, err, boxoffice.ErrConflict)
			require.Equal(t, field, conflict.Field)
			require.Empty(t, conflict.Registered)
			require.EqualError(t, err, "hlconnect: order 7, line 1: the number is taken by another purchase: "+field+" differs")
		}
		require.Len(t, fake.Purchases(), 1)
	})
}

func TestAConflictThatShowsOnlyWhenTheOrderIsDoneIsToldThen(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetWorking(3)
		token, err := shop.Validate(t.Context(), order(7), 1)
		require.NoError(t, err)
		require.NoError(t, shop.Register(t.Context(), order(7), 1, token))
		o := order(7)
		o.Lines[0].AssetID = 1499
		_, err = shop.Purchase(t.Context(), o)
		var conflict *hlconnect.ConflictError
		require.ErrorAs(t, err, &conflict)
		require.Empty(t, conflict.Registered)
	})
}

func TestAnOrderThatIsRegisteredAndNotShownIsWaitedForALittle(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		times(fake, "getPurchaseInfo", 5, vendortest.Reply{Status: http.StatusNotFound})
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)

		times(fake, "getPurchaseInfo", 6, vendortest.Reply{Status: http.StatusNotFound})
		_, err = shop.Purchase(t.Context(), order(8))
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.ErrorIs(t, err, boxoffice.ErrNotFound)

		times(fake, "getPurchaseInfo", 6, vendortest.Reply{Body: []any{}})
		_, err = shop.Purchase(t.Context(), order(9))
		require.ErrorAs(t, err, &unknown)
		require.EqualError(t, err, "hlconnect: order 9: outcome unknown; call Purchase again with the same order and line numbers: unexpected response: the vendor shows the order without all of its lines")
	})
}

func TestWaitingSurvivesAProxyAndEndsAtWhatStays(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		times(fake, "getPurchaseInfo", 20, gateway(http.StatusBadGateway))
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)

		var pending *hlconnect.PendingError
		fake.Reply("getPurchaseInfo", vendortest.Reply{Status: http.StatusUnauthorized})
		_, err = shop.Purchase(t.Context(), order(8))
		require.ErrorAs(t, err, &pending)
		require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
		require.Equal(t, []int64{1}, pending.Registered)

		fake.Reply("getPurchaseInfo", gateway(http.StatusOK))
		_, err = shop.Purchase(t.Context(), order(9))
		require.ErrorAs(t, err, &pending)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	})
}

func TestCallOptionsApplyToEveryRequest(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		_, err := shop.Purchase(t.Context(), order(7), boxoffice.WithHeader("X-Trace", "example"))
		require.NoError(t, err)
		for _, r := range fake.Requests() {
			require.Equal(t, "example", r.Header.Get("X-Trace"), r.Operation)
		}
	})
}
