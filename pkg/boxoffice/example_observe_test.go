package boxoffice_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

// vendor answers requests for currencies with the statuses, one after the other,
// and then with success.
func vendor(statuses ...int) (*httptest.Server, *atomic.Int32) {
	requests := new(atomic.Int32)
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n := int(requests.Add(1))
		w.Header().Set("Content-Type", "application/json")
		if n <= len(statuses) && statuses[n-1] != http.StatusOK {
			w.WriteHeader(statuses[n-1])
			return
		}
		_, _ = fmt.Fprint(w, `[{"code":"EUR"}]`)
	})), requests
}

// client is one of Musement, as any other vendor's would be.
func client(server *httptest.Server, options ...boxoffice.ClientOption) *musement.Client {
	quickly := boxoffice.WithRetry(boxoffice.Retry{Base: 1, Max: 1})
	all := append([]boxoffice.ClientOption{boxoffice.WithBaseURL(server.URL), quickly}, options...)
	c, err := musement.New(musement.Anonymous{}, all...)
	if err != nil {
		log.Fatal(err)
	}
	return c
}

// span stands for that of a tracing library.
type span struct {
	name  string
	depth int
}

type spanKey struct{}

func startSpan(ctx context.Context, name string) context.Context {
	s := span{name: name}
	if parent, ok := ctx.Value(spanKey{}).(span); ok {
		s.depth = parent.depth + 1
	}
	return context.WithValue(ctx, spanKey{}, s)
}

func endSpan(ctx context.Context, what string) {
	s, _ := ctx.Value(spanKey{}).(span)
	fmt.Printf("%s%s: %s\n", strings.Repeat("  ", s.depth), s.name, what)
}

// A span per operation, named after it, within the span of the caller.
func ExampleWithHooks_tracing() {
	server, _ := vendor(http.StatusServiceUnavailable)
	defer server.Close()
	c := client(server, boxoffice.WithHooks(boxoffice.Hooks{
		BeforeCall: func(ctx context.Context, call boxoffice.Call) context.Context {
			return startSpan(ctx, call.Vendor+" "+call.Operation)
		},
		AfterAttempt: func(ctx context.Context, e boxoffice.Event) {
			endSpan(ctx, fmt.Sprintf("attempt %d answered %d", e.Attempt, e.StatusCode))
		},
		AfterCall: func(ctx context.Context, e boxoffice.Event) {
			endSpan(ctx, fmt.Sprintf("%s %s, %d attempts, error %v", e.Method, e.Path, e.Attempt, e.Err))
		},
	}))
	ctx := startSpan(context.Background(), "checkout")
	if _, err := c.ListCurrencies(ctx); err != nil {
		log.Fatal(err)
	}
	endSpan(ctx, "done")
	// Output:
	//   musement listCurrencies: attempt 1 answered 503
	//   musement listCurrencies: attempt 2 answered 200
	//   musement listCurrencies: GET /currencies, 2 attempts, error <nil>
	// checkout: done
}

// outcome is a label with few values, as counters need it.
func outcome(e boxoffice.Event) string {
	switch {
	case e.Err == nil:
		return "ok"
	case errors.Is(e.Err, boxoffice.ErrOutcomeUnknown):
		return "outcome unknown"
	case e.StatusCode != 0:
		return fmt.Sprint(e.StatusCode)
	}
	return e.Delivery.String()
}

// A counter per operation and outcome.
func ExampleWithHooks_metrics() {
	server, _ := vendor(200, 404, 503, 200)
	var mu sync.Mutex
	counters := map[string]int{}
	c := client(server, boxoffice.WithHooks(boxoffice.Hooks{
		AfterCall: func(_ context.Context, e boxoffice.Event) {
			mu.Lock()
			defer mu.Unlock()
			counters[e.Operation+" "+outcome(e)]++
		},
	}))
	for range 3 {
		_, _ = c.ListCurrencies(context.Background()) // the last one at the second attempt
	}
	server.Close()
	_, _ = c.ListCurrencies(context.Background(), boxoffice.WithMaxBody(-1)) // refused before it is sent
	for _, name := range slices.Sorted(maps.Keys(counters)) {
		fmt.Println(name, counters[name])
	}
	// Output:
	// listCurrencies 404 1
	// listCurrencies never sent 1
	// listCurrencies ok 2
}

