package trust_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/specs"
)

// A vendor that is registered and not tried would be a hole in everything here.
func TestTrust_EveryRegisteredVendorIsTried(t *testing.T) {
	var registered, tried []string
	for _, d := range specs.All() {
		registered = append(registered, d.Name)
	}
	for _, v := range vendors() {
		tried = append(tried, v.name)
	}
	require.Equal(t, registered, tried)
}

// loss is a way in which the answer to a request that was carried out is lost.
type loss struct {
	name string
	on   []string // the protocols on which there is such a thing
	// kept: the connection has carried a request before.
	kept bool
	lose func(w http.ResponseWriter, r *http.Request, status int)
}

var (
	onBoth  = []string{"HTTP/1.1", "HTTP/2"}
	onOne   = onBoth[:1]
	onTwo   = onBoth[1:]
	noReply = func(http.ResponseWriter, *http.Request, int) { panic(http.ErrAbortHandler) }
)

var losses = []loss{
	{name: "closed before the answer's header", on: onBoth, lose: noReply},
	{name: "closed before the answer's header, a kept connection", on: onBoth, kept: true, lose: noReply},
	{name: "reset before the answer's header", on: onBoth, lose: func(_ http.ResponseWriter, r *http.Request, _ int) { resetUnder(r) }},
	{name: "reset before the answer's header, a kept connection", on: onBoth, kept: true, lose: func(_ http.ResponseWriter, r *http.Request, _ int) { resetUnder(r) }},
	{name: "closed within the answer's header", on: onOne, lose: func(_ http.ResponseWriter, r *http.Request, status int) {
		_, _ = fmt.Fprintf(connUnder(r), "HTTP/1.1 %d Don", status)
		panic(http.ErrAbortHandler)
	}},
	{name: "closed within the answer's body", on: onBoth, lose: func(w http.ResponseWriter, _ *http.Request, status int) {
		beginBody(w, status)
		panic(http.ErrAbortHandler)
	}},
	{name: "reset within the answer's body", on: onBoth, lose: func(w http.ResponseWriter, r *http.Request, status int) {
		beginBody(w, status)
		resetUnder(r)
	}},
	{name: "a gateway's 502", on: onBoth, lose: func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusBadGateway) }},
	{name: "a gateway's 503 with Retry-After", on: onBoth, lose: func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusServiceUnavailable)
	}},
	// The next two tell the client that the request was not taken. It was. Their
	// frames may not come before the server's first, so the connection is a kept one.
	{name: "GOAWAY", on: onTwo, kept: true, lose: func(w http.ResponseWriter, r *http.Request, status int) {
		frame(r, 0x7, 0, make([]byte, 8)) // the last stream that was taken is 0, the code NO_ERROR
		noReply(w, r, status)
	}},
	{name: "RST_STREAM with REFUSED_STREAM", on: onTwo, kept: true, lose: func(w http.ResponseWriter, r *http.Request, status int) {
		// A client's streams have odd numbers.
		frame(r, 0x3, byte(2*connUnder(r).requests.Load()-1), []byte{0, 0, 0, 0x7})
		noReply(w, r, status)
	}},
}

