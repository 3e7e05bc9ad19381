// Package otelexample shows how a program traces its calls with OpenTelemetry, by
// the hooks of package boxoffice and by otelhttp, and tests that no secret is in
// what is exported. It is a module of its own: run it with `make otel`.
package otelexample
