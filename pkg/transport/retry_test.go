package transport_test

import (
	"context"
	"math"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// quick repeats without a wait worth naming, for tests that are not about time.
func quick(attempts int) boxoffice.ClientOption { return boxoffice.WithRetry(quickly(attempts)) }

func quickly(attempts int) boxoffice.Retry {
	return boxoffice.Retry{Attempts: attempts, Base: time.Microsecond, Max: time.Millisecond}
}

// answers is a vendor that answers with the given statuses, then with a thing.
func answers(hits *atomic.Int32, retryAfter string, statuses ...int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n := int(hits.Add(1)) - 1
		if n >= len(statuses) {
			answerThing(w, r)
			return
		}
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(statuses[n])
	}
}

func TestOnlyTheStatusesThatTheOperationListsAreRepeated(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 408, 409, 425, 429, 500, 501, 502, 503, 504, 505} {
		for name, test := range map[string]struct {
			op       *rest.Operation
			repeated bool
		}{
			"all of them":        {getThing(), status == 429 || status >= 500 && status != 501 && status != 505},
			"none":               {&rest.Operation{Method: "GET", Path: "/", Successes: success, Repeatable: true}, false},
			"one":                {&rest.Operation{Method: "GET", Path: "/", Successes: success, Repeatable: true, RetryStatuses: []int{502}}, status == 502},
			"not repeatable":     {createThing(), false},
			"contradictory mark": {&rest.Operation{Method: "POST", Path: "/", Successes: success, RetryStatuses: []int{429, 500, 502, 503, 504}}, false},
		} {
			var hits atomic.Int32
			server := serve(t, answers(&hits, "", status))
			_, err := do(t.Context(), newClient(t, server.URL, nil, quick(2)), test.op)
			if test.repeated {
				require.NoError(t, err, "%s %d", name, status)
				require.EqualValues(t, 2, hits.Load())
				continue
			}
			require.Equal(t, status, asError(t, err).StatusCode, name)
			require.EqualValues(t, 1, hits.Load(), "%s %d", name, status)
		}
	}
}

func TestTheLastAnswerIsTheCallersAndTellsHowOftenItWasSent(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, answers(&hits, "", 500, 502, 503, 504))
	_, err := do(t.Context(), newClient(t, server.URL, nil, quick(4)), getThing())
	e := asError(t, err)
	require.Equal(t, 504, e.StatusCode)
	require.Equal(t, 4, e.Attempts)
	require.Contains(t, err.Error(), "after 4 attempts")
	require.EqualValues(t, 4, hits.Load())
}

func TestACallsOwnRetryPolicyGoesBeforeTheClients(t *testing.T) {
	for attempts := 1; attempts <= 3; attempts++ {
		var hits atomic.Int32
		server := serve(t, answers(&hits, "", 500, 500, 500, 500))
		_, err := do(t.Context(), newClient(t, server.URL, nil, quick(4)), getThing(), boxoffice.WithRetry(quickly(attempts)))
		require.Equal(t, 500, asError(t, err).StatusCode)
		require.EqualValues(t, attempts, hits.Load())
	}
}

func TestACallsRetryPolicyThatMakesNoSenseIsRefused(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, answers(&hits, "", 500, 500))
	for _, policy := range []boxoffice.Retry{{Attempts: -1}, {Base: -1}, {Max: -1}} {
		_, err := do(t.Context(), newClient(t, server.URL, nil), getThing(), boxoffice.WithRetry(policy))
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	}
	require.Zero(t, hits.Load())
}

// The waits are measured on the vendor's side of a network in virtual time.
func TestTheWaitBetweenAttemptsIsRandomInTheUpperHalfOfADoublingCeiling(t *testing.T) {
	for name, test := range map[string]struct {
		policy   boxoffice.Retry
		ceilings []time.Duration
	}{
		"default": {boxoffice.Retry{}, []time.Duration{250 * time.Millisecond, 500 * time.Millisecond, 1e9, 2e9, 2e9, 2e9, 2e9}},
		"capped":  {boxoffice.Retry{Attempts: 6, Base: time.Second, Max: 3 * time.Second}, []time.Duration{1e9, 2e9, 3e9, 3e9, 3e9}},
		"base over max": {
			boxoffice.Retry{Attempts: 3, Base: time.Minute, Max: time.Second},
			[]time.Duration{1e9, 1e9},
		},
	} {
		t.Run(name, func(t *testing.T) {
			longest := make([]time.Duration, len(test.ceilings))
			shortest := slices.Clone(test.ceilings)
			for range 20 {
				synctest.Test(t, func(t *testing.T) {
					var at []time.Time
					client := newBubbleClient(t, func(w http.ResponseWriter, _ *http.Request) {
						at = append(at, time.Now())
						w.WriteHeader(http.StatusServiceUnavailable)
					}, boxoffice.WithRetry(test.policy))
					_, err := do(t.Context(), client, getThing())
					require.Equal(t, 503, asError(t, err).StatusCode)
					require.Len(t, at, len(test.ceilings)+1)
					for i, ceiling := range test.ceilings {
						wait := at[i+1].Sub(at[i])
						require.LessOrEqual(t, wait, ceiling, "wait %d", i)
						require.GreaterOrEqual(t, wait, ceiling/2-1, "wait %d", i)
						longest[i], shortest[i] = max(longest[i], wait), min(shortest[i], wait)
					}
				})
			}
			for i, ceiling := range test.ceilings {
				require.Greater(t, longest[i]-shortest[i], ceiling/8, "twenty waits that are all alike are no jitter")
			}
		})
	}
}

