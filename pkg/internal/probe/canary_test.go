package probe_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

// securedCalls are a call with each kind of credential that the probe's document names.
func securedCalls(c *probeapi.Client) map[string]func(*testing.T) error {
	return map[string]func(*testing.T) error{
		"getInherited": func(t *testing.T) error { return c.GetInherited(t.Context()) },
		"getWithBoth":  func(t *testing.T) error { return c.GetWithBoth(t.Context()) },
		"getByCookie":  func(t *testing.T) error { return c.GetByCookie(t.Context()) },
		"createSigned": func(t *testing.T) error { return c.CreateSigned(t.Context(), probeapi.ThingPatch{}) },
		"login":        func(t *testing.T) error { _, err := c.Login(t.Context()); return err },
	}
}

// A vendor may repeat what it was sent anywhere: in a body, in a header, in an address.
func TestNoCredentialOfAnyKindIsPrinted(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	v.answer = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Request-Id", r.URL.RawQuery)
		w.Header().Set("Location", r.URL.String())
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": fmt.Sprint(r.URL, r.Header), "code": r.URL.Query().Get("key")})
	}
	var sinks bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&sinks, &slog.HandlerOptions{Level: slog.LevelDebug}))
	auth := everyCredential()
	c := authenticated(t, v, auth, boxoffice.WithLogger(logger), boxoffice.WithWireDump(&sinks))
	calls := securedCalls(c)
	for _, id := range names(calls) {
		err := calls[id](t)
		require.ErrorIs(t, err, boxoffice.ErrBadRequest, id)
		logger.Error("refused", slog.Any("err", err))
		text, _ := json.Marshal(err)
		fmt.Fprintf(&sinks, "%v %+v %#v %s %q %s", err, err, err, err, err, text)
		if e := boxoffice.AsError(err); id == "getInherited" || id == "getWithBoth" {
			fmt.Fprintf(&sinks, "%s %v %s", e.Body, e.Header, e.Message) // its address is secret: fields too
		}
	}
	fmt.Fprintf(&sinks, "%v %+v %#v %v %+v", auth, auth, auth, c, c)
	assertNoCanary(t, sinks.String())
	assert.Contains(t, sinks.String(), "/api/both?key=[redacted]", "the address is shown without the key")
	seen := fmt.Sprint(v.all())
	for _, canary := range []string{userCanary, tokenCanary} {
		assert.Contains(t, seen, canary, "and was sent")
	}
}

func assertNoCanary(t *testing.T, text string) {
	t.Helper()
	for _, canary := range canaries {
		for _, form := range redact.Forms(canary) {
			assert.NotContains(t, text, form)
		}
	}
}

func TestNoCredentialOfAnyKindIsTaped(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("probe.yaml")
	require.NoError(t, err)
	spec, err := oas.Parse("probe", document)
	require.NoError(t, err)
	fake, _ := fakeProbe(t, nil)
	tape := filepath.Join(t.TempDir(), "secured.yaml")

	play := func(mode vcr.Mode) string {
		recording, err := vcr.Open(tape, vcr.Config{Spec: spec, Mode: mode, Transport: fake.HTTPClient().Transport})
		require.NoError(t, err)
		c := clientOf(t, everyCredential(), boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(recording.Client()))
		calls := securedCalls(c)
		for _, id := range names(calls) {
			if id != "login" { // whose answer has no example
				require.NoError(t, calls[id](t), id)
			}
		}
		require.NoError(t, c.ListByStyle(t.Context(), &probeapi.ListByStyleParams{
			Filter: &probeapi.Filter{Color: "red"}, Attr: map[string]string{"x": "1"}, JSON: &probeapi.Filter{Color: "red"},
		}))
		require.NoError(t, recording.Close())
		text, err := os.ReadFile(tape)
		require.NoError(t, err)
		return string(text)
	}
	text := play(vcr.Record)
	assertNoCanary(t, text)
	assert.Contains(t, text, "key=redacted-key")
	assert.Contains(t, text, "Token redacted")
	assert.Empty(t, redact.Scan(text))
	assert.Equal(t, text, play(vcr.Replay))
}
