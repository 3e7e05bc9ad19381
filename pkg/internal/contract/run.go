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
	"github.com/stretchr/testify/assert"
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
	tape := s.composing(t, c)
	defer tape.Discard()
	defer func() { assert.NoError(t, tape.Refused()) }()
	c.Run(t, tape.Client())
	if !t.Failed() {
		require.NoError(t, tape.Close())
	}
}

// composing is a case's tape, to be recorded from the fake.
func (s suite) composing(t *testing.T, c Case) *vcr.Tape {
	t.Helper()
	tape, err := vcr.Open(s.tape(c), vcr.Config{
		Spec: s.doc, Mode: vcr.Record, Transport: s.fake(t, c), Note: composedNote(s.doc.Name), KeepBodies: true,
	})
	require.NoError(t, err)
	return tape
}

// live records a case from the vendor. The tape is written even when Run fails.
func (s suite) live(t *testing.T, c Case) {
	t.Helper()
	if !c.Live {
		t.Skip("the case is not marked Live")
	}
	notes, err := s.fromVendor(t, c)
	if missing := missingEnv(); missing != "" {
		t.Skipf("the environment lacks %s", missing)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, note := range notes {
		t.Log(note)
	}
}

// fromVendor records a case and returns what somebody should look at. After an error
// the tape there was stays.
func (s suite) fromVendor(t tester, c Case) ([]string, error) {
	t.Helper()
	used := map[string][]string{}
	transport, err := s.vendor(used)
	if err != nil {
		return nil, err
	}
	startReplacing(s.values, used)
	defer stopReplacing()
	recorded := filepath.Join(t.TempDir(), filepath.Base(s.tape(c)))
	tape, err := vcr.Open(recorded, vcr.Config{
		Spec: s.doc, Mode: vcr.Record, Transport: transport, StandIns: standIns, Note: liveNote(),
	})
	if err != nil {
		return nil, err
	}
	defer tape.Discard()
	complaints := trial(func(t require.TestingT) { c.Run(t, tape.Client()) })
	if missingEnv() != "" {
		return nil, nil
	}
	if err := tape.Close(); err != nil {
		return nil, fmt.Errorf("%w%s", err, said(tape, complaints))
	}
	if !s.shows(c, recorded) {
		return nil, fmt.Errorf("the vendor did not answer %s with %d %s, so the tape there is stays; it answered: %s%s",
			c.Operation, c.Status, c.MediaType, strings.Join(append(s.answers(recorded), tape.Trouble()...), "; "), said(tape, complaints))
	}
	if err := s.take(c, recorded); err != nil {
		return nil, err
	}
	var notes []string
	for _, complaint := range complaints {
		notes = append(notes, "recorded, but an expectation does not hold: "+tape.Hidden(complaint))
	}
	if names := tape.LeftOut(); len(names) > 0 {
		notes = append(notes, "not on the tape, because the specification does not describe it: "+strings.Join(names, ", "))
	}
	return notes, nil
}

// said is what the case complained of, which has the vendor's own message and how long
// to wait.
func said(tape *vcr.Tape, complaints []string) string {
	var text strings.Builder
	for _, complaint := range complaints {
		text.WriteString("\nthe case says: " + tape.Hidden(complaint))
	}
	return text.String()
}

// take puts a recording in the place of the case's tape. What a live recording
// holds of opaque bodies is on the tape itself, so those of an earlier tape go
// once the new one is there.
func (s suite) take(c Case, recorded string) error {
	text, err := os.ReadFile(recorded)
	if err != nil {
		return err
	}
	stale, err := vcr.Bodies(s.tape(c))
	if err != nil {
		return err
	}
	if err := vcr.ReplaceFile(s.tape(c), string(text)); err != nil {
		return err
	}
	for _, file := range stale {
		if err := os.Remove(file); err != nil { //nolint:gosec // a file beside the tape
			return err
		}
	}
	return nil
}

// answers says what was answered in a recording.
func (s suite) answers(recording string) []string {
	interactions, err := vcr.Load(recording)
	if err != nil {
		return nil
	}
	var all []string
	for _, i := range interactions {
		if op, err := s.operation(i); err == nil {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%s with %d %s", op.ID, i.Response.Code, mediaTypeOf(i.Response))))
		}
	}
	return all
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
