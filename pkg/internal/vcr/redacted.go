package vcr

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// Redacted sends through next and returns answers as they would be on tape. It is for
// recording from a fake, whose examples have no real secrets. A test must pass while
// recording and while replaying, so it has to see the same answers in both.
func Redacted(spec *oas.Document, next http.RoundTripper) http.RoundTripper {
	return redacted{newPolicy(Config{Spec: spec}), next}
}

type redacted struct {
	policy policy
	next   http.RoundTripper
}

func (r redacted) RoundTrip(req *http.Request) (*http.Response, error) {
	op, _ := r.policy.spec.Find(req.Method, req.URL.EscapedPath())
	if op == nil {
		return nil, fmt.Errorf("a %s request for a path that the specification %s does not have", req.Method, r.policy.spec.Name)
	}
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if err != nil {
		return nil, err
	}
	text := string(body)
	if kept, err := r.policy.response(op, resp.StatusCode, resp.Header, text); err == nil {
		resp.Header, text = kept.header, kept.body.text
	} // otherwise the recorder says that it cannot be written, and why
	resp.Body, resp.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	return resp, nil
}