func TestAnExtremeRetryPolicyDoesNotPanic(t *testing.T) {
	for _, policy := range []boxoffice.Retry{
		{Attempts: 40, Base: 1, Max: 1},
		{Attempts: 40, Base: time.Hour, Max: 24 * time.Hour},
		{Attempts: 40, Base: math.MaxInt64, Max: math.MaxInt64},
		{Attempts: 40, Base: 1, Max: math.MaxInt64},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 1<<62)
			defer cancel()
			client := newBubbleClient(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Connection", "close")
				w.WriteHeader(http.StatusServiceUnavailable)
			})
			_, err := do(ctx, client, getThing(), boxoffice.WithRetry(policy))
			require.Equal(t, 503, asError(t, err).StatusCode)
		})
	}
}

func TestTrust_TheVendorsRetryAfterIsHonoured(t *testing.T) {
	for name, test := range map[string]struct {
		header   string
		min, max time.Duration
	}{
		"seconds":             {"7", 7 * time.Second, 7 * time.Second},
		"seconds with blanks": {"  7 ", 7 * time.Second, 7 * time.Second},
		"zero":                {"0", 125 * time.Millisecond, 250 * time.Millisecond},
		"as long as allowed":  {"30", 30 * time.Second, 30 * time.Second},
		"date":                {"in 12 s", 12 * time.Second, 12 * time.Second},
		"date in the past":    {"Sun, 06 Nov 1994 08:49:37 GMT", 125 * time.Millisecond, 250 * time.Millisecond},
		"negative":            {"-5", 125 * time.Millisecond, 250 * time.Millisecond},
		"fraction":            {"1.5", 2 * time.Second, 2 * time.Second},
		"words":               {"soon", 125 * time.Millisecond, 250 * time.Millisecond},
		"empty":               {" ", 125 * time.Millisecond, 250 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var at []time.Time
				client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
					at = append(at, time.Now())
					if len(at) > 1 {
						answerThing(w, r)
						return
					}
					header := test.header
					if name == "date" {
						header = time.Now().Add(12 * time.Second).UTC().Format(http.TimeFormat)
					}
					w.Header().Set("Retry-After", header)
					w.WriteHeader(http.StatusTooManyRequests)
				})
				_, err := do(t.Context(), client, getThing())
				require.NoError(t, err)
				wait := at[1].Sub(at[0])
				require.GreaterOrEqual(t, wait, test.min)
				require.LessOrEqual(t, wait, test.max)
			})
		})
	}
}

// A vendor that answers with Retry-After: 0, or with a date in the past, is not asked
// faster than one that answers without.
func TestTrust_ARetryAfterOfNothingIsNoLeaveToHurry(t *testing.T) {
	for _, header := range []string{"0", "00", " 0 ", "Sun, 06 Nov 1994 08:49:37 GMT", "-1", "0.0", "now"} {
		synctest.Test(t, func(t *testing.T) {
			var hits atomic.Int32
			client := newBubbleClient(t, answers(&hits, header, 429, 429, 503))
			begun := time.Now()
			_, err := do(t.Context(), client, getThing())
			require.NoError(t, err)
			require.EqualValues(t, 4, hits.Load())
			require.GreaterOrEqual(t, time.Since(begun), 874*time.Millisecond, header)
			if header == "0" {
				t.Logf("4 requests in %s", time.Since(begun))
			}
		})
	}
}

func TestARetryAfterBeyondThePolicyEndsTheCallAtOnce(t *testing.T) {
	for _, header := range []string{"31", "86400", "9223372036854775807", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		synctest.Test(t, func(t *testing.T) {
			var hits atomic.Int32
			client := newBubbleClient(t, answers(&hits, header, 503, 503))
			start := time.Now()
			_, err := do(t.Context(), client, getThing())
			e := asError(t, err)
			require.Equal(t, 503, e.StatusCode)
			require.Equal(t, header, e.Header.Get("Retry-After"), "the caller is told what the vendor asked for")
			require.EqualValues(t, 1, hits.Load(), header)
			require.Zero(t, time.Since(start))
		})
	}
}

