package oauth_test

import (
	"context"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/oauth"
)

// The client of RFC 6749, and a user of its examples.
const (
	id       = "s6BhdRkqt3"
	secret   = "7Fjfp0ZBr1KtDRbnfVdmIw"
	password = "A3ddj3w"
)

// server answers every request alike and keeps what it was sent.
type server struct {
	mu     sync.Mutex
	forms  []url.Values
	header http.Header
	query  string

	status int
	sent   http.Header
	body   string
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	s.mu.Lock()
	s.forms, s.header, s.query = append(s.forms, form), r.Header, r.Method+" "+r.URL.String()
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	maps.Copy(w.Header(), s.sent)
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, s.body)
}

func answering(status int, body string, header ...string) *server {
	s := &server{status: status, body: body, sent: make(http.Header)}
	for pair := range slices.Chunk(header, 2) {
		s.sent.Set(pair[0], pair[1])
	}
	return s
}

// client is one of the server, over a real connection.
func (s *server) client(t *testing.T, change ...func(*oauth.Endpoint)) *oauth.Client {
	t.Helper()
	at := httptest.NewServer(s)
	t.Cleanup(at.Close)
	e := oauth.Endpoint{
		Vendor: "acme", TokenURL: at.URL + "/oauth/token", RevocationURL: at.URL + "/oauth/revoke",
		ClientID: id, ClientSecret: boxoffice.Secret(secret),
	}
	for _, c := range change {
		c(&e)
	}
	client, err := oauth.New(e)
	require.NoError(t, err)
	return client
}

// pipes is the network of a synctest bubble, in which sockets do not work.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }
func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	near, far := net.Pipe()
	p.conns <- far
	return near, nil
}

// bubbled is a client of the handler inside a bubble.
func bubbled(t *testing.T, h http.Handler) *oauth.Client {
	t.Helper()
	network := &pipes{make(chan net.Conn), make(chan struct{})}
	at := &http.Server{Handler: h} //nolint:gosec // a test's
	go func() { _ = at.Serve(network) }()
	through := &http.Transport{DialContext: network.dial}
	t.Cleanup(func() { through.CloseIdleConnections(); _ = at.Close() })
	client, err := oauth.New(oauth.Endpoint{
		Vendor: "acme", TokenURL: "http://localhost/oauth/token", ClientID: id, ClientSecret: boxoffice.Secret(secret),
	}, boxoffice.WithHTTPClient(&http.Client{Transport: through}))
	require.NoError(t, err)
	return client
}
