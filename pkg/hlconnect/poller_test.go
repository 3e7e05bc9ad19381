package hlconnect_test

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

// polled is a fake whose getPurchaseInfo gives the replies, the last one for
// ever, and notes when it was asked.
func polled(t *testing.T, replies ...vendortest.Reply) (*hlconnect.Client, func() []time.Duration) {
	t.Helper()
	fake := vendortest.New(t, vendortest.Document(specs.HLConnect), vendortest.InMemory())
	fake.Reply("getPurchaseInfo", replies...)
	start := time.Now()
	var mu sync.Mutex
	var asked []time.Duration
	fake.Before(func(*vendortest.Call) *vendortest.Reply {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, time.Since(start))
		return nil
	})
	return connect(t, fake), func() []time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return asked
	}
}

var (
	stillWorking = vendortest.Reply{Status: http.StatusAccepted}
	done         = vendortest.Reply{Status: http.StatusOK}
	fails        = vendortest.Reply{Status: http.StatusBadGateway}
)

func TestAPollerGoesFromWorkingToDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, stillWorking, stillWorking, done)
		p := shop.Poller(12345)
		_, err := p.Result()
		var pending *hlconnect.PendingError
		require.ErrorAs(t, err, &pending)
		for _, want := range []bool{false, false, true, true, true} {
			done, err := p.Poll(t.Context())
			require.NoError(t, err)
			require.Equal(t, want, done)
		}
		items, err := p.Result()
		require.NoError(t, err)
		require.Equal(t, int64(1499), items[0].AssetID)
		require.Len(t, asked(), 3, "nothing is asked once it is done")
	})
}

func TestADocumented502IsAFailureAfterOneRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, fails, done)
		p := shop.Poller(12345)
		_, err := p.Wait(t.Context())
		var failed *hlconnect.PurchaseFailedError
		require.ErrorAs(t, err, &failed)
		require.Equal(t, "FAILED", failed.Status)
		require.Equal(t, "The order could not be fulfilled.", failed.Reason())
		require.Equal(t, int64(12345), failed.Order)
		finished, err := p.Poll(t.Context())
		require.True(t, finished)
		require.ErrorAs(t, err, &failed)
		_, err = p.Result()
		require.ErrorAs(t, err, &failed)
		require.Len(t, asked(), 1)
	})
}

func TestAny502ThatIsNotDocumentedIsAProxysAndRepeated(t *testing.T) {
	raw := func(mediaType, body string) vendortest.Reply {
		return vendortest.Reply{Status: http.StatusBadGateway, Undocumented: true, MediaType: mediaType, Body: body}
	}
	for name, page := range map[string]vendortest.Reply{
		"HTML":                         raw("text/html", "<html><body>502 Bad Gateway</body></html>"),
		"nothing":                      raw("", ""),
		"text":                         raw("text/plain", "upstream connect error"),
		"JSON of API gateways":         raw("application/json", `{"message":"Internal server error"}`),
		"JSON of JSend":                raw("application/json", `{"status":"error","message":"Bad Gateway"}`),
		"JSON with a number":           raw("application/json", `{"status":502,"error":"Bad Gateway"}`),
		"a problem":                    raw("application/problem+json", `{"type":"about:blank","title":"Bad Gateway","status":502}`),
		"the vendor's ErrorResponse":   raw("application/json", `{"name":"Bad Gateway","message":"x","code":0,"status":502}`),
		"an empty object":              raw("application/json", `{}`),
		"null":                         raw("application/json", `null`),
		"a list":                       raw("application/json", `[{"status":"FAILED"}]`),
		"half of the documented body":  raw("application/json", `{"status":"FAILED","mess`),
		"a state that is not final":    raw("application/json", `{"status":"PROCESSING"}`),
		"HTML with the documented one": raw("text/html", `{"status":"FAILED","message":"x"}`),
		"a broken media type":          raw("application/json;;", `{"status":"FAILED","message":"x"}`),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				shop, asked := polled(t, page, page, page, page, page, page, page, done)
				p := shop.Poller(12345)
				finished, err := p.Poll(t.Context())
				require.False(t, finished)
				require.ErrorIs(t, err, boxoffice.ErrServer)
				require.Len(t, asked(), 1, "one poll is one request")
				items, err := p.Wait(t.Context())
				require.NoError(t, err)
				require.Len(t, items, 1)
				require.Len(t, asked(), 8)
			})
		})
	}
}

func TestTheDocumentedFailureIsKnownInItsVariants(t *testing.T) {
	for _, r := range []vendortest.Reply{
		{Body: `{"status":"failed"}`},
		{Body: `{"status":"CANCELED","message":"x"}`},
		{Body: `{"status":"CANCELLED"}`},
		{Body: `{"status":"FAILED","message":null}`, MediaType: "application/json; charset=utf-8"},
		{Body: `{"status":"FAILED","message":"x"}`, Header: http.Header{"Content-Type": nil}},
	} {
		synctest.Test(t, func(t *testing.T) {
			r.Status, r.Undocumented = http.StatusBadGateway, true
			shop, asked := polled(t, r)
			var failed *hlconnect.PurchaseFailedError
			_, err := shop.Poller(12345).Wait(t.Context())
			require.ErrorAs(t, err, &failed, r.Body)
			require.Len(t, asked(), 1)
		})
	}
}

func TestALineInWorkKeepsTheOrderInWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, vendortest.Reply{Body: []any{
			map[string]any{"order_line_id": 1, "status": "COMPLETED"}, map[string]any{"order_line_id": 2, "status": "PROCESSING"},
		}}, vendortest.Reply{Body: []any{
			map[string]any{"order_line_id": 1, "status": "COMPLETED"}, map[string]any{"order_line_id": 2, "status": "FAILED"},
		}})
		items, err := shop.Poller(12345).Wait(t.Context())
		require.NoError(t, err)
		require.Equal(t, "FAILED", items[1].Status, "single lines are for the caller to read")
		require.Len(t, asked(), 2)
	})
}

func TestAnOrderThatDoesNotExistIsAClearErrorAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, vendortest.Reply{Status: http.StatusNotFound})
		_, err := shop.Poller(12345).Wait(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
		require.EqualError(t, err, "hlconnect: getPurchaseInfo: answered 404 Not Found")
		require.Len(t, asked(), 1)
	})
}

func TestWaitsDoubleFromOneSecondToThirtyWithJitter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, append(slices.Repeat([]vendortest.Reply{stillWorking}, 10), done)...)
		_, err := shop.Poller(12345).Wait(t.Context())
		require.NoError(t, err)
		at := asked()
		require.Zero(t, at[0], "the first question comes at once")
		whole := 0
		for i, seconds := range []int{1, 2, 4, 8, 16, 30, 30, 30, 30, 30} {
			wait, most := at[i+1]-at[i], time.Duration(seconds)*time.Second
			require.LessOrEqual(t, wait, most)
			require.GreaterOrEqual(t, wait, most/2)
			if wait%time.Second == 0 {
				whole++
			}
		}
		require.Less(t, whole, 10, "there is jitter")
	})
}

func TestThePaceCanBeSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, stillWorking, stillWorking, stillWorking, done)
		paced := shop.WithBackoff(boxoffice.Backoff{First: time.Hour, Longest: 90 * time.Minute})
		_, err := paced.Poller(12345).Wait(t.Context())
		require.NoError(t, err)
		at := asked()
		for i, most := range []time.Duration{time.Hour, 90 * time.Minute, 90 * time.Minute} {
			require.LessOrEqual(t, at[i+1]-at[i], most)
			require.GreaterOrEqual(t, at[i+1]-at[i], most/2)
		}
	})
}

func TestRetryAfterIsWaitedOutAsItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		after := func(r vendortest.Reply, text string) vendortest.Reply {
			r.Header = http.Header{"Retry-After": {text}}
			return r
		}
		shop, asked := polled(t,
			after(stillWorking, "45"),
			after(gateway(http.StatusServiceUnavailable), "120"),
			after(stillWorking, time.Now().Add(10*time.Minute).UTC().Format(http.TimeFormat)),
			after(stillWorking, "0"),
			done,
		)
		_, err := shop.Poller(12345).Wait(t.Context())
		require.NoError(t, err)
		at := asked()
		require.Equal(t, []time.Duration{0, 45 * time.Second, 165 * time.Second, 10 * time.Minute}, at[:4])
		require.GreaterOrEqual(t, at[4]-at[3], 4*time.Second, "no wait asked for is the poller's own")
	})
}

func TestTheEndOfTheContextEndsTheWaitAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, vendortest.Reply{Status: http.StatusAccepted, Header: http.Header{"Retry-After": {"3600"}}})
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		start := time.Now()
		_, err := shop.Poller(12345).Wait(ctx)
		require.Equal(t, 90*time.Second, since(start))
		var pending *hlconnect.PendingError
		require.ErrorAs(t, err, &pending)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, int64(12345), pending.Order)
		require.Len(t, asked(), 1)
	})
}

func TestTheErrorOfAnEndedWaitHoldsWhatWentWrongLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, _ := polled(t, gateway(http.StatusServiceUnavailable))
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		_, err := shop.Poller(12345).Wait(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, boxoffice.ErrServer)
		require.EqualError(t, err, "hlconnect: order 12345: not done yet: context deadline exceeded; before that: hlconnect: getPurchaseInfo: answered 503 Service Unavailable")
	})
}

func TestAnswersThatAreNoneAreAskedAgainAFewTimesOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, gateway(http.StatusOK))
		_, err := shop.Poller(12345).Wait(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		require.Len(t, asked(), 6)
	})
}

func TestAnAnswerOverTheLimitEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, done)
		_, err := shop.Poller(12345, boxoffice.WithMaxBody(5)).Wait(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrTooLarge)
		require.Len(t, asked(), 1)
	})
}

func TestANilContextIsAnErrorAndNoCrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, asked := polled(t, done)
		token := hlconnectapi.ValidationToken{Token: "example", ExpDate: time.Now().Add(time.Hour).Unix()}
		_, waited := shop.Poller(12345).Wait(nil)                                                    //nolint:staticcheck // the point of the test
		_, bought := shop.Purchase(nil, order(7))                                                    //nolint:staticcheck // the point of the test
		_, validated := shop.Validate(nil, order(7), 1)                                              //nolint:staticcheck // the point of the test
		registered := shop.Register(nil, order(7), 1, token)                                         //nolint:staticcheck // the point of the test
		for _, err := range []error{waited, bought, validated, registered, shop.Cancel(nil, 7, 1)} { //nolint:staticcheck // the point of the test
			require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
		}
		require.Empty(t, asked())
	})
}

func TestPollersOfOneOrderMayShareAValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop, _ := polled(t, stillWorking, stillWorking, stillWorking, stillWorking, done)
		p := shop.Poller(12345)
		var waiters sync.WaitGroup
		for range 8 {
			waiters.Go(func() {
				items, err := p.Wait(t.Context())
				if err != nil || len(items) != 1 {
					t.Error("a waiter missed it")
				}
			})
		}
		waiters.Wait()
	})
}
