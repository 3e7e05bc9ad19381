package vcr

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
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
	t.recorder.AddSaveFilter(t.policy.interaction)
	return nil
}

func (t *Tape) record(req *http.Request) (*http.Response, error) {
	if _, err := t.policy.live(req); err != nil {
		return nil, err // it could not be written
	}
	resp, err := t.recorder.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if resp.Header.Get("Content-Encoding") != "" {
		return nil, t.miss(errors.New("the answer is compressed because the request asked for it itself; a tape needs the text"))
	}
	return resp, nil
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
		return fmt.Errorf("tape %s: not written: nothing was recorded", filepath.Base(t.path))
	}
	if err != nil {
		return err
	}
	text := string(data)
	if t.config.Note != "" {
		text = "# " + strings.ReplaceAll(t.config.Note, "\n", "\n# ") + "\n" + text
	}
	if found := redact.Scan(text); len(found) > 0 {
		return fmt.Errorf("tape %s: not written: it would hold %s", filepath.Base(t.path), found[0].Kind)
	}
	if t.policy.redactor.Secrets.ShowIn(text) {
		return fmt.Errorf("tape %s: not written: it would hold a secret of an exchange outside of its field", filepath.Base(t.path))
	}
	return replaceFile(t.path, text)
}

// replaceFile puts a whole file in the place of an earlier one.
func replaceFile(path, text string) error {
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
	header, body, err := p.response(request.op, i.Response.Code, i.Response.Headers, i.Response.Body)
	if err != nil {
		return fmt.Errorf("%s, answer %d: %w", request.op.ID, i.Response.Code, err)
	}
	i.Request = cassette.Request{Method: request.method, URL: request.url.String(), Headers: request.header, Body: request.body}
	i.Response = cassette.Response{Status: i.Response.Status, Code: i.Response.Code, Headers: header, Body: body}
	return nil
}

// whole sends a request after reading its body to the end: go-vcr records what
// the transport reads, and a transport may stop early.
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
