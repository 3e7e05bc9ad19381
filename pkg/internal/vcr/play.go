package vcr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/dnaeon/go-vcr/v2/recorder"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

func (t *Tape) openReplay() error {
	interactions, err := Load(t.path)
	if err != nil {
		return err
	}
	for i, interaction := range interactions {
		request, err := t.policy.taped(interaction.Request)
		if err != nil {
			return fmt.Errorf("tape %s, interaction %d: %w", filepath.Base(t.path), i+1, err)
		}
		t.entries = append(t.entries, entry{request: request})
	}
	if t.recorder, err = recorder.NewAsMode(strings.TrimSuffix(t.path, extension), recorder.ModeReplaying, refusing{}); err != nil {
		return fmt.Errorf("tape %s: %w", filepath.Base(t.path), err)
	}
	t.recorder.SkipRequestLatency = true
	// play has looked at the request: go-vcr is to take the next interaction.
	t.recorder.SetMatcher(func(*http.Request, cassette.Request) bool { return true })
	return nil
}

// play answers a request with the next interaction on the tape. It is an error when the
// request does not match it, so the order of the tape matters. go-vcr counts
// interactions too, but its counter cannot be read.
func (t *Tape) play(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	live, err := t.policy.live(req)
	if err != nil {
		return nil, t.miss(err)
	}
	next := slices.IndexFunc(t.entries, func(e entry) bool { return !e.played })
	if next < 0 || len(live.differs(t.entries[next].request)) > 0 {
		return nil, t.miss(t.explain(live))
	}
	// A context that ends between go-vcr's count and ours would make them differ.
	resp, err := t.recorder.RoundTrip(req.WithContext(context.WithoutCancel(req.Context())))
	if err != nil {
		return nil, err
	}
	t.entries[next].played = true
	return t.filled(resp)
}

// filled is an answer with the bytes of its opaque body.
func (t *Tape) filled(resp *http.Response) (*http.Response, error) {
	text, err := io.ReadAll(resp.Body)
	if err != nil || !redact.IsDigest(string(text)) {
		resp.Body = io.NopCloser(bytes.NewReader(text))
		return resp, err
	}
	tape := t.path
	if t.config.BodiesOf != "" {
		tape = t.config.BodiesOf
	}
	body, err := opaqueBody(tape, string(text))
	if err != nil {
		return nil, t.miss(err)
	}
	resp.Body, resp.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return resp, nil
}

func (t *Tape) miss(err error) error {
	err = fmt.Errorf("tape %s: %w", filepath.Base(t.path), err)
	t.misses = append(t.misses, err)
	return err
}

// explain says why no interaction fits, by comparing with each that has not
// been played.
func (t *Tape) explain(live request) error {
	var b strings.Builder
	fmt.Fprintf(&b, "no interaction fits %s", live)
	left := 0
	for i, e := range t.entries {
		if e.played {
			continue
		}
		left++
		what := strings.Join(live.differs(e.request), "; ")
		if what == "" {
			what = "it fits, and the others come first"
		}
		fmt.Fprintf(&b, "\n\tinteraction %d (%s): %s", i+1, e.request, what)
	}
	if left == 0 {
		b.WriteString(": all have been played")
	}
	return errors.New(b.String())
}

// unplayed is the error at the end of a replay, if any.
func (t *Tape) unplayed() error {
	errs := slices.Clone(t.misses)
	for i, e := range t.entries {
		if !e.played {
			errs = append(errs, fmt.Errorf("tape %s: interaction %d (%s) was not played", filepath.Base(t.path), i+1, e.request))
		}
	}
	return errors.Join(errs...)
}

// refusing stands where go-vcr would put http.DefaultTransport.
type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("a replay does not touch the network")
}

// cloned is a copy of the request with a body of its own; the caller's is read
// and closed.
func cloned(req *http.Request) (*http.Request, error) {
	clone := req.Clone(req.Context())
	if req.Body == nil || req.Body == http.NoBody {
		return clone, nil
	}
	body, err := io.ReadAll(req.Body)
	_ = req.Body.Close()
	if err != nil {
		return nil, err
	}
	setBody(clone, body)
	return clone, nil
}

func setBody(req *http.Request, body []byte) {
	req.ContentLength = int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Body, _ = req.GetBody()
}