// A limiter that lets two requests out at a time and delays the others.
func ExampleWithHooks_limiter() {
	var now, most atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprint(w, "[]")
	}))
	defer server.Close()
	slots := make(chan struct{}, 2)
	c := client(server, boxoffice.WithHooks(boxoffice.Hooks{
		BeforeAttempt: func(ctx context.Context, _ boxoffice.Call) error {
			select {
			case slots <- struct{}{}:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
		AfterAttempt: func(context.Context, boxoffice.Event) { <-slots },
	}))
	var all sync.WaitGroup
	var succeeded atomic.Int32
	for range 20 {
		all.Go(func() {
			if _, err := c.ListCurrencies(context.Background()); err == nil {
				succeeded.Add(1)
			}
		})
	}
	all.Wait()
	fmt.Println(succeeded.Load(), "calls, more than two at once:", most.Load() > 2)
	// Output: 20 calls, more than two at once: false
}

// breaker opens after three failures in a row. A real one lets a request through
// after a while, to see whether the vendor is back.
type breaker struct{ failures atomic.Int32 }

var errOpen = errors.New("the circuit breaker is open")

func (b *breaker) hooks() boxoffice.Hooks {
	return boxoffice.Hooks{
		BeforeAttempt: func(context.Context, boxoffice.Call) error {
			if b.failures.Load() >= 3 {
				return errOpen
			}
			return nil
		},
		AfterAttempt: func(_ context.Context, e boxoffice.Event) {
			if e.Err != nil || e.StatusCode >= 500 {
				b.failures.Add(1)
			} else {
				b.failures.Store(0)
			}
		},
	}
}

// A circuit breaker: when it is open, nothing is sent, and the error says so.
func ExampleWithHooks_circuitBreaker() {
	server, requests := vendor(503, 503, 503, 503, 503)
	defer server.Close()
	c := client(server, boxoffice.WithHooks(new(breaker).hooks()), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	for range 5 {
		_, err := c.ListCurrencies(context.Background())
		e := boxoffice.AsError(err)
		fmt.Println(e.StatusCode, e.Delivery, errors.Is(err, errOpen), boxoffice.SafeToRepeat(err))
	}
	fmt.Println(requests.Load(), "requests")
	// Output:
	// 503 answered false true
	// 503 answered false true
	// 503 answered false true
	// 0 never sent true true
	// 0 never sent true true
	// 3 requests
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The same as a middleware. ErrNotSent tells that nothing left, so that an order
// is not taken for one whose outcome is unknown.
func ExampleWithMiddleware() {
	server, requests := vendor()
	defer server.Close()
	c := client(server, boxoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			call, _ := boxoffice.CallFromContext(r.Context())
			if call.Operation == "listCurrencies" {
				return nil, fmt.Errorf("%w: %w", boxoffice.ErrNotSent, errOpen)
			}
			return next.RoundTrip(r)
		})
	}))
	_, err := c.ListCurrencies(context.Background())
	fmt.Println(err)
	fmt.Println(errors.Is(err, errOpen), boxoffice.SafeToRepeat(err), requests.Load(), "requests")
	// Output:
	// musement: listCurrencies: not sent
	// true true 0 requests
}

// What goes over the wire, without its secrets.
func ExampleWithWireDump() {
	server, _ := vendor()
	defer server.Close()
	var dump strings.Builder
	c := client(server, boxoffice.WithWireDump(&dump))
	if _, err := c.ListCurrencies(context.Background()); err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(dump.String()) {
		if strings.HasPrefix(line, "-->") || strings.HasPrefix(line, "<--") || strings.HasPrefix(line, "Content-Type") {
			fmt.Print(strings.ReplaceAll(line, server.URL, "https://vendor.example"))
		}
	}
	// Output:
	// --> GET https://vendor.example/api/v3/currencies
	// <-- 200 OK
	// Content-Type: application/json
}
