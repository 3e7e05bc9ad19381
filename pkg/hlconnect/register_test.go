package hlconnect_test

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

func TestARegistrationWhoseAnswerIsLostIsFoundOut(t *testing.T) {
	lost := map[string]func(*http.Response) (*http.Response, error){
		"the connection breaks before the answer": func(res *http.Response) (*http.Response, error) {
			_ = res.Body.Close()
			return nil, syscall.ECONNRESET
		},
		"the answer never comes": func(res *http.Response) (*http.Response, error) {
			_ = res.Body.Close()
			<-res.Request.Context().Done()
			return nil, res.Request.Context().Err()
		},
		"the connection breaks in the body": func(res *http.Response) (*http.Response, error) {
			res.Body, res.ContentLength = io.NopCloser(iotest.ErrReader(io.ErrUnexpectedEOF)), 20
			return res, nil
		},
	}
	for _, status := range []int{200, 202, 302, 408, 500, 502, 503, 504, 599} {
		lost["a proxy answers "+http.StatusText(status)] = func(res *http.Response) (*http.Response, error) {
			_ = res.Body.Close()
			res.StatusCode, res.Header = status, http.Header{"Content-Type": {"text/html"}}
			res.Body, res.ContentLength = io.NopCloser(strings.NewReader("<html></html>")), -1
			return res, nil
		}
	}
	for name, way := range lost {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				fake := hlconnecttest.New(t, vendortest.InMemory())
				shop := connect(t, fake.Server, boxoffice.WithHTTPClient(afterwards(fake.HTTPClient(), "registerPurchase", way)))
				items, err := shop.Purchase(t.Context(), order(7))
				require.NoError(t, err)
				require.Len(t, items, 1)
				require.Equal(t, 1, count(fake, "registerPurchase"), "it was found, not sent again")
				require.Len(t, fake.Purchases(), 1)
			})
		})
	}
}

func TestARegistrationThatDidNotArriveIsSentAgainWithAnotherToken(t *testing.T) {
	for _, reply := range []vendortest.Reply{
		{Status: http.StatusInternalServerError}, gateway(502), gateway(503), gateway(504), gateway(http.StatusOK), gateway(http.StatusRequestTimeout),
	} {
		bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
			times(fake, "registerPurchase", 2, reply)
			_, err := shop.Purchase(t.Context(), order(7))
			require.NoError(t, err)
			require.Equal(t, []string{
				"validatePurchase", "registerPurchase", "getPurchaseInfo",
				"validatePurchase", "registerPurchase", "getPurchaseInfo",
				"validatePurchase", "registerPurchase", "getPurchaseInfo",
			}, asked(fake))
			tokens := map[string]bool{}
			for _, r := range fake.Requests("registerPurchase") {
				tokens[string(r.Body)] = true
			}
			require.Len(t, tokens, 3, "a token that was sent is not sent again")
			require.Len(t, fake.Purchases(), 1)
		})
	}
}

func TestARegistrationThatWasTurnedAwayUnreadKeepsItsToken(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		busy := gateway(http.StatusTooManyRequests)
		busy.Header = http.Header{"Retry-After": {"77"}}
		times(fake, "registerPurchase", 1, busy)
		start := time.Now()
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		require.Equal(t, 77*time.Second, since(start))
		require.Equal(t, []string{"validatePurchase", "registerPurchase", "registerPurchase", "getPurchaseInfo"}, asked(fake))
	})
}

func TestAnOrderInWorkDoesNotShowItsLinesSoThe409Decides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := hlconnecttest.New(t, vendortest.InMemory())
		fake.SetWorking(4)
		left := 1
		shop := connect(t, fake.Server, boxoffice.WithHTTPClient(afterwards(fake.HTTPClient(), "registerPurchase", func(res *http.Response) (*http.Response, error) {
			if left--; left >= 0 {
				_ = res.Body.Close()
				return nil, syscall.ECONNRESET
			}
			return res, nil
		})))
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		require.Equal(t, 2, count(fake, "registerPurchase"))
		require.Len(t, fake.Purchases(), 1)
	})
}

func TestACopyOfARegistrationIsNotTakenForARefusal(t *testing.T) {
	for _, keyFirst := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			fake := hlconnecttest.New(t, vendortest.InMemory())
			fake.SetKeyFirst(keyFirst)
			client := fake.HTTPClient()
			way := client.Transport
			client.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
				if operationOf(req) == "registerPurchase" {
					copied := req.Clone(req.Context())
					copied.Body, _ = req.GetBody()
					res, err := way.RoundTrip(copied)
					if err != nil {
						return nil, err
					}
					_ = res.Body.Close()
				}
				return way.RoundTrip(req)
			})
			items, err := connect(t, fake.Server, boxoffice.WithHTTPClient(client)).Purchase(t.Context(), order(7))
			require.NoError(t, err, "the answer to the second copy is 422 (the token is spent) or 409")
			require.Len(t, items, 1)
			require.Len(t, fake.Purchases(), 1)
		})
	}
}

