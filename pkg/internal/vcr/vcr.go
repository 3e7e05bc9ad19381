// Package vcr records exchanges with a vendor on tapes and replays them to tests. It
// wraps go-vcr and adds these rules:
//
//   - Nothing is recorded unless [Record] asks for it; a missing or empty tape
//     is an error and not a reason to go to the network.
//   - A recording replaces the tape. go-vcr appends to a file that exists and
//     leaves it alone when there was nothing to record; here the new tape is
//     made elsewhere and takes the old one's place when it is whole.
//   - go-vcr keeps the caller's own header maps and lets its filters change
//     them. Here the recorder only ever sees clones, and redaction happens when
//     the tape is written: the caller sends and receives the real values.
//   - What is written is chosen by allow-list, see package redact: a header that
//     is neither basic nor documented is not written, secrets become
//     placeholders, and what the specification does not describe is left out of
//     an answer and refused in a request. A tape is not written when something in
//     it still looks like a secret, or when a secret shows that was replaced
//     elsewhere.
//   - Of a body that is neither JSON, XML nor a form the tape holds media type,
//     length and hash. The bytes may be in a file beside it, see
//     [Config.KeepBodies]. Without them, a body of that length is played.
//   - A request is answered only by an interaction with the same method, origin,
//     path, query, body, kind of credential, Accept and documented headers. Both sides
//     are redacted alike before they are compared; the order of query parameters
//     and of JSON fields does not count, the text of numbers does. The error for
//     a request without an answer says what differs, in names and not in values.
//   - Every interaction is played once and in the order of the tape, and one that
//     was not played is an error.
//   - Bodies are indented on tape, durations, dates and a server's own words for a
//     status are not kept: the same exchange makes the same tape, byte for byte,
//     and [Canonical] tells whether a tape is one that was made so.
package vcr

import (
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/dnaeon/go-vcr/v2/recorder"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// Mode says what a tape is opened for.
type Mode int

const (
	// Replay answers from the tape and never touches the network.
	Replay Mode = iota
	// Record sends to the vendor, or to a fake, and writes a new tape.
	Record
)

// Config says how a tape is used.
type Config struct {
	// Spec is the vendor's specification. A request that is not in it is refused,
	// because it is unknown what in it is secret.
	Spec *oas.Document
	Mode Mode
	// Transport is where recorded requests go; nil is http.DefaultTransport.
	Transport http.RoundTripper
	// StandIns are the values that a recording was made with, such as a user name,
	// each with the documented examples that stand for it on tape: one, unless two of
	// the values are the same. It is asked when something is written. nil means none.
	StandIns func() map[string][]string
	// KeepBodies keeps the bytes of opaque bodies in files beside the tape, when they
	// are few and nothing in them looks like a secret. It is for recording from a fake,
	// whose bytes are not personal data.
	KeepBodies bool
	// BodiesOf is the tape beside which the bytes of opaque bodies are, "" for the
	// one that is played. It is for altered copies of a tape.
	BodiesOf string
	// Note is the first line of a recorded tape, as a comment.
	Note string
}

// Tape answers requests. It is safe for concurrent use; requests are answered
// one at a time.
type Tape struct {
	config   Config
	path     string
	policy   policy
	recorder *recorder.Recorder

	mu      sync.Mutex
	closed  bool
	workdir string            // of a recording
	entries []entry           // of a replay
	misses  []error           // requests that had no answer, or none that can be written
	trouble []string          // requests that the vendor did not answer
	leftOut []string          // of answers, what the specification does not describe
	bodies  map[string]string // opaque ones of a recording, by digest
}

// entry is an interaction with what go-vcr does not tell: whether it was
// played.
type entry struct {
	request request
	played  bool
}

// Open opens the tape in the file path, which ends in ".yaml".
func Open(path string, config Config) (*Tape, error) {
	t := &Tape{config: config, path: path, policy: newPolicy(config)}
	if !strings.HasSuffix(path, extension) || config.Spec == nil {
		return nil, errors.New("a tape needs a .yaml file and a specification")
	}
	if config.Mode == Record {
		return t, t.openRecord()
	}
	return t, t.openReplay()
}

// Client is a client whose requests the tape answers.
func (t *Tape) Client() *http.Client { return &http.Client{Transport: t} }

// RoundTrip answers a request, or sends and records it.
func (t *Tape) RoundTrip(req *http.Request) (*http.Response, error) {
	clone, err := cloned(req)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil, errors.New("the tape is closed")
	}
	send := t.play
	if t.config.Mode == Record {
		send = t.record
	}
	resp, err := send(clone)
	if err != nil {
		return nil, err
	}
	resp.Request = req
	resp.Header = resp.Header.Clone() // go-vcr's is the tape's own
	if resp.Header == nil {
		resp.Header = http.Header{}
	}
	resp.Status = statusLine(resp.StatusCode)
	resp.Proto, resp.ProtoMajor, resp.ProtoMinor, resp.Close = "HTTP/1.1", 1, 1, false
	return resp, nil
}

// Close ends the use of the tape. After a replay it reports the requests that
// had no answer and the interactions that were not played; after a recording it
// writes the tape. Closing twice does nothing.
func (t *Tape) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closed = true
	if t.config.Mode == Record {
		return t.save()
	}
	return t.unplayed()
}

// Discard ends the use of the tape and writes nothing: after a failed
// recording the tape there was stays. After Close it does nothing.
func (t *Tape) Discard() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed && t.config.Mode == Record {
		_ = os.RemoveAll(t.workdir)
	}
	t.closed = true
}

// Trouble says why requests had no answer, for example that the connection was dropped.
// It explains a recording that failed. A request that was answered after it was sent
// again is not reported.
func (t *Tape) Trouble() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.trouble)
}

// LeftOut names what the vendor answered and the specification does not describe,
// after a recording was closed. None of it is on the tape.
func (t *Tape) LeftOut() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Compact(slices.Sorted(slices.Values(t.leftOut)))
}

// Hidden is a text without the secrets of the exchanges. It is for what is said about a
// recording, such as the vendor's own message.
func (t *Tape) Hidden(text string) string {
	return t.policy.redactor.Secrets.Hide("redacted").In(text)
}

// Refused says why a recording cannot be written, as far as this is known before Close.
// It is nil when there is no reason.
func (t *Tape) Refused() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return errors.Join(t.misses...)
}

// TB is what [Start] needs of a test.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// Start opens a tape for the length of a test, which fails when the tape cannot
// be opened or its end is not what it should be.
func Start(t TB, path string, config Config) *http.Client {
	t.Helper()
	tape, err := Open(path, config)
	if err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(func() {
		if err := tape.Close(); err != nil {
			t.Errorf("%v", err)
		}
	})
	return tape.Client()
}
