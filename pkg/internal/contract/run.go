package contract

import (
	"fmt"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Run plays every case against its tape, or records the tapes when
// BOXOFFICE_RECORD asks for it.
func Run(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	newSuite(t, doc, cases).run(t)
}

func (s suite) run(t *testing.T) {
	t.Helper()
	for _, c := range s.cases {
		t.Run(c.title(), func(t *testing.T) {
			switch s.mode {
			case compose:
				s.compose(t, c)
			case live:
				s.live(t, c)
			default:
				s.replay(t, c)
			}
		})
	}
}

// replay plays a case, and holds its tape to showing what the case is about.
func (s suite) replay(t *testing.T, c Case) {
	t.Helper()
	interactions, err := vcr.Load(s.tape(c))
	require.NoError(t, err)
	require.NotNil(t, s.subject(c, interactions), "the tape has no answer %d %s to %s", c.Status, c.MediaType, c.Operation)
	c.Run(t, vcr.Start(t, s.tape(c), vcr.Config{Spec: s.doc}))
}

// subject is the interaction that the case is about: the last answer of its
// operation with its status and media type.
func (s suite) subject(c Case, interactions []*cassette.Interaction) *cassette.Interaction {
	var found *cassette.Interaction
	for _, i := range interactions {
		op, err := s.operation(i)
		if err == nil && op.ID == c.Operation && i.Response.Code == c.Status && mediaTypeOf(i.Response) == c.MediaType {
			found = i
		}
	}
	return found
}

// mediaTypeOf is an answer's, "" without a body: a 204 may name one.
func mediaTypeOf(r cassette.Response) string {
	if strings.TrimSpace(r.Body) == "" {
		return ""
	}
	mediaType, _, err := mime.ParseMediaType(r.Headers.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return mediaType
}

// compose records a case from the fake, unless its Run fails.
func (s suite) compose(t *testing.T, c Case) {
	t.Helper()
	if origin, err := Origin(s.tape(c)); err == nil && origin == Live {
		t.Skip("the tape was recorded live; delete it to compose another")
	}
	tape, err := vcr.Open(s.tape(c), vcr.Config{
		Spec: s.doc, Mode: vcr.Record, Transport: s.fake(t, c), Note: composedNote(s.doc.Name),
	})
	require.NoError(t, err)
	defer tape.Discard()
	c.Run(t, tape.Client())
	if !t.Failed() {
		require.NoError(t, tape.Close())
	}
}

// live records a case from the vendor. What its Run thinks of the answers does
// not decide about the tape.
func (s suite) live(t *testing.T, c Case) {
	t.Helper()
	if !c.Live {
		t.Skip("the case is not marked Live")
	}
	transport, err := s.vendor()
	require.NoError(t, err)
	startReplacing()
	defer stopReplacing()
	recorded := filepath.Join(t.TempDir(), filepath.Base(s.tape(c)))
	tape, err := vcr.Open(recorded, vcr.Config{
		Spec: s.doc, Mode: vcr.Record, Transport: transport, Replace: replaced, Note: liveNote(),
	})
	require.NoError(t, err)
	defer tape.Discard()
	complaints := trial(func(t require.TestingT) { c.Run(t, tape.Client()) })
	if missing := missingEnv(); missing != "" {
		t.Skipf("the environment lacks %s", missing)
	}
	require.NoError(t, tape.Close())
	require.True(t, s.shows(c, recorded),
		"the vendor did not answer %s with %d %s, so the tape there is stays; is what the case asks for there?", c.Operation, c.Status, c.MediaType)
	text, err := os.ReadFile(recorded)
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(s.dir, 0o755))            //nolint:gosec // tapes are committed
	require.NoError(t, os.WriteFile(s.tape(c), text, 0o644)) //nolint:gosec // tapes are committed
	for _, complaint := range complaints {
		t.Logf("recorded, but an expectation does not hold: %s", complaint)
	}
}

// shows reports whether a recording has the answer that the case is about.
func (s suite) shows(c Case, recording string) bool {
	interactions, err := vcr.Load(recording)
	return err == nil && s.subject(c, interactions) != nil
}

// rewriting sends requests for the vendor's origin to another one.
type rewriting struct {
	scheme, host string
	next         http.RoundTripper
}

func (r rewriting) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" {
		return nil, fmt.Errorf("the case does not speak to the vendor's address")
	}
	clone := req.Clone(req.Context())
	clone.URL.Scheme, clone.URL.Host, clone.Host = r.scheme, r.host, r.host
	return r.next.RoundTrip(clone)
}