func TestATokenNearItsEndIsNotSentButTheLineValidatedAnew(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetTokenLife(time.Minute)
		o := order(7)
		o.Lines = append(o.Lines, line(2))
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation == "registerPurchase" && len(fake.Purchases()) == 0 {
				time.Sleep(55 * time.Second) // now the second line's token has five more
			}
			return nil
		})
		_, err := shop.Purchase(t.Context(), o)
		require.NoError(t, err)
		require.Equal(t, 3, count(fake, "validatePurchase"))
		require.Equal(t, 2, count(fake, "registerPurchase"))
	})
}

func TestARegistrationOnItsWayEndsWithItsToken(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetTokenLife(30 * time.Second)
		slow := make(chan struct{}, 1)
		slow <- struct{}{}
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation != "registerPurchase" {
				return nil
			}
			select {
			case <-slow:
				<-c.Context().Done()
			default:
			}
			return nil
		})
		start := time.Now()
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		require.Less(t, since(start), 35*time.Second, "it did not wait for the client's minute")
		require.Len(t, fake.Purchases(), 1)
	})
}

func TestFreshTokensThatReadAsExpiredAreAClearError(t *testing.T) {
	for _, end := range []time.Duration{-time.Hour, 0, 9 * time.Second} {
		bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
			fake.SetTokenLife(end)
			_, err := shop.Purchase(t.Context(), order(7))
			var expired *hlconnect.ExpiredValidationError
			var unsent *hlconnect.UnsentError
			require.ErrorAs(t, err, &expired)
			require.ErrorAs(t, err, &unsent)
			require.Contains(t, err.Error(), "hlconnect: order 7, line 1: not sent: hlconnect: order 7, line 1: the validation token has expired, or is about to (")
			require.Equal(t, hlconnect.CallAgain, hlconnect.Advise(err).Action)
			require.Contains(t, hlconnect.Advise(err).Text, "clock")
			require.Equal(t, []string{"validatePurchase", "validatePurchase"}, asked(fake))
		})
	}
}

func TestATokenThatTheVendorFindsExpiredIsRenewedOnce(t *testing.T) {
	refusal := vendortest.Reply{Status: http.StatusUnprocessableEntity, Undocumented: true, Body: `{"errors":[{"path":"token","issue":"expired"}]}`}
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		times(fake, "registerPurchase", 1, refusal)
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		require.Equal(t, 2, count(fake, "validatePurchase"))

		times(fake, "registerPurchase", 2, refusal)
		_, err = shop.Purchase(t.Context(), order(8))
		var refused *hlconnect.RefusedError
		require.ErrorAs(t, err, &refused)
		require.Len(t, fake.Purchases(), 1)
	})
}

func TestTheUnitOfAnExpiryIsSecondsUnlessThatIsAbsurd(t *testing.T) {
	want := time.Date(2026, 2, 12, 9, 30, 6, 0, time.UTC)
	require.Equal(t, want, hlconnect.Expires(hlconnectapi.ValidationToken{ExpDate: 1770888606}).UTC())
	require.Equal(t, want, hlconnect.Expires(hlconnectapi.ValidationToken{ExpDate: 1770888606000}).UTC())
}

func TestAPurchaseInPartsIsValidatedPaidAndRegistered(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		token, err := shop.Validate(t.Context(), order(7), 1)
		require.NoError(t, err)
		time.Sleep(5 * time.Minute) // the customer pays
		require.NoError(t, shop.Register(t.Context(), order(7), 1, token))
		items, err := shop.Poller(7).Wait(t.Context())
		require.NoError(t, err)
		require.Len(t, items, 1)
		require.Equal(t, []string{"validatePurchase", "registerPurchase", "getPurchaseInfo"}, asked(fake))
	})
}

func TestAnExpiredTokenIsNotRegistered(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		token, err := shop.Validate(t.Context(), order(7), 1)
		require.NoError(t, err)
		time.Sleep(9*time.Minute + 50*time.Second)
		err = shop.Register(t.Context(), order(7), 1, token)
		var expired *hlconnect.ExpiredValidationError
		require.ErrorAs(t, err, &expired)
		require.Equal(t, hlconnect.Expires(token), expired.Expired)
		require.Zero(t, count(fake, "registerPurchase"))
	})
}

