package vcr

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/dnaeon/go-vcr/v2/recorder"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

func (t *Tape) openRecord() error {
	var err error
	if t.workdir, err = os.MkdirTemp("", "tape"); err != nil {
		return err
	}
	next := t.config.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	if t.recorder, err = recorder.NewAsMode(filepath.Join(t.workdir, "tape"), recorder.ModeRecording, whole{next}); err != nil {
		return err
	}
	t.recorder.SkipRequestLatency = true
	t.bodies = map[string]string{}
	t.recorder.AddSaveFilter(func(i *cassette.Interaction) error {
		requestBody, answerBody := i.Request.Body, i.Response.Body
		requestHeader := i.Request.Headers.Clone()
		if err := t.policy.interaction(i); err != nil {
			return err
		}
		for digest, text := range map[string]string{i.Request.Body: oneBoundary(requestHeader, requestBody), i.Response.Body: answerBody} {
			if redact.IsDigest(digest) {
				t.bodies[digest] = text
			}
		}
		return nil
	})
	return nil
}

// record sends a request. An answer that cannot be written is returned nevertheless, and
// the recording reports it at its end.
func (t *Tape) record(req *http.Request) (*http.Response, error) {
	live, err := t.policy.live(req)
	if err != nil {
		return nil, err // it could not be written
	}
	resp, err := t.recorder.RoundTrip(req)
	if err != nil {
		said := live.String() + " was not answered: " + err.Error()
		if !slices.Contains(t.trouble, said) && !t.policy.redactor.Secrets.ShowIn(said) {
			t.trouble = append(t.trouble, said)
		}
		return nil, err
	}
	if resp.Header.Get("Content-Encoding") != "" {
		_ = t.miss(errors.New("the answer is compressed because the request asked for it itself; a tape needs the text"))
		return resp, nil
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	kept, err := t.policy.response(live.op, resp.StatusCode, resp.Header, string(text))
	if err != nil {
		_ = t.miss(fmt.Errorf("not written: %s, answer %d%s: %w", live.op.ID, resp.StatusCode, t.shownMediaType(resp), err))
	}
	t.leftOut = append(t.leftOut, kept.leftOut...)
	return resp, nil
}

// shownMediaType is an answer's media type for an error. It is the vendor's text,
// so it may repeat a secret.
func (t *Tape) shownMediaType(resp *http.Response) string {
	mediaType := mediaTypeOf(resp.Header)
	if mediaType == "" || t.policy.redactor.Secrets.ShowIn(mediaType) {
		return ""
	}
	return " " + mediaType
}

// save writes the tape, redacted, in place of an earlier one. When it cannot,
// the earlier one stays.
func (t *Tape) save() error {
	defer func() { _ = os.RemoveAll(t.workdir) }()
	if len(t.misses) > 0 {
		return errors.Join(t.misses...)
	}
	if err := t.recorder.Stop(); err != nil {
		return fmt.Errorf("tape %s: not written: %w", filepath.Base(t.path), err)
	}
	data, err := os.ReadFile(filepath.Join(t.workdir, "tape"+extension))
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("tape %s: not written: %s", filepath.Base(t.path), strings.Join(append([]string{"nothing was recorded"}, t.trouble...), "; "))
	}
	if err != nil {
		return err
	}
	text := commented(t.config.Note) + string(data)
	if found := redact.Scan(text); len(found) > 0 {
		return fmt.Errorf("tape %s: not written: it would hold %s; if the specification describes the field, mark it format: password", filepath.Base(t.path), found[0].Kind)
	}
	if t.policy.redactor.Secrets.ShowIn(text) {
		return fmt.Errorf("tape %s: not written: it would hold a secret of an exchange outside of its field, such as a token that the vendor repeats in a message", filepath.Base(t.path))
	}
	stale, err := Bodies(t.path)
	if err != nil {
		return err
	}
	if err := t.writeBodies(); err != nil {
		return err
	}
	if err := ReplaceFile(t.path, text); err != nil {
		return err
	}
	return removeUnused(stale, text)
}

// commented is a note as the first line of a tape.
func commented(note string) string {
	if note == "" {
		return ""
	}
	return "# " + strings.ReplaceAll(note, "\n", "\n# ") + "\n"
}

// ReplaceFile puts a whole file in the place of an earlier one.
func ReplaceFile(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".tape-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// interaction redacts what go-vcr is about to write. It replaces the fields of
// the interaction, whose header maps may be in use elsewhere.
func (p policy) interaction(i *cassette.Interaction) error {
	request, err := p.taped(i.Request)
	if err != nil {
		return err
	}
	answer, err := p.response(request.op, i.Response.Code, i.Response.Headers, i.Response.Body)
	if err != nil {
		return fmt.Errorf("%s, answer %d: %w", request.op.ID, i.Response.Code, err)
	}
	i.Request = cassette.Request{Method: request.method, URL: request.url.String(), Headers: request.header, Body: request.body}
	i.Response = cassette.Response{Status: statusLine(i.Response.Code), Code: i.Response.Code, Headers: answer.header, Body: answer.body.onTape()}
	return nil
}

// statusLine returns a status in the words of the standard, because a server's own words
// are not part of its answer.
func statusLine(code int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", code, http.StatusText(code)))
}

// whole reads the request's body to the end before it sends the request: go-vcr records
// what the transport reads, and a transport may stop early.
type whole struct{ next http.RoundTripper }

func (w whole) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	if req.Body != nil && req.Body != http.NoBody {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		setBody(clone, body)
	}
	return w.next.RoundTrip(clone)
}
