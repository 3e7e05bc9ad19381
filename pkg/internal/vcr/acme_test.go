package vcr_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

const acme = "https://api.acme.test"

// acmeSpec is a made-up vendor with what the real ones do not have: bodies of
// bytes, redirects, values of any form.
func acmeSpec(t *testing.T) *oas.Document {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "acme.yaml"))
	require.NoError(t, err)
	doc, err := oas.Parse("acme", text)
	require.NoError(t, err)
	return doc
}

// acmeTape records what do sends, and returns the tape and the recording.
func acmeTape(t *testing.T, config vcr.Config, v vendor, do func(*http.Client)) (string, *vcr.Tape, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "case.yaml")
	config.Spec, config.Mode, config.Transport = acmeSpec(t), vcr.Record, v
	tape, err := vcr.Open(path, config)
	require.NoError(t, err)
	do(tape.Client())
	return path, tape, tape.Close()
}

func acmeReplay(t *testing.T, path string) *vcr.Tape {
	t.Helper()
	tape, err := vcr.Open(path, vcr.Config{Spec: acmeSpec(t)})
	require.NoError(t, err)
	return tape
}

// acmeAnswer is the tape of one answer to GET on the path.
func acmeAnswer(t *testing.T, config vcr.Config, path string, a *http.Response) (string, *vcr.Tape) {
	t.Helper()
	file, tape, err := acmeTape(t, config, func(*http.Request) *http.Response { return a }, func(client *http.Client) {
		send(t, client, http.MethodGet, acme+path, "")
	})
	require.NoError(t, err)
	return text(t, file), tape
}
