package transport_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// thing is what the tests' vendor sells.
type thing struct {
	Name string `json:"name"`
}

type thingResult struct {
	thing
	boxoffice.Response
}

func decodeThing(a *rest.Answer, r *thingResult) {
	r.Response = boxoffice.Response{StatusCode: a.StatusCode, Header: a.Header, Body: a.Body, Attempts: a.Attempts}
	if a.StatusCode == http.StatusOK {
		rest.Read(a, &r.thing)
	}
}

// success are the documented ones.
var success = []int{200, 204}

// The operations of the tests' vendor: a read and a creation. Both are
// anonymous; authenticated makes them ask for one of the schemes.
func getThing() *rest.Operation {
	return &rest.Operation{
		ID: "getThing", Method: http.MethodGet, Path: "/things/1", Accept: "application/json",
		Repeatable: true, RetryStatuses: []int{429, 500, 502, 503, 504}, Successes: success,
	}
}

func createThing() *rest.Operation {
	return &rest.Operation{ID: "createThing", Method: http.MethodPost, Path: "/things", Accept: "application/json", Successes: success}
}

func authenticated(op *rest.Operation, schemes ...string) *rest.Operation {
	op.Credentials = schemes
	return op
}

// do makes one call, with a body where the method has one.
func do(ctx context.Context, client *rest.Client, op *rest.Operation, options ...boxoffice.CallOption) (*thingResult, error) {
	req := client.Request(op, options)
	switch op.Method {
	case http.MethodPost, http.MethodPut, http.MethodPatch:
		req.SetJSON(thing{Name: "chair"})
	}
	return rest.Decode(ctx, req, decodeThing)
}

// answerThing is the vendor's ordinary answer.
func answerThing(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"name":"table"}`)
}

// counted counts what reaches the handler.
func counted(hits *atomic.Int32, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		h(w, r)
	}
}

func serve(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// newClient is a client of the server, anonymous unless a credential is given.
func newClient(t testing.TB, url string, credential transport.Authenticator, options ...boxoffice.ClientOption) *rest.Client {
	t.Helper()
	config := transport.Config{Vendor: "acme", Server: "https://api.acme.example", Authenticator: credential}
	client, err := transport.New(config, append([]boxoffice.ClientOption{boxoffice.WithBaseURL(url)}, options...)...)
	require.NoError(t, err)
	return client
}

// asError is the *boxoffice.Error that every failure has to be.
func asError(t testing.TB, err error) *boxoffice.Error {
	t.Helper()
	require.Error(t, err)
	e := boxoffice.AsError(err)
	require.NotNil(t, e, "not an *boxoffice.Error: %T", err)
	return e
}

// roundTrip is a round tripper that is a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func through(rt http.RoundTripper) boxoffice.ClientOption {
	return boxoffice.WithHTTPClient(&http.Client{Transport: rt})
}

// pipes is the network of a synctest bubble, in which sockets do not work.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
	dials  atomic.Int32
}

func newPipes() *pipes {
	return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (p *pipes) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	p.dials.Add(1)
	near, far := net.Pipe()
	select {
	case p.conns <- far:
		return near, nil
	case <-p.closed:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: errors.New("refused")}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// serveBubble starts a vendor inside a synctest bubble and returns how to reach
// it: the options for a client.
func serveBubble(t *testing.T, h http.HandlerFunc) []boxoffice.ClientOption {
	t.Helper()
	return serveBubbleUp(t, h, func() bool { return true })
}

// serveBubbleUp is [serveBubble] whose port refuses connections while up is false.
func serveBubbleUp(t *testing.T, h http.HandlerFunc, up func() bool) []boxoffice.ClientOption {
	t.Helper()
	network := newPipes()
	server := &http.Server{Handler: h} //nolint:gosec // a timeout would be one more clock in the bubble
	go func() { _ = server.Serve(network) }()
	base := &http.Transport{DialContext: func(ctx context.Context, kind, address string) (net.Conn, error) {
		if !up() {
			return nil, &net.OpError{Op: "dial", Net: kind, Err: syscall.ECONNREFUSED}
		}
		return network.DialContext(ctx, kind, address)
	}}
	t.Cleanup(func() {
		base.CloseIdleConnections()
		_ = server.Close()
	})
	return []boxoffice.ClientOption{boxoffice.WithBaseURL("http://127.0.0.1"), through(base)}
}

// newBubbleClient is an anonymous client of a vendor inside a synctest bubble.
func newBubbleClient(t *testing.T, h http.HandlerFunc, options ...boxoffice.ClientOption) *rest.Client {
	t.Helper()
	config := transport.Config{Vendor: "acme", Server: "https://api.acme.example"}
	client, err := transport.New(config, append(serveBubble(t, h), options...)...)
	require.NoError(t, err)
	return client
}
