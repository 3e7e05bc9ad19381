package contract

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

type mode string

const (
	replay  mode = ""
	compose mode = "compose"
	live    mode = "live"
)

// recordVariable chooses the mode.
const recordVariable = "BOXOFFICE_RECORD"

func modeFromEnv() (mode, error) {
	switch m := mode(os.Getenv(recordVariable)); m {
	case replay, compose, live:
		return m, nil
	}
	return "", fmt.Errorf("%s must be compose, live or unset", recordVariable)
}

// fake is a fake vendor set up for the case, reached under the vendor's
// address.
func (s suite) fake(t *testing.T, c Case) http.RoundTripper {
	t.Helper()
	return vcr.Redacted(s.doc, s.unredacted(t, c))
}

// unredacted is the fake as it answers, with what its examples hold in place of
// secrets.
func (s suite) unredacted(t *testing.T, c Case) http.RoundTripper {
	t.Helper()
	server := vendortest.New(t, vendortest.Document(s.source), vendortest.InMemory(), vendortest.Strict())
	if _, named := c.Replies[c.Operation]; !named {
		server.Reply(c.Operation, vendortest.Reply{Status: c.Status, MediaType: c.MediaType, Example: c.Example})
	}
	for operation, replies := range c.Replies {
		server.Reply(operation, replies...)
	}
	u, err := url.Parse(server.URL())
	require.NoError(t, err)
	return rewriting{u.Scheme, u.Host, server.HTTPClient().Transport}
}

// vendor is the way to the real vendor: its documented address, or the one in
// BOXOFFICE_<VENDOR>_ORIGIN (a shop's own host, a sandbox). The tape shows the
// documented one either way, for which used says what it stands for.
func (s suite) vendor(used map[string][]string) (http.RoundTripper, error) {
	name := "BOXOFFICE_" + strings.ToUpper(s.doc.Name) + "_ORIGIN"
	text := os.Getenv(name)
	if text == "" {
		return s.net, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("%s must be https://host", name)
	}
	documented, err := s.doc.Origin()
	if err != nil {
		return nil, err
	}
	used[u.Host] = []string{documented.Host}
	return rewriting{u.Scheme, u.Host, s.net}, nil
}

// recording holds what a live recording is made with, and what stands for it on
// tape.
var recording struct {
	sync.Mutex
	values  func(variable, example string) string // nil when none is made
	used    map[string][]string                   // with the examples for each
	missing string
}

// Env is a value that a live recording takes from the environment variable
// BOXOFFICE_<name>, such as a user name or a token. Otherwise, and on tape, it
// is the example. The example is one of the specification's, under the name of
// the field or parameter that the value is sent in: a value like 1 is replaced
// in fields and parameters of that name alone. In a live recording without the
// variable the case is skipped.
func Env(t require.TestingT, name, example string) string {
	recording.Lock()
	defer recording.Unlock()
	if recording.values == nil {
		return example
	}
	value := recording.values("BOXOFFICE_"+name, example)
	if value == "" {
		recording.missing = "BOXOFFICE_" + name
		t.FailNow()
	}
	if value != example && !slices.Contains(recording.used[value], example) {
		recording.used[value] = append(recording.used[value], example)
	}
	return value
}

func startReplacing(values func(variable, example string) string, used map[string][]string) {
	recording.Lock()
	defer recording.Unlock()
	recording.values, recording.used, recording.missing = values, used, ""
}

func stopReplacing() {
	recording.Lock()
	defer recording.Unlock()
	recording.values = nil
}

func missingEnv() string {
	recording.Lock()
	defer recording.Unlock()
	return recording.missing
}

func standIns() map[string][]string {
	recording.Lock()
	defer recording.Unlock()
	return maps.Clone(recording.used)
}

// fromEnvironment is where a recording takes its values from.
func fromEnvironment(variable, _ string) string { return os.Getenv(variable) }

// Source is where a tape comes from.
type Source string

// The sources of tapes.
const (
	Composed Source = "composed"
	Live     Source = "live"
)

func composedNote(vendor string) string {
	return "Composed with the fake from specs/" + vendor + ".yaml. No evidence of what the vendor really does."
}

func liveNote() string {
	return "Recorded live with the vendor on " + time.Now().UTC().Format(time.DateOnly) + "."
}

// isLiveNote reports whether a note is that of a live recording. Its date is a day that
// exists and has come somewhere on earth.
func isLiveNote(note string) bool {
	text, ok := strings.CutPrefix(note, "Recorded live with the vendor on ")
	text, ends := strings.CutSuffix(text, ".")
	day, err := time.Parse(time.DateOnly, text)
	return ok && ends && err == nil && day.Before(time.Now().Add(24*time.Hour))
}

// note is a tape's first line, which has to be one of the two that are written.
func (s suite) note(tape string) (string, error) {
	text, err := os.ReadFile(tape)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	note := strings.TrimPrefix(line, "# ")
	if note != composedNote(s.doc.Name) && !isLiveNote(note) {
		return "", errors.New("the tape's first line does not say where it comes from")
	}
	return note, nil
}

// Origin reads a tape's first line.
func Origin(path string) (Source, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the tape that the test names
	if err != nil {
		return "", err
	}
	switch {
	case strings.HasPrefix(string(text), "# Composed "):
		return Composed, nil
	case strings.HasPrefix(string(text), "# Recorded live "):
		return Live, nil
	}
	return "", errors.New("the tape's first line does not say where it comes from")
}
