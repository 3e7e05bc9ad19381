package otelexample

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Hooks make a span per call, named after the vendor and the operation, with an
// event per attempt. There is no address in it, and no header.
func Hooks(tracer trace.Tracer) boxoffice.ClientOption {
	return boxoffice.WithHooks(boxoffice.Hooks{
		BeforeCall: func(ctx context.Context, call boxoffice.Call) context.Context {
			ctx, _ = tracer.Start(ctx, call.Vendor+" "+call.Operation, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
				attribute.String("http.request.method", call.Method), attribute.String("url.template", call.Path)))
			return ctx
		},
		AfterAttempt: func(ctx context.Context, e boxoffice.Event) {
			trace.SpanFromContext(ctx).AddEvent("attempt", trace.WithAttributes(
				attribute.Int("attempt", e.Attempt), attribute.Int("http.response.status_code", e.StatusCode)))
		},
		AfterCall: func(ctx context.Context, e boxoffice.Event) {
			span := trace.SpanFromContext(ctx)
			if e.StatusCode != 0 {
				span.SetAttributes(attribute.Int("http.response.status_code", e.StatusCode))
			}
			if e.Err != nil {
				span.SetStatus(codes.Error, e.Err.Error()) // the text is safe to record
			}
			span.End()
		},
	})
}
