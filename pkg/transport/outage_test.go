package transport_test

// What the default policy survives, and what a vendor that is down gets of it.

import (
	"context"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// burst makes calls at the same time and counts those that are lost.
func burst(ctx context.Context, calls int, do func(ctx context.Context, n int) error) (lost int, first error) {
	var all sync.WaitGroup
	failed := make([]error, calls)
	for n := range calls {
		all.Go(func() { failed[n] = do(ctx, n) })
	}
	all.Wait()
	for _, err := range failed {
		if err != nil {
			lost++
			first = errors.Join(first, err)
		}
	}
	return lost, first
}

func TestTrust_NoneOfAHundredCallsIsLostWhileThePortRefusesForAWhile(t *testing.T) {
	for _, op := range []*rest.Operation{getThing(), createThing()} {
		for _, outage := range []time.Duration{time.Millisecond, 400 * time.Millisecond, time.Second, 4800 * time.Millisecond} {
			t.Run(op.Method+" "+outage.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					begun := time.Now()
					var served atomic.Int32
					client, err := transport.New(transport.Config{Vendor: "acme", Server: "https://api.acme.example"},
						serveBubbleUp(t, counted(&served, answerThing), func() bool { return time.Since(begun) >= outage })...)
					require.NoError(t, err)
					lost, first := burst(t.Context(), 100, func(ctx context.Context, _ int) error {
						_, err := do(ctx, client, op)
						return err
					})
					require.Zero(t, lost, "%v", first)
					require.EqualValues(t, 100, served.Load(), "each arrived once")
					t.Logf("100 calls done, the last %s after the end of the outage", time.Since(begun)-outage)
				})
			})
		}
	}
}

func TestTrust_NoneOfAHundredCallsIsLostWhileAnsweredWith503ForAWhile(t *testing.T) {
	for name, header := range map[string]string{"without Retry-After": "", "with Retry-After: 0": "0", "with Retry-After: 1": "1"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				var sent atomic.Int32
				client := newBubbleClient(t, counted(&sent, func(w http.ResponseWriter, r *http.Request) {
					if time.Since(begun) >= 400*time.Millisecond {
						answerThing(w, r)
						return
					}
					if header != "" {
						w.Header().Set("Retry-After", header)
					}
					w.WriteHeader(http.StatusServiceUnavailable)
				}))
				lost, first := burst(t.Context(), 100, func(ctx context.Context, _ int) error {
					_, err := do(ctx, client, getThing())
					return err
				})
				require.Zero(t, lost, "%v", first)
				t.Logf("%d requests for 100 calls", sent.Load())
			})
		})
	}
}

// The requests that fail are drawn, so some calls fail several times in a row.
func TestTrust_OfAThousandCallsNoneIsLostWhenAShareOfTheRequestsFailsAtRandom(t *testing.T) {
	for _, test := range []struct {
		percent int
		seed    uint64
	}{{5, 1}, {20, 1}, {20, 2}, {20, 3}, {25, 1}} {
		t.Run(strconv.Itoa(test.percent)+" % "+strconv.FormatUint(test.seed, 10), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				drawn := rand.New(rand.NewPCG(test.seed, 20))
				sent, most := 0, 0
				client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
					if sent++; drawn.IntN(100) < test.percent {
						w.WriteHeader(http.StatusServiceUnavailable)
						return
					}
					answerThing(w, r)
				})
				for range 1000 {
					result, err := do(t.Context(), client, getThing())
					require.NoError(t, err)
					most = max(most, result.Attempts)
				}
				t.Logf("%d requests for 1000 calls, 0 lost, at most %d attempts", sent, most)
			})
		})
	}
}

// Whether a request fails depends on its call and attempt alone, not on which comes first.
func TestTrust_OfAThousandCallsAtTheSameTimeNoneIsLostWhenAFifthOfTheRequestsFails(t *testing.T) {
	for _, callers := range []int{50, 1000} {
		t.Run(strconv.Itoa(callers)+" callers", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				sent, attempts := 0, map[string]int{}
				client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
					mu.Lock()
					sent++
					name := r.Header.Get("X-Call")
					attempts[name]++
					attempt := attempts[name]
					mu.Unlock()
					drawn := fnv.New64a()
					_, _ = drawn.Write([]byte(name + " " + strconv.Itoa(attempt)))
					if rand.New(rand.NewPCG(drawn.Sum64(), 20)).IntN(5) == 0 {
						w.WriteHeader(http.StatusServiceUnavailable)
						return
					}
					answerThing(w, r)
				})
				lost, first := burst(t.Context(), callers, func(ctx context.Context, n int) error {
					var failed error
					for call := range 1000 / callers {
						_, err := do(ctx, client, getThing(), boxoffice.WithHeader("X-Call", strconv.Itoa(n)+"-"+strconv.Itoa(call)))
						failed = errors.Join(failed, err)
					}
					return failed
				})
				require.Zero(t, lost, "%v", first)
				t.Logf("%d requests for 1000 calls", sent)
			})
		})
	}
}

// A vendor that is down gets twenty repetitions of a client, and three for each call that
// runs at the same time, and no more until a call succeeds.
func TestTrust_AVendorThatIsDownIsNotMultipliedByTheDefaultPolicy(t *testing.T) {
	for _, test := range []struct{ callers, most int }{{1, 300 + 23}, {10, 300 + 50}, {100, 300 + 320}, {300, 300 + 920}} {
		t.Run(strconv.Itoa(test.callers)+" callers", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var sent atomic.Int32
				client := newBubbleClient(t, counted(&sent, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
				begun := time.Now()
				lost, _ := burst(t.Context(), test.callers, func(ctx context.Context, _ int) error {
					var failed error
					for range 300 / test.callers {
						_, failed = do(ctx, client, getThing())
					}
					return failed
				})
				require.Equal(t, test.callers, lost)
				require.LessOrEqual(t, int(sent.Load()), test.most)
				require.Less(t, time.Since(begun), 40*time.Second)
				t.Logf("300 calls were sent %d times in %s", sent.Load(), time.Since(begun))
			})
		})
	}
}

func TestACallToAVendorThatIsDownGivesUpWithinTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, err := transport.New(transport.Config{Vendor: "acme", Server: "https://api.acme.example"},
			serveBubbleUp(t, answerThing, func() bool { return false })...)
		require.NoError(t, err)
		begun := time.Now()
		_, err = do(t.Context(), client, createThing())
		require.Equal(t, boxoffice.NeverSent, asError(t, err).Delivery)
		require.Less(t, time.Since(begun), 9750*time.Millisecond+1)
		require.Greater(t, time.Since(begun), 4800*time.Millisecond)
	})
}
