// Package wire shows what a client puts on the wire, as a server sees it. A tape
// is written by the client it is played to, so recording anew accepts whatever
// the client has come to send; a test that holds literal bytes does not.
package wire

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Sent are the requests that do makes, to whatever address, through an HTTP server
// on this machine. Each is its request line, its headers by name and, below an
// empty line, its body. Left out are the headers that Go's client adds. Every
// answer is a 404 without a body.
func Sent(t *testing.T, do func(client *http.Client)) []string {
	t.Helper()
	var mu sync.Mutex
	var requests []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		requests = append(requests, text(t, r))
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	do(&http.Client{Transport: toServer{u.Host, server.Client().Transport}})
	return requests
}

// ofTheClient are headers of Go's client.
var ofTheClient = []string{"Accept-Encoding", "Content-Length", "User-Agent"}

func text(t *testing.T, r *http.Request) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", r.Method, r.RequestURI)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if !slices.Contains(ofTheClient, name) {
			fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(r.Header[name], " | "))
		}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Errorf("the body of %s %s: %v", r.Method, r.URL.Path, err)
	}
	if len(body) > 0 {
		b.WriteString("\n" + string(body))
	}
	return b.String()
}

// toServer sends every request to one server.
type toServer struct {
	host string
	next http.RoundTripper
}

func (s toServer) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.URL.Scheme, clone.URL.Host = "http", s.host
	return s.next.RoundTrip(clone)
}
