package main

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// nextLine is the next line of the journal, which is written after its answer.
func nextLine(t *testing.T, listener chan entry) (l line) {
	t.Helper()
	require.NoError(t, json.Unmarshal((<-listener).data, &l))
	return l
}

func TestACopiedCurlLineSendsTheSameRequestAgain(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("curl")
	if err != nil {
		t.Log("there is no curl here: the lines are not sent")
	}
	s := started(t, "-https-port", "-1")
	v := s.vendor(t, "venuemanager")
	_, listener := s.log.listen(0)
	defer s.log.leave(listener)
	for name, r := range map[string]struct {
		method, path, body string
		header             map[string]string
	}{
		"with a bracket":       {http.MethodGet, "/api/core/a[1-3]{b,c}", "", nil},
		"a bad query":          {http.MethodGet, "/api/core/invoice?limit=%zz&limit=it's", "", map[string]string{"Authorization": "Basic ZXJwOmJhdHRlcnkgc3RhcGxl"}},
		"no pair":              {http.MethodGet, "/api/core/invoice", "", map[string]string{"Authorization": "Basic ZXJw"}},
		"a body with a GET":    {http.MethodGet, "/api/core/catalog/categories", "{}", map[string]string{"Content-Type": "application/json"}},
		"a body of no type":    {http.MethodPost, "/api/core/customer/token", `{"a": "it's\n'$(x)' @ \\ é"}`, nil},
		"a body of a file":     {http.MethodPost, "/api/core/customer/token", "@body", map[string]string{"Content-Type": "text/plain", "X-Empty": ""}},
		"without a body":       {http.MethodPost, "/api/core/customer/token", "", nil},
		"with a head":          {http.MethodHead, "/api/core/invoice", "", nil},
		"another method":       {http.MethodDelete, "/api/core/invoice", "", map[string]string{"Accept": "text/xml"}},
		"a body of many lines": {http.MethodPut, "/api/core/invoice", "a\r\n\tb\n", map[string]string{"Content-Type": "text/plain; charset=utf-8"}},
		"a body of no text":    {http.MethodPost, "/api/core/order", "\xff\x00", map[string]string{"Content-Type": "application/octet-stream"}},
		"a body without end":   {http.MethodPost, "/api/core/order", strings.Repeat("x", 20<<10), map[string]string{"Content-Type": "text/plain"}},
	} {
		do(t, http.DefaultClient, r.method, v.url+r.path, r.header, r.body)
		l := nextLine(t, listener)
		dir := t.TempDir()
		switch name {
		case "a body of no text":
			require.Equal(t, "Write the body into a file named body: it has 2 bytes and is no text.", l.First)
		case "a body without end":
			require.Equal(t, "Write the body into a file named body: of its 20480 bytes only the first 16384 are kept.", l.First)
		default:
			require.Empty(t, l.First, name)
		}
		if program == "" {
			continue
		}
		if l.First != "" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "body"), []byte(r.body), 0o600))
		}
		shell := exec.CommandContext(t.Context(), "sh", "-c", program+" -sS --max-time 300 "+strings.TrimPrefix(l.Curl, "curl "))
		shell.Dir = dir
		said, err := shell.CombinedOutput()
		require.NoError(t, err, "%s: %s: %s", name, l.Curl, said)
		nextLine(t, listener)
		requests := v.fake.Requests()
		require.Equal(t, asSent(requests[len(requests)-2]), asSent(requests[len(requests)-1]), "%s: %s", name, l.Curl)
	}
}

// asSent is a request without the headers that programs add by themselves.
func asSent(r vendortest.Request) map[string]any {
	for _, name := range append([]string{"Accept"}, byCurl...) {
		if r.Header.Get(name) != "text/xml" {
			r.Header.Del(name)
		}
	}
	return map[string]any{"method": r.Method, "path": r.Path, "query": r.RawQuery, "header": r.Header, "body": string(r.Body), "size": r.BodySize}
}

func TestTheRequestsThatMakeCredentialsMeetNoFaultAndAreNotShown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "script.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"faults": [{"vendor": "musement", "fault": "unavailable"}, {"vendor": "venuemanager", "fault": "drop-request"}]}`), 0o600))
	var out strings.Builder
	s := started(t, "-https-port", "-1", "-script", file, "-latency", "1h")
	s.describe(&out)
	require.NotContains(t, out.String(), "none:")
	require.Regexp(t, `access token example-access-token-\d+`, out.String())
	for _, name := range []string{"musement", "venuemanager"} {
		require.Empty(t, s.vendor(t, name).fake.Requests())
		require.Equal(t, 1, s.vendor(t, name).fake.Faults()[0].Left)
	}
	missed, listener := s.log.listen(0)
	s.log.leave(listener)
	require.Empty(t, missed)
}