func TestAValidationThatGetsNoAnswerRegistersNothing(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.Reply("validatePurchase", gateway(http.StatusServiceUnavailable))
		_, err := shop.Purchase(t.Context(), order(7))
		var unsent *hlconnect.UnsentError
		require.ErrorAs(t, err, &unsent)
		require.ErrorIs(t, err, boxoffice.ErrServer)
		require.Equal(t, hlconnect.OrderState{Order: 7, Line: 1}, unsent.OrderState)
		_, err = shop.Validate(t.Context(), order(7), 1)
		require.ErrorAs(t, err, &unsent)

		fake.Reply("validatePurchase", vendortest.Reply{Body: map[string]any{"token": "", "exp_date": time.Now().Add(time.Hour).Unix()}})
		_, err = shop.Purchase(t.Context(), order(7))
		require.ErrorAs(t, err, &unsent)
		require.ErrorContains(t, err, "there is no validation token")
		require.Zero(t, count(fake, "registerPurchase"))
	})
}

func TestARegistrationThatNeverLeavesIsUnsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := hlconnecttest.New(t, vendortest.InMemory())
		client := fake.HTTPClient()
		way, dialled := client.Transport, 0
		client.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
			if operationOf(req) == "registerPurchase" {
				dialled++
				return nil, unreachable(req)
			}
			return way.RoundTrip(req)
		})
		_, err := connect(t, fake.Server, boxoffice.WithHTTPClient(client)).Purchase(t.Context(), order(7))
		var unsent *hlconnect.UnsentError
		require.ErrorAs(t, err, &unsent)
		require.ErrorIs(t, err, syscall.ECONNREFUSED)
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.Equal(t, 5, dialled)
		require.Equal(t, []string{"validatePurchase"}, asked(fake), "with one token")
	})
}

func TestACredentialThatGoesBadMidwayEndsThePurchaseAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := hlconnecttest.New(t, vendortest.InMemory())
		path := tokenFile(t, "token-1")
		fake.Before(func(*vendortest.Call) *vendortest.Reply {
			if err := os.Remove(path); err != nil {
				t.Error(err)
			}
			return nil
		})
		start := time.Now()
		_, err := connectAs(t, fake.Server, hlconnect.TokenFile(path)).Purchase(t.Context(), order(7))
		var unsent *hlconnect.UnsentError
		require.ErrorAs(t, err, &unsent)
		require.ErrorIs(t, err, fs.ErrNotExist)
		require.Zero(t, since(start))
		require.Equal(t, []string{"validatePurchase"}, asked(fake))
	})
}

func TestTheEndOfTheContextAfterA409IsAnUnknownOutcome(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.Reply("registerPurchase", vendortest.Reply{Status: http.StatusConflict})
		ctx, cancel := contextFor(t, 5*time.Second)
		defer cancel()
		_, err := shop.Purchase(ctx, order(7))
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, boxoffice.ErrConflict)
	})
}

func TestARefusedCopyLeavesADoubtThatIsLookedInto(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		// The first copy of the request was carried out; the second found the
		// token spent; and then the vendor validates no more.
		token, err := shop.Validate(t.Context(), order(7), 1)
		require.NoError(t, err)
		require.NoError(t, shop.Register(t.Context(), order(7), 1, token))
		fake.Reply("validatePurchase", gateway(http.StatusServiceUnavailable))
		require.NoError(t, shop.Register(t.Context(), order(7), 1, token))

		fake.Reply("getPurchaseInfo", gateway(http.StatusServiceUnavailable))
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, shop.Register(t.Context(), order(7), 1, token), &unknown)
	})
}

func TestAnOutcomeThatCannotBeFoundOutIsToldWithWhatToDo(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		start := time.Now()
		fake.Reply("registerPurchase", gateway(http.StatusBadGateway))
		fake.Reply("getPurchaseInfo", gateway(http.StatusServiceUnavailable))
		_, err := shop.Purchase(t.Context(), order(7))
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.ErrorIs(t, err, boxoffice.ErrServer)
		require.Equal(t, hlconnect.OrderState{Order: 7, Line: 1}, unknown.OrderState)
		require.Equal(t, 10*time.Minute+10*time.Second, unknown.Settles.Sub(start), "the token's end and the margin")
		require.Equal(t, "call Purchase again with the same order and line numbers, best after 2000-01-01T00:10:10Z", unknown.Next())
		require.ErrorContains(t, err, unknown.Next())
		require.Equal(t, 1, count(fake, "registerPurchase"), "what is not known is not sent again")
	})
}