// beginBody begins an answer whose body does not come. A 204 has none, so a 200
// takes its place.
func beginBody(w http.ResponseWriter, status int) {
	if status == http.StatusNoContent {
		status = http.StatusOK
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "100")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"id":`)
	w.(http.Flusher).Flush()
}

// counted is a connection that counts its requests.
type counted struct {
	net.Conn
	requests atomic.Int32
}

type connKey struct{}

// connUnder is the connection that a request came on.
func connUnder(r *http.Request) *counted { return r.Context().Value(connKey{}).(*counted) }

// resetUnder ends the connection with a TCP reset.
func resetUnder(r *http.Request) {
	c := connUnder(r).Conn
	if secure, ok := c.(interface{ NetConn() net.Conn }); ok {
		c = secure.NetConn()
	}
	if plain, ok := c.(*net.TCPConn); ok {
		_ = plain.SetLinger(0)
	}
	_ = c.Close()
	panic(http.ErrAbortHandler)
}

// frame writes an HTTP/2 frame past the server.
func frame(r *http.Request, kind, stream byte, payload []byte) {
	_, _ = connUnder(r).Conn.Write(append([]byte{0, 0, byte(len(payload)), kind, 0, 0, 0, 0, stream}, payload...))
}

// forgetful is a vendor that carries out what it is asked, and loses the answer.
type forgetful struct {
	vendor     vendor
	canaries   *canaries
	mayLogIn   bool
	lose       func(http.ResponseWriter, *http.Request)
	warm       atomic.Bool // the next request only opens the connection
	deliveries atomic.Int32
}

func (f *forgetful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	if c, ok := r.Context().Value(connKey{}).(*counted); ok {
		c.requests.Add(1)
	}
	if login := f.vendor.login(r); login != nil && f.mayLogIn {
		login.write(&asked{w: w, r: r, canaries: f.canaries})
		return
	}
	if f.warm.Swap(false) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	lose := f.lose // before the test can know of the delivery, and set another
	f.deliveries.Add(1)
	lose(w, r)
}

// listening is the vendor at work, and a transport that trusts it.
func (f *forgetful) listening(t *testing.T, protocol string) (*httptest.Server, *http.Transport) {
	t.Helper()
	server := httptest.NewUnstartedServer(f)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		return context.WithValue(ctx, connKey{}, &counted{Conn: c})
	}
	if protocol == "HTTP/2" {
		server.EnableHTTP2 = true
		server.TLS = &tls.Config{CurvePreferences: []tls.CurveID{tls.CurveP256}, MinVersion: tls.VersionTLS12} // the cheapest: there are hundreds of connections
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	base := server.Client().Transport.(*http.Transport).Clone()
	base.ForceAttemptHTTP2 = server.EnableHTTP2
	if base.TLSClientConfig != nil {
		base.TLSClientConfig.ClientSessionCache = tls.NewLRUClientSessionCache(0)
	}
	return server, base
}

// eachOnce calls try for every operation of the vendor that may not be repeated,
// with a credential that it takes. try reports whether the operation was sent.
func (v vendor) eachOnce(t *testing.T, try func(name string, op *openapi3.Operation, with credential) bool) (operations int) {
	t.Helper()
	credentials := slices.SortedStableFunc(slices.Values(v.credentials), loginsLast)
	once := v.once(t)
	for name, op := range once {
		require.True(t, slices.ContainsFunc(credentials, func(with credential) bool {
			return !(with.logsIn && v.isLogin(name)) && try(name, op, with)
		}), "%s: %s was sent with no credential", v.name, name)
	}
	return len(once)
}

// tell calls an operation by its name, and checks what the caller is told of a
// request that was carried out once. Nothing was sent: it reports false.
func (f *forgetful) tell(t *testing.T, client any, name, about string) bool {
	t.Helper()
	for _, o := range operations(client) {
		if o.name != name || !o.generated() {
			continue
		}
		_, err := o.call(t.Context(), f.vendor.filler(f.canaries))
		if f.deliveries.Load() == 0 {
			return false
		}
		require.EqualValues(t, 1, f.deliveries.Load(), "%s: deliveries; the caller is told: %v", about, err)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, about)
		return true
	}
	return false
}

// Over real connections, where net/http has repetitions of its own. Under the race
// detector each operation loses its answer in every fourth way, in turn.
func TestTrust_NoLostAnswerSendsACallTwice(t *testing.T) {
	calls, turn, seen := 0, 0, map[string]bool{}
	for _, v := range vendors() {
		c := newCanaries(rand.Uint64())
		for _, protocol := range onBoth {
			f := &forgetful{vendor: v, canaries: c}
			server, base := f.listening(t, protocol)
			v.eachOnce(t, func(name string, op *openapi3.Operation, with credential) bool {
				f.mayLogIn = with.logsIn
				status, _ := success(op)
				for _, l := range losses {
					if !slices.Contains(l.on, protocol) {
						continue
					}
					if turn++; turn%race.Part(1, 4) != 0 {
						continue
					}
					f.deliveries.Store(0)
					f.lose = func(w http.ResponseWriter, r *http.Request) { l.lose(w, r, status) }
					own := base.Clone() // with connections of its own
					client, _, err := with.open(t, c, nil, []boxoffice.ClientOption{
						boxoffice.WithBaseURL(server.URL), boxoffice.WithHTTPClient(&http.Client{Transport: own}),
					})
					require.NoError(t, err)
					about := fmt.Sprintf("%s %s, %s, over %s, as %s", v.name, name, l.name, protocol, with.name)
					if l.kept {
						f.warm.Store(true)
						f.call(t, client, name)
						f.warm.Store(false)
					}
					sent := f.tell(t, client, name, about)
					own.CloseIdleConnections()
					if !sent {
						return false
					}
					calls++
					seen[l.name] = true
				}
				return true
			})
		}
	}
	require.Len(t, slices.Collect(maps.Keys(seen)), len(losses))
	t.Logf("%d calls, %d ways to lose the answer: each call delivered once", calls, len(losses))
}

// call calls an operation for what happens on the way.
func (f *forgetful) call(t *testing.T, client any, name string) {
	t.Helper()
	for _, o := range operations(client) {
		if o.name == name && o.generated() {
			_, err := o.call(t.Context(), f.vendor.filler(f.canaries))
			require.Error(t, err)
		}
	}
}

// In virtual time: the answer comes a second after the attempt has been given up.
func TestTrust_NoLateAnswerSendsACallTwice(t *testing.T) {
	calls := 0
	for _, v := range vendors() {
		c := newCanaries(rand.Uint64())
		calls += v.eachOnce(t, func(name string, op *openapi3.Operation, with credential) (sent bool) {
			synctest.Test(t, func(t *testing.T) {
				const patience = 10 * time.Second
				status, _ := success(op)
				f := &forgetful{vendor: v, canaries: c, mayLogIn: with.logsIn, lose: func(w http.ResponseWriter, _ *http.Request) {
					time.Sleep(patience + time.Second)
					w.WriteHeader(status)
				}}
				web := newNetwork()
				server := web.serve(f)
				base := &http.Transport{DialContext: web.dial}
				client, _, err := with.open(t, c, nil, []boxoffice.ClientOption{
					boxoffice.WithBaseURL("http://127.0.0.1"), boxoffice.WithHTTPClient(&http.Client{Transport: base, Timeout: patience}),
				})
				require.NoError(t, err)
				sent = f.tell(t, client, name, fmt.Sprintf("%s %s, answered too late, as %s", v.name, name, with.name))
				time.Sleep(time.Hour) // whatever might still come
				require.LessOrEqual(t, f.deliveries.Load(), int32(1))
				_ = closed(t, client)
				base.CloseIdleConnections()
				_ = server.Close()
				_ = web.Close()
			})
			return sent
		})
	}
	t.Logf("%d operations answered too late: each delivered once", calls)
}
