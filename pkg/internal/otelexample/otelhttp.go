package otelexample

import (
	"context"
	"net/http"
	"net/url"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// HTTP traces every request with otelhttp: a span per attempt and redirect, named
// after the operation, and the traceparent header on the wire. otelhttp exports
// the address of a request with its query, which holds secrets where a vendor
// documents it so. The middleware before it therefore puts the path template in
// place of the path and the query, and the one behind it puts them back.
func HTTP(provider trace.TracerProvider) []boxoffice.ClientOption {
	return []boxoffice.ClientOption{
		boxoffice.WithMiddleware(hideAddress),
		boxoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return otelhttp.NewTransport(next, otelhttp.WithTracerProvider(provider),
				otelhttp.WithSpanNameFormatter(spanName), otelhttp.WithPropagators(propagation.TraceContext{}))
		}),
		boxoffice.WithMiddleware(showAddress),
	}
}

func spanName(_ string, r *http.Request) string {
	call, ok := boxoffice.CallFromContext(r.Context())
	if !ok {
		return r.Method
	}
	return call.Vendor + " " + call.Operation
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

type addressKey struct{}

func hideAddress(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		call, _ := boxoffice.CallFromContext(r.Context())
		hidden := r.WithContext(context.WithValue(r.Context(), addressKey{}, r.URL))
		hidden.URL = &url.URL{Scheme: r.URL.Scheme, Host: r.URL.Host, Path: call.Path}
		return next.RoundTrip(hidden)
	})
}

func showAddress(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		if address, ok := r.Context().Value(addressKey{}).(*url.URL); ok {
			r = r.WithContext(r.Context())
			r.URL = address
		}
		return next.RoundTrip(r)
	})
}
