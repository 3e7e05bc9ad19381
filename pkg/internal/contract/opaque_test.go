package contract

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

const documents = `{"openapi":"3.0.3","info":{"title":"Acme","version":"1"},"servers":[{"url":"https://api.acme.test"}],"paths":{"/document":{
	"put":{"operationId":"replaceDocument","security":[],
		"requestBody":{"content":{"application/pdf":{"schema":{"type":"string","format":"binary"}}}},
		"responses":{"200":{"description":"As it was before.","content":{"application/pdf":{"schema":{"type":"string","format":"binary"}}}}}}}}}`

// replacedDocument is a case of a made-up vendor whose bodies are bytes.
func replacedDocument(t require.TestingT, client *http.Client) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPut, "https://api.acme.test/document", strings.NewReader("%PDF new \xff"))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/pdf")
	resp, err := client.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, 200, resp.StatusCode)
	require.Equal(t, "application/pdf", resp.Header.Get("Content-Type"))
	require.Equal(t, "%PDF old \xff", string(body))
}

type documentVendor struct{}

func (documentVendor) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: 200, Request: req, Header: http.Header{"Content-Type": {"application/pdf"}, "Set-Cookie": {"a=b"}},
		Body: io.NopCloser(strings.NewReader("%PDF old \xff")),
	}, nil
}

func opaqueSuite(t *testing.T) suite {
	t.Helper()
	doc, err := oas.Parse("acme", []byte(documents))
	require.NoError(t, err)
	c, err := Case{Operation: "replaceDocument", Run: replacedDocument}.completed(doc)
	require.NoError(t, err)
	s := suite{doc: doc, cases: []Case{c}, dir: filepath.Join(t.TempDir(), "acme")}
	tape, err := vcr.Open(s.tape(c), vcr.Config{Spec: doc, Mode: vcr.Record, Transport: documentVendor{}, Note: composedNote("acme"), KeepBodies: true})
	require.NoError(t, err)
	replacedDocument(t, tape.Client())
	require.NoError(t, tape.Close())
	return s
}

func TestATapeOfBytesPassesEveryGate(t *testing.T) {
	s := opaqueSuite(t)
	s.run(t)
	s.tapes(t)
	s.canonical(t)
	s.secrets(t)
	s.valid(t)
	s.mutations(t)
	s.coverage(t, true)
	golden, err := os.ReadFile(filepath.Join(s.dir, "coverage.golden"))
	require.NoError(t, err)
	require.Equal(t, "replaceDocument 200 application/pdf: covered\n", string(golden))
	require.Empty(t, s.alterations(t, len(alterations)))
}

func TestBytesThatAreNotThoseOfTheTapeAreNoticed(t *testing.T) {
	s := opaqueSuite(t)
	bodies, err := vcr.Bodies(s.tape(s.cases[0]))
	require.NoError(t, err)
	require.Len(t, bodies, 2, "of the request and of the answer")
	require.NoError(t, os.WriteFile(bodies[0], []byte("forged"), 0o600))
	require.Contains(t, fails(t, func(t tester) { s.canonical(t) }), "is no body on the tape")

	s = opaqueSuite(t)
	tampered(t, s, func(i *cassette.Interaction) { i.Response.Headers.Set("Content-Type", "image/png") })
	require.Contains(t, fails(t, func(t tester) { s.valid(t) }), "image/png")

	s = opaqueSuite(t)
	s.cases[0].Run = func(t require.TestingT, client *http.Client) {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodPut, "https://api.acme.test/document", strings.NewReader("%PDF new \xff"))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/pdf")
		resp, err := client.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, 200, resp.StatusCode)
	}
	require.Contains(t, fails(t, func(t tester) { s.mutations(t) }), "does not notice: header Content-Type; the value")
}
