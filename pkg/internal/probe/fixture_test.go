package probe_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/speccheck"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// got is a request as the vendor sees it.
type got struct {
	Method, Path, Query string
	Header              http.Header
	Body                string
}

// vendor answers every request with the same, and keeps the last one.
type vendor struct {
	status int
	header map[string]string
	body   string
	answer http.HandlerFunc // instead of the others, unless nil

	mu  sync.Mutex
	got []got
}

// all are the requests so far.
func (v *vendor) all() []got {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.got)
}

// last is the request that came last.
func (v *vendor) last() got {
	all := v.all()
	if len(all) == 0 {
		return got{}
	}
	return all[len(all)-1]
}

// forget makes the vendor begin anew.
func (v *vendor) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.got = nil
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	v.mu.Lock()
	v.got = append(v.got, got{r.Method, strings.TrimPrefix(r.URL.EscapedPath(), "/api"), r.URL.RawQuery, r.Header.Clone(), string(body)})
	v.mu.Unlock()
	if v.answer != nil {
		v.answer(w, r)
		return
	}
	for name, value := range v.header {
		w.Header().Set(name, value)
	}
	if w.Header().Get("Content-Type") == "" && v.body != "" {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(v.status)
	_, _ = io.WriteString(w, v.body)
}

// client calls the vendor.
func client(t *testing.T, v *vendor, options ...boxoffice.ClientOption) *probeapi.Client {
	return authenticated(t, v, nil, options...)
}

// authenticated is client with a credential.
func authenticated(t *testing.T, v *vendor, auth transport.Authenticator, options ...boxoffice.ClientOption) *probeapi.Client {
	t.Helper()
	if v.status == 0 {
		v.status = http.StatusOK
	}
	return calling(t, v, auth, options...)
}

// served calls a vendor that reads and writes in its own way.
func served(t *testing.T, handler http.Handler) *probeapi.Client {
	t.Helper()
	return calling(t, handler, nil)
}

func calling(t *testing.T, handler http.Handler, auth transport.Authenticator, options ...boxoffice.ClientOption) *probeapi.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	options = append([]boxoffice.ClientOption{boxoffice.WithBaseURL(server.URL)}, options...)
	config := transport.Config{Vendor: "probe", Server: probeapi.ServerProduction, Authenticator: auth}
	rest, err := transport.New(config, options...)
	require.NoError(t, err)
	return probeapi.NewClient(rest)
}

// A test calls every operation that the templates are said to be able to do.
func TestEveryOperationOfTheProbeIsCalledByATest(t *testing.T) {
	document, err := openapi3.NewLoader().LoadFromFile("probe.yaml")
	require.NoError(t, err)
	var all []string
	for _, item := range document.Paths.Map() {
		for _, op := range item.Operations() {
			all = append(all, op.OperationID)
		}
	}
	called := map[string]bool{}
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, file := range files {
		if text, err := os.ReadFile(file.Name()); err == nil && strings.HasSuffix(file.Name(), "_test.go") {
			for _, call := range regexp.MustCompile(`\.([A-Z]\w+)\((?:t\.Context\(\)|ctx)`).FindAllStringSubmatch(string(text), -1) {
				called[strings.ToLower(call[1])] = true
			}
		}
	}
	for _, id := range all {
		assert.True(t, called[strings.ToLower(id)], "no test calls %s", id)
	}
	assert.Empty(t, check(t, "probe.yaml"))
}

// check is what is wrong in a file, a problem per line.
func check(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var lines strings.Builder
	for _, p := range speccheck.Check(file, text) {
		lines.WriteString(p.String() + "\n")
	}
	return lines.String()
}

func names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
