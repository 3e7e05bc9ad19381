package hlconnect_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// revoked has the vendor refuse the access token for everything.
func revoked(fake *hlconnecttest.Fake) {
	fake.Before(func(*vendortest.Call) *vendortest.Reply {
		return &vendortest.Reply{Status: http.StatusUnauthorized, Undocumented: true}
	})
}

func TestARegisteredOrderIsNotRefusedWhenTheAccessTokenIsRevoked(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetWorking(1000)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := shop.Purchase(ctx, order(7))
		var pending *hlconnect.PendingError
		require.ErrorAs(t, err, &pending)
		require.Len(t, fake.Purchases(), 1)

		revoked(fake)
		_, err = shop.Purchase(t.Context(), order(7))
		var refused *hlconnect.RefusedError
		require.NotErrorAs(t, err, &refused, "the line is registered")
		var unsent *hlconnect.UnsentError
		require.ErrorAs(t, err, &unsent)
		require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	})
}

func TestAnAccessTokenThatIsRevokedBetweenTwoLinesRefusesNeither(t *testing.T) {
	for _, operation := range []string{"validatePurchase", "registerPurchase"} {
		bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
			o := order(7)
			o.Lines = append(o.Lines, line(2))
			fake.Before(func(*vendortest.Call) *vendortest.Reply {
				if count(fake, operation) < 2 {
					return nil
				}
				return &vendortest.Reply{Status: http.StatusUnauthorized, Undocumented: true}
			})
			_, err := shop.Purchase(t.Context(), o)
			var refused *hlconnect.RefusedError
			require.NotErrorAs(t, err, &refused)
			var unsent *hlconnect.UnsentError
			require.ErrorAs(t, err, &unsent)
			require.Equal(t, int64(2), unsent.Line)
			require.Len(t, unsent.Registered, len(fake.Purchases()))
		})
	}
}
