package boxoffice_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

var errEOF = io.EOF

const canary = "c4nary"

// verbs are all that fmt asks a type about, and some it does not know.
var verbs = []string{
	"%v", "%+v", "%#v", "%s", "%q", "%+q", "%#q", "%x", "%X", "% x", "%d", "%t", "%c", "%U", "%e", "%g", "%b", "%o", "%z", "%10.3s", "%-200v",
}

// sinks are all the ways to write a value.
func sinks(t *testing.T, value any) map[string]string {
	t.Helper()
	all := map[string]string{"Sprint": fmt.Sprint(value), "Sprintln": fmt.Sprintln([]any{value})}
	for _, verb := range verbs {
		all[verb] = fmt.Sprintf(verb, value)
		all["slice "+verb] = fmt.Sprintf(verb, []any{value})
		all["field "+verb] = fmt.Sprintf(verb, struct{ Exported any }{value})
	}
	if err, ok := value.(error); ok {
		all["wrapped"] = fmt.Sprintf("%+v", fmt.Errorf("call: %w", err))
		all["joined"] = fmt.Sprintf("%#v", errors.Join(err, err))
		all["Error"] = err.Error()
	}
	data, err := json.Marshal(map[string]any{"value": value})
	require.NoError(t, err)
	all["JSON"] = string(data)
	var text, object bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("x", slog.Any("value", value), slog.Group("g", slog.Any("value", value)))
	slog.New(slog.NewJSONHandler(&object, nil)).Info("x", slog.Any("value", value), slog.Group("g", slog.Any("value", value)))
	all["slog text"], all["slog JSON"] = text.String(), object.String()
	return all
}

// forms are the ways in which a text can show.
func forms(text string) []string {
	return append(redact.Forms(text), text[:4], fmt.Sprintf("%x", text), fmt.Sprintf("%X", text), fmt.Sprint([]byte(text)))
}

func TestNoSinkShowsWhatTheAnswerOrTheCauseHolds(t *testing.T) {
	quoting := &url.Error{Op: "Get", URL: "https://" + canary + "/?token=" + canary, Err: errors.New(canary)}
	causes := map[string]error{
		"none":              nil,
		"unknown":           errors.New(canary),
		"URL":               quoting,
		"wrapped":           fmt.Errorf("%s: %w", canary, quoting),
		"sentinel":          fmt.Errorf("%s: %w", canary, boxoffice.ErrTooLarge),
		"deadline":          fmt.Errorf("%s: %w", canary, context.DeadlineExceeded),
		"joined":            errors.Join(errors.New(canary), io.ErrUnexpectedEOF),
		"errno":             fmt.Errorf("%s: %w", canary, syscall.ECONNRESET),
		"dial":              &net.OpError{Op: canary, Net: canary, Err: os.NewSyscallError(canary, syscall.ECONNREFUSED)},
		"DNS":               &net.DNSError{Name: canary, Server: canary, Err: canary},
		"certificate":       &tls.CertificateVerificationError{Err: errors.New(canary)},
		"credentials":       rest.CredentialsRefused(&boxoffice.Error{Vendor: "acme", StatusCode: 401, Body: []byte(canary), Err: errors.New(canary)}),
		"alert":             &net.OpError{Op: "remote error", Err: errors.New("tls: " + canary)},
		"malformed":         errors.New("malformed HTTP response " + canary),
		"nested":            &boxoffice.Error{Vendor: "acme", Message: canary, Body: []byte(canary)},
		"nested in unknown": fmt.Errorf("%s: %w", canary, &boxoffice.Error{Vendor: "acme", Code: canary}),
	}
	searched := 0
	for name, cause := range causes {
		for _, status := range []int{0, 200, 404, 503} {
			e := &boxoffice.Error{
				Vendor: "acme", Operation: "createOrder", Delivery: boxoffice.MaybeDelivered, Attempts: 2,
				StatusCode: status, Header: http.Header{"Location": {"https://" + canary}, "Set-Cookie": {canary}},
				Body: []byte(`{"token":"` + canary + `"}`), Code: canary, Message: canary, RequestID: canary, Err: cause,
			}
			for _, value := range []any{e, *e} {
				for sink, text := range sinks(t, value) {
					searched++
					for _, form := range forms(canary) {
						require.NotContains(t, text, form, "%s of %T in %s", name, value, sink)
					}
					require.NotContains(t, strings.TrimRight(text, "\n"), "\n\n")
				}
				require.Contains(t, fmt.Sprint(value), "createOrder")
			}
		}
	}
	t.Logf("%d texts searched, 0 hits", searched)
}

func TestTheCauseIsNamedByItsKind(t *testing.T) {
	for want, cause := range map[string]error{
		"transport failure":        errors.New(canary),
		"context canceled":         fmt.Errorf("x: %w", context.Canceled),
		"connection refused":       &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)},
		"connection reset by peer": syscall.ECONNRESET,
		"host name not resolved":   &net.DNSError{Err: "no such host"},
		"timeout":                  &net.DNSError{Err: "late", IsTimeout: true},
		"certificate not valid":    &tls.CertificateVerificationError{Err: errors.New(canary)},
		"outcome unknown":          boxoffice.ErrOutcomeUnknown,
		"malformed answer: gzip":   fmt.Errorf("x: %w", gzip.ErrHeader),
		"TLS alert":                &net.OpError{Op: "remote error", Err: errors.New("tls: " + canary)},
		"HTTP/2 error":             errors.New("http2: " + canary),
		"the proxy refused: Proxy Authentication Required":     fmt.Errorf("x: %w", errors.New("Proxy Authentication Required")),
		"credentials refused: acme: answered 401 Unauthorized": rest.CredentialsRefused(&boxoffice.Error{Vendor: "acme", StatusCode: 401}),
	} {
		require.EqualError(t, &boxoffice.Error{Vendor: "acme", Err: cause}, "acme: "+want)
	}
}

func TestTheFactsAreInTheLogAndInJSON(t *testing.T) {
	e := &boxoffice.Error{
		Vendor: "acme", Operation: "createOrder", Delivery: boxoffice.Answered, Attempts: 2, StatusCode: 409, Code: "17", Message: "m",
		Err: safe.Errorf(boxoffice.ErrTooLarge, "x"),
	}
	want := `{"vendor":"acme","operation":"createOrder","delivery":"answered","status":409,"code":"17","attempts":2,"cause":"response body over the limit: x"}`
	for _, value := range []any{e, *e} {
		data, err := json.Marshal(value)
		require.NoError(t, err)
		require.JSONEq(t, want, string(data))
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Error("failed", slog.Any("err", e))
	require.Contains(t, log.String(), `"err":{"vendor":"acme","operation":"createOrder","delivery":"answered","status":409,"code":"17"`)
	require.Equal(t, `"acme: createOrder: answered 409 Conflict (code 17): response body over the limit: x after 2 attempts"`, fmt.Sprintf("%q", e))
}