func TestAWaitThatOutlastsTheDeadlineIsNotBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hits atomic.Int32
		client := newBubbleClient(t, answers(&hits, "10", 503, 503))
		ctx, cancel := context.WithTimeout(t.Context(), 9*time.Second)
		defer cancel()
		start := time.Now()
		_, err := do(ctx, client, getThing())
		require.Equal(t, 503, asError(t, err).StatusCode, "the caller gets the answer rather than a bare deadline")
		require.Zero(t, time.Since(start))
		require.EqualValues(t, 1, hits.Load())
	})
}

func TestACancelledCallerDoesNotWaitForTheNextAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hits atomic.Int32
		client := newBubbleClient(t, answers(&hits, "10", 503, 503))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		time.AfterFunc(3*time.Second, cancel)
		start := time.Now()
		_, err := do(ctx, client, getThing())
		require.Equal(t, 503, asError(t, err).StatusCode)
		require.Equal(t, 3*time.Second, time.Since(start))
		require.EqualValues(t, 1, hits.Load())
	})
}

// Twenty repetitions are in the budget of a client; after that a vendor that
// fails every call is sent about a tenth more, not four times as much.
func TestABrokenVendorIsNotMultiplied(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	client := newClient(t, server.URL, nil, quick(4))
	const calls = 200
	for range calls {
		_, err := do(t.Context(), client, getThing())
		require.Equal(t, 503, asError(t, err).StatusCode)
	}
	require.LessOrEqual(t, int(hits.Load()), calls+20+calls/10)
	t.Logf("%d calls to a vendor that fails every one were sent %d times", calls, hits.Load())
}

func TestASpentBudgetRefillsWithCallsThatSucceed(t *testing.T) {
	var hits atomic.Int32
	var healthy atomic.Bool
	server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
		if healthy.Load() {
			answerThing(w, r)
			return
		}
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	client := newClient(t, server.URL, nil, quick(2))
	sendings := func(calls int) int {
		before := hits.Load()
		for range calls {
			_, _ = do(t.Context(), client, getThing())
		}
		return int(hits.Load() - before)
	}
	sendings(30)
	require.Equal(t, 1, sendings(1), "the budget is spent")
	healthy.Store(true)
	require.Equal(t, 10, sendings(10))
	healthy.Store(false)
	require.Equal(t, 3, sendings(2), "ten good calls earn one repetition")
}

func TestARepetitionThatIsNotMadeIsNotPaidFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hits atomic.Int32
		client := newBubbleClient(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "20")
			w.WriteHeader(http.StatusServiceUnavailable)
		}))
		hurried, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		for range 50 {
			_, err := do(hurried, client, getThing())
			require.Equal(t, 503, asError(t, err).StatusCode)
		}
		require.EqualValues(t, 50, hits.Load())
		_, err := do(t.Context(), client, getThing())
		require.Equal(t, 8, asError(t, err).Attempts, "callers in a hurry spend nothing that others need")
	})
}

func TestRetryAfterIsReadInEveryFormAndIsNeverNegativeAndAtMostAYear(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	const year = 365 * 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"0": 0, "1": time.Second, " 120 ": 2 * time.Minute, "9223372036854775807": year, "18446744073709551616": year,
		"Sun, 01 Mar 2026 12:00:30 GMT": 30 * time.Second, "Sunday, 01-Mar-26 12:00:30 GMT": 30 * time.Second,
		"1.5": 2 * time.Second, "299.997": 300 * time.Second, "0.0": 0, "3.000": 3 * time.Second, "99999999999999999999.5": year,
		"Sun, 01 Mar 2026 12:00:30 +0000": 30 * time.Second, "Sun, 01 Mar 2026 13:00:30 +0100": 30 * time.Second, "Sun, 01 Mar 2026 12:00:30 UTC": 30 * time.Second,
		"2026-03-01T12:00:30Z": 30 * time.Second, "2026-03-01T13:00:30+01:00": 30 * time.Second,
		"Sun Mar  1 12:00:30 2026": 30 * time.Second, "Sun, 01 Mar 2026 11:00:00 GMT": 0, "Fri, 31 Dec 9999 23:59:59 GMT": year,
	} {
		got, ok := transport.RetryAfter(http.Header{"Retry-After": {text}}, now)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", " ", "-1", "+1", "1.", ".5", "1.5.2", "-1.5", "1,5", "1e3", "0x10", "1_000", "NaN", "Inf", "soon", "12 34", "2026-03-01", "１"} {
		_, ok := transport.RetryAfter(http.Header{"Retry-After": {text}}, now)
		require.False(t, ok, "%q", text)
	}
	_, ok := transport.RetryAfter(nil, now)
	require.False(t, ok)
}

func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"", "0", "120", "-1", "99999999999999999999", "0.493", "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		f.Add(seed, int64(1772366400))
	}
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		wait, ok := transport.RetryAfter(http.Header{"Retry-After": {text}}, time.Unix(unix%(1<<40), 0))
		if wait < 0 || wait > 365*24*time.Hour || !ok && wait != 0 {
			t.Fatalf("%q gives %v, %v", text, wait, ok)
		}
	})
}