func TestAttemptsAreBounded(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.Reply("registerPurchase", gateway(http.StatusBadGateway))
		_, err := shop.Purchase(t.Context(), order(7))
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		require.Equal(t, 5, count(fake, "registerPurchase"))
		require.Equal(t, 5, count(fake, "getPurchaseInfo"))
	})
}

func TestTheEndOfTheContextWhileRegisteringIsAnUnknownOutcome(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation == "registerPurchase" {
				<-c.Context().Done()
			}
			return nil
		})
		start := time.Now()
		_, err := shop.Purchase(ctx, order(7))
		require.Equal(t, 5*time.Second, since(start))
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestARefusalWhileALostRegistrationIsOnItsWayIsNotBelieved(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.SetTokenLife(time.Minute)
		gone := func() { fake.SetAssets() }
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation != "registerPurchase" {
				return nil
			}
			gone()
			page := gateway(http.StatusGatewayTimeout)
			return &page
		})
		_, err := shop.Purchase(t.Context(), order(7))
		var unknown *hlconnect.OutcomeUnknownError
		var refused *hlconnect.RefusedError
		require.ErrorAs(t, err, &unknown)
		require.NotErrorAs(t, err, &refused)
		require.ErrorIs(t, err, boxoffice.ErrNotFound)

		time.Sleep(time.Until(unknown.Settles))
		_, err = shop.Purchase(t.Context(), order(7))
		require.ErrorAs(t, err, &refused, "now it is certain")
	})
}

func TestARefusalThatCannotBeLookedIntoIsNotBelieved(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		fake.Reply("registerPurchase", vendortest.Reply{Status: http.StatusUnprocessableEntity})
		fake.Reply("getPurchaseInfo", gateway(http.StatusServiceUnavailable))
		_, err := shop.Purchase(t.Context(), order(7))
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		require.True(t, unknown.Settles.IsZero(), "nothing is on its way")
		require.Equal(t, "call Purchase again with the same order and line numbers", unknown.Next())
	})
}

func TestA409OfALineThatNeverShowsIsAnUnknownOutcome(t *testing.T) {
	for _, info := range []vendortest.Reply{{Status: http.StatusNotFound}, {Body: []any{}}, gateway(http.StatusServiceUnavailable)} {
		bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
			fake.Reply("registerPurchase", vendortest.Reply{Status: http.StatusConflict})
			fake.Reply("getPurchaseInfo", info)
			_, err := shop.Purchase(t.Context(), order(7))
			var unknown *hlconnect.OutcomeUnknownError
			require.ErrorAs(t, err, &unknown)
			require.Equal(t, 1, count(fake, "registerPurchase"))
			require.Equal(t, 6, count(fake, "getPurchaseInfo"))
		})
	}
}

func TestA409ThatShowsALittleLaterIsARegistration(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		times(fake, "getPurchaseInfo", 3, vendortest.Reply{Status: http.StatusNotFound})
		_, err = shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
	})
}

func TestAFailedOrderStopsTheRegistrationOfItsOtherLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := vendortest.New(t, vendortest.Document(specs.HLConnect), vendortest.InMemory())
		fake.Reply("validatePurchase", vendortest.Reply{Body: map[string]any{"token": "example", "exp_date": time.Now().Add(time.Hour).Unix()}})
		fake.Reply("registerPurchase", vendortest.Reply{}, vendortest.Reply{Status: http.StatusInternalServerError})
		fake.Reply("getPurchaseInfo", fails)
		o := order(7)
		o.Lines = append(o.Lines, line(2), line(3))
		_, err := connect(t, fake).Purchase(t.Context(), o)
		var failed *hlconnect.PurchaseFailedError
		require.ErrorAs(t, err, &failed)
		require.Equal(t, hlconnect.OrderState{Order: 7, Registered: []int64{1}}, failed.OrderState)
		require.Len(t, fake.Requests("getPurchaseInfo"), 1)
		require.Len(t, fake.Requests("registerPurchase"), 2)
	})
}

func TestALineWithoutItsNumberIsRecognisedByItsAsset(t *testing.T) {
	fake := hlconnecttest.New(t)
	fake.Reply("getPurchaseInfo", vendortest.Reply{Body: []any{map[string]any{"asset_id": 472169, "status": "COMPLETED"}}})
	items, err := connect(t, fake.Server).Purchase(t.Context(), order(7))
	require.NoError(t, err)
	require.Len(t, items, 1)
}
