package otelexample_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/otelexample"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

// vendor answers a login, and currencies at the second attempt. It counts the
// requests that carried a trace.
func vendor(t *testing.T) (address string, traced *atomic.Int32) {
	t.Helper()
	traced = new(atomic.Int32)
	var failed atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Traceparent") != "" {
			traced.Add(1)
		}
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.HasSuffix(r.URL.Path, "/login"):
			_, _ = fmt.Fprint(w, `{"access_token":"canary-of-the-token","token_type":"bearer","expires_in":3600}`)
		case !strings.HasSuffix(r.URL.Path, "/currencies"):
			w.WriteHeader(http.StatusNotFound)
		case failed.CompareAndSwap(false, true):
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			_, _ = fmt.Fprint(w, `[{"code":"EUR"}]`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, traced
}

// calls makes a login, whose secrets are in its address, and two calls.
func calls(t *testing.T, address string, options ...boxoffice.ClientOption) {
	t.Helper()
	options = append(options, boxoffice.WithBaseURL(address), boxoffice.WithRetry(boxoffice.Retry{Base: 1, Max: 1}))
	client, err := musement.New(musement.Supplier{
		ClientID: "shop", ClientSecret: boxoffice.Secret("canary-of-the-client"),
		Username: "maria", Password: boxoffice.Secret("canary-of-the-password"), LoginByGet: true,
	}, options...)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Authenticate(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := client.ListCurrencies(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func recorded() (*trace.TracerProvider, *tracetest.InMemoryExporter) {
	spans := tracetest.NewInMemoryExporter()
	return trace.NewTracerProvider(trace.WithSyncer(spans)), spans
}

func names(spans tracetest.SpanStubs) (all []string) {
	for _, s := range spans {
		all = append(all, s.Name)
	}
	return all
}

func check(t *testing.T, spans tracetest.SpanStubs, want ...string) {
	t.Helper()
	if got := names(spans); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the spans are %q, want %q", got, want)
	}
	if text := fmt.Sprintf("%+v", spans); strings.Contains(text, "canary") {
		t.Errorf("a secret is exported: %s", text)
	}
}

func TestTheHooksMakeASpanPerCall(t *testing.T) {
	address, _ := vendor(t)
	provider, spans := recorded()
	calls(t, address, otelexample.Hooks(provider.Tracer("shop")))
	check(t, spans.GetSpans(), "musement login", "musement listCurrencies")
	if events := spans.GetSpans()[1].Events; len(events) != 2 {
		t.Errorf("the span has %d events, want one per attempt", len(events))
	}
}

func TestOtelhttpMakesASpanPerAttemptWithoutSecrets(t *testing.T) {
	address, traced := vendor(t)
	provider, spans := recorded()
	calls(t, address, otelexample.HTTP(provider)...)
	check(t, spans.GetSpans(), "musement login", "musement listCurrencies", "musement listCurrencies")
	text := fmt.Sprintf("%+v", spans.GetSpans())
	if !strings.Contains(text, "/currencies") {
		t.Errorf("the template is missing: %s", text)
	}
	if traced.Load() != 3 {
		t.Errorf("%d requests carried a trace, want all 3", traced.Load())
	}
}
