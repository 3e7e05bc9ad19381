package transport_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"text/tabwriter"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

var methods = []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}

// fault is what goes wrong with one call.
type fault struct {
	name string
	// dial fails or spoils the n-th connection.
	dial func(m *vendorUnderFault, n int32) (net.Conn, error)
	// handle spoils the n-th delivery of the call.
	handle func(w http.ResponseWriter, r *http.Request)
	// warm makes a good call first, so that the connection is one kept alive.
	warm bool
	// tls makes HTTP/1.1 use it too.
	tls bool
}

// never: nothing of the request reaches the vendor, so that the call has to
// succeed whatever the operation.
func (f *fault) never() bool { return f.handle == nil }

// vendorUnderFault counts the deliveries of one call.
type vendorUnderFault struct {
	*httptest.Server
	fault      *fault
	protocol   string
	always     bool // every sending is hit, and not the first alone
	deliveries atomic.Int32
	dials      atomic.Int32
	nowhere    string // an address that refuses connections
	garbage    net.Listener
	sessions   tls.ClientSessionCache // makes the later connections cheap
}

type connKey struct{}

func newVendorUnderFault(t *testing.T, f *fault, protocol string, always bool) *vendorUnderFault {
	t.Helper()
	v := &vendorUnderFault{fault: f, protocol: protocol, always: always, sessions: tls.NewLRUClientSessionCache(0)}
	v.Server = httptest.NewUnstartedServer(http.HandlerFunc(v.serve))
	v.Config.ErrorLog = log.New(io.Discard, "", 0)
	v.TLS = &tls.Config{CurvePreferences: []tls.CurveID{tls.CurveP256}, MinVersion: tls.VersionTLS12} // the cheapest: there are hundreds of connections
	v.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) }
	switch {
	case protocol == "h2c":
		v.Config.Protocols = onlyHTTP2()
		v.Start()
	case strings.HasPrefix(protocol, "HTTP/2"):
		v.EnableHTTP2 = true
		v.StartTLS()
	case f.tls:
		v.StartTLS()
	default:
		v.Start()
	}
	t.Cleanup(v.Close)

	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	v.nowhere = closed.Addr().String()
	require.NoError(t, closed.Close())
	v.garbage, err = net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.garbage.Close() })
	go func() {
		for {
			c, err := v.garbage.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, "this is no TLS at all, and long enough for a record")
			_ = c.Close()
		}
	}()
	return v
}

func (v *vendorUnderFault) serve(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Warm") != "" {
		_, _ = io.Copy(io.Discard, r.Body)
		answerThing(w, r)
		return
	}
	n := v.deliveries.Add(1)
	if v.fault.handle != nil && (n == 1 || v.always) {
		v.fault.handle(w, r)
		return
	}
	_, _ = io.Copy(io.Discard, r.Body)
	answerThing(w, r)
}

// client is a client with connections of its own.
func (v *vendorUnderFault) client(t *testing.T) *rest.Client {
	t.Helper()
	base := v.Client().Transport.(*http.Transport).Clone()
	base.ForceAttemptHTTP2 = v.EnableHTTP2
	if base.TLSClientConfig != nil {
		base.TLSClientConfig.ClientSessionCache = v.sessions
	}
	base.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if n := v.dials.Add(1); v.fault.dial != nil && (n == 1 || v.always) {
			return v.fault.dial(v, n)
		}
		return (&net.Dialer{}).DialContext(ctx, network, addr)
	}
	switch v.protocol {
	case "h2c":
		base.Protocols = onlyHTTP2()
	case "HTTP/2, wrapped dialler":
		dial, config := base.DialContext, base.TLSClientConfig.Clone()
		config.NextProtos, config.ServerName = []string{"h2"}, "example.com"
		base.Protocols = onlyHTTP2()
		base.DialTLSContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := dial(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			secure := tls.Client(c, config)
			return notTLS{secure}, secure.HandshakeContext(ctx)
		}
	}
	t.Cleanup(base.CloseIdleConnections)
	return newClient(t, v.URL, nil, through(base), quick(4))
}

// reset ends the connection under the request with a TCP reset.
func reset(r *http.Request) {
	c := r.Context().Value(connKey{}).(net.Conn)
	if secure, ok := c.(*tls.Conn); ok {
		c = secure.NetConn()
	}
	if plain, ok := c.(*net.TCPConn); ok {
		_ = plain.SetLinger(0)
	}
	_ = c.Close()
	panic(http.ErrAbortHandler)
}

func answering(status int, retryAfter string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(status)
	}
}

var faults = []*fault{
	{name: "dial refused", dial: func(v *vendorUnderFault, _ int32) (net.Conn, error) { return net.Dial("tcp", v.nowhere) }},
	{name: "TLS handshake fails", tls: true, dial: func(v *vendorUnderFault, _ int32) (net.Conn, error) {
		return net.Dial("tcp", v.garbage.Addr().String())
	}},
	{name: "connection reset in the TLS handshake", tls: true, dial: func(v *vendorUnderFault, _ int32) (net.Conn, error) {
		c, err := net.Dial("tcp", v.Listener.Addr().String())
		return &brokenConn{Conn: c}, err
	}},
	{name: "reset before the request's body", handle: func(_ http.ResponseWriter, r *http.Request) { reset(r) }},
	{name: "reset within the request's body", handle: func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadFull(r.Body, make([]byte, 1))
		reset(r)
	}},
	{name: "reset after the request's body", handle: func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		reset(r)
	}},
	{name: "closed or stream reset after the request", handle: func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		panic(http.ErrAbortHandler)
	}},
	{name: "reset within the answer's header", handle: func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if h, ok := w.(http.Hijacker); ok {
			c, _, err := h.Hijack()
			if err == nil {
				_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Le")
				_ = c.Close()
			}
			return
		}
		reset(r)
	}},
	{name: "reset within the answer's body", handle: func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"name":`)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}},
	{name: "keep-alive connection closed as it is used", warm: true, handle: func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Context().Value(connKey{}).(net.Conn).Close()
		panic(http.ErrAbortHandler)
	}},
	{name: "keep-alive connection reset as it is used", warm: true, handle: func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		reset(r)
	}},
	{name: "500", handle: answering(500, "")},
	{name: "500 with Retry-After", handle: answering(500, "0")},
	{name: "429", handle: answering(429, "")},
	{name: "429 with Retry-After", handle: answering(429, "0")},
	{name: "503", handle: answering(503, "")},
	{name: "503 with Retry-After", handle: answering(503, "0")},
}

// brokenConn is a connection that takes nothing.
type brokenConn struct{ net.Conn }

func (c *brokenConn) Write([]byte) (int, error) {
	_ = c.Close()
	return 0, &net.OpError{Op: "write", Net: "tcp", Err: syscall.ECONNRESET}
}

// callUnderFault makes a call with a body large enough to be on its way when
// something breaks.
func callUnderFault(ctx context.Context, client *rest.Client, method string, repeatable bool, options ...boxoffice.CallOption) error {
	op := &rest.Operation{ID: "doThing", Method: method, Path: "/things", Accept: "application/json", Repeatable: repeatable, Successes: []int{200, 201, 204}}
	if repeatable {
		op.RetryStatuses = []int{429, 500, 502, 503, 504}
	}
	req := client.Request(op, options)
	if method[0] == 'P' {
		req.SetJSON(thing{Name: strings.Repeat("x", 64<<10)})
	}
	return rest.Send(ctx, req)
}

// outcome is the word for it in the table.
func outcome(err error) string {
	var e *boxoffice.Error
	switch {
	case err == nil:
		return "ok"
	case !errors.As(err, &e):
		return "UNTYPED"
	case errors.Is(err, boxoffice.ErrOutcomeUnknown):
		return "unknown"
	case e.StatusCode != 0 && e.Err != nil:
		return "lost " + strconv.Itoa(e.StatusCode)
	case e.StatusCode != 0:
		return strconv.Itoa(e.StatusCode)
	case e.Delivery == boxoffice.NeverSent:
		return "unsent"
	}
	return "failed"
}

func TestTrust_NoFaultDeliversAnUnsafeCallTwice(t *testing.T) {
	table := newTable("fault", "protocol", "unsafe, once", "repeatable, once", "unsafe, always", "repeatable, always")
	calls, cells, most := 0, 0, int32(0)
	for _, f := range faults {
		for _, protocol := range []string{"HTTP/1.1", "HTTP/2", "HTTP/2, wrapped dialler", "h2c"} {
			if f.tls && protocol == "h2c" {
				continue // has no TLS to fail
			}
			row := table.row(f.name, protocol)
			for _, always := range []bool{false, true} {
				for _, repeatable := range []bool{false, true} {
					cell := row.cell()
					cells++
					vendor := newVendorUnderFault(t, f, protocol, always)
					for i := range race.Part(len(methods), 2) {
						method := methods[(cells+i)%len(methods)] // with the race detector two of them, others in each cell
						vendor.deliveries.Store(0)
						vendor.dials.Store(0)
						client := vendor.client(t)
						if f.warm {
							require.NoError(t, callUnderFault(t.Context(), client, method, repeatable, boxoffice.WithHeader("X-Warm", "1")))
						}
						err := callUnderFault(t.Context(), client, method, repeatable)
						deliveries := vendor.deliveries.Load()
						if calls++; !repeatable {
							most = max(most, deliveries)
						}
						cell.add(method, deliveries, err)
						checkDelivery(t, f, method, always, repeatable, deliveries, err)
					}
				}
			}
		}
	}
	t.Logf("%d calls under %d faults: at most %d delivery of an unsafe one", calls, len(faults), most)
	t.Log("deliveries counted at the server with every method, and what the caller was told\n" + table.String())
}

func checkDelivery(t *testing.T, f *fault, method string, always, repeatable bool, deliveries int32, err error) {
	t.Helper()
	about := fmt.Sprintf("%s, %s, always %v, repeatable %v: %v", f.name, method, always, repeatable, err)
	if !repeatable {
		require.LessOrEqual(t, deliveries, int32(1), about)
	}
	switch {
	case f.never() && !always:
		require.NoError(t, err, about)
		require.EqualValues(t, 1, deliveries, about)
	case f.never():
		require.Equal(t, boxoffice.NeverSent, asError(t, err).Delivery, about)
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown, about)
		require.Zero(t, deliveries, about)
	case repeatable && !always:
		require.NoError(t, err, about)
		require.LessOrEqual(t, deliveries, int32(2), about)
	case method == "HEAD" && strings.Contains(f.name, "answer's body"):
		require.NoError(t, err, "HEAD has no body to lose")
	case repeatable:
		require.Error(t, err, about)
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown, about)
	default:
		e := asError(t, err)
		require.EqualValues(t, 1, deliveries, about)
		require.NotEqual(t, boxoffice.NeverSent, e.Delivery, about)
		require.Equal(t, e.StatusCode != 429, errors.Is(err, boxoffice.ErrOutcomeUnknown), about)
	}
}

// The rows that need a clock, or to know that the client has noticed: in
// virtual time, on a network of pipes.
func TestTrust_NoTimeoutDeliversAnUnsafeCallTwice(t *testing.T) {
	table := newTable("fault", "protocol", "unsafe, once", "repeatable, once", "unsafe, always", "repeatable, always")
	for _, protocol := range bubbleProtocols {
		row := table.row("no answer within the timeout", protocol)
		for _, always := range []bool{false, true} {
			for _, repeatable := range []bool{false, true} {
				cell := row.cell()
				for _, method := range methods {
					synctest.Test(t, func(t *testing.T) {
						var deliveries atomic.Int32
						client := bubbleClient(t, protocol, func(w http.ResponseWriter, r *http.Request) {
							_, _ = io.Copy(io.Discard, r.Body)
							if n := deliveries.Add(1); n == 1 || always {
								<-r.Context().Done()
								return
							}
							answerThing(w, r)
						})
						err := callUnderFault(t.Context(), client, method, repeatable)
						cell.add(method, deliveries.Load(), err)
						f := &fault{name: "timeout", handle: func(http.ResponseWriter, *http.Request) {}}
						checkDelivery(t, f, method, always, repeatable, deliveries.Load(), err)
					})
				}
			}
		}
		row = table.row("keep-alive connection closed while idle", protocol)
		for _, repeatable := range []bool{false, true} {
			cell := row.cell()
			for _, method := range methods {
				synctest.Test(t, func(t *testing.T) {
					var deliveries atomic.Int32
					var last net.Conn
					client := bubbleClient(t, protocol, func(w http.ResponseWriter, r *http.Request) {
						_, _ = io.Copy(io.Discard, r.Body)
						deliveries.Add(1)
						last = r.Context().Value(connKey{}).(net.Conn)
						answerThing(w, r)
					})
					require.NoError(t, callUnderFault(t.Context(), client, method, repeatable))
					synctest.Wait()
					require.NoError(t, last.Close())
					synctest.Wait()
					deliveries.Store(0)
					err := callUnderFault(t.Context(), client, method, repeatable)
					cell.add(method, deliveries.Load(), err)
					checkDelivery(t, &fault{name: "idle"}, method, false, repeatable, deliveries.Load(), err)
				})
			}
		}
	}
	t.Log("deliveries counted at the server with every method, and what the caller was told\n" + table.String())
}

// bubbleClient is a client, with a timeout of its own, of a vendor inside a
// synctest bubble. wrap goes around the client's end of each connection.
func bubbleClient(t *testing.T, protocol string, h http.HandlerFunc, wrap ...func(net.Conn) net.Conn) *rest.Client {
	t.Helper()
	network := newPipes()
	server := &http.Server{ //nolint:gosec // the client's timeout is what is tested
		Handler:     h,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
		ErrorLog:    log.New(io.Discard, "", 0),
	}
	base := &http.Transport{DialContext: func(ctx context.Context, n, addr string) (net.Conn, error) {
		c, err := network.DialContext(ctx, n, addr)
		for _, w := range wrap {
			c = w(c)
		}
		return c, err
	}}
	url := "http://127.0.0.1"
	if protocol == "HTTP/2" {
		url = "https://127.0.0.1"
		pair, roots := certificate()
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12, Time: fixedTime}
		base.TLSClientConfig = &tls.Config{RootCAs: roots, ServerName: "example.com", MinVersion: tls.VersionTLS12, Time: fixedTime}
		base.ForceAttemptHTTP2 = true
		go func() { _ = server.ServeTLS(network, "", "") }()
	} else {
		go func() { _ = server.Serve(network) }()
	}
	t.Cleanup(func() {
		base.CloseIdleConnections()
		_ = server.Close()
	})
	user := &http.Client{Transport: base, Timeout: time.Minute}
	return newClient(t, url, nil, boxoffice.WithHTTPClient(user), quick(4))
}

// table prints what was counted.
type table struct {
	head []string
	rows []*tableRow
}

type tableRow struct {
	cells  []string
	counts []*cell
}

// cell is what became of the calls with every method.
type cell struct {
	outcomes []string            // in the order in which they came
	methods  map[string][]string // by outcome
}

func newTable(head ...string) *table { return &table{head: head} }

func (t *table) row(cells ...string) *tableRow {
	r := &tableRow{cells: cells}
	t.rows = append(t.rows, r)
	return r
}

func (r *tableRow) cell() *cell {
	c := &cell{methods: map[string][]string{}}
	r.counts = append(r.counts, c)
	return c
}

func (c *cell) add(method string, deliveries int32, err error) {
	text := fmt.Sprintf("%d %s", deliveries, outcome(err))
	if c.methods[text] == nil {
		c.outcomes = append(c.outcomes, text)
	}
	c.methods[text] = append(c.methods[text], method)
}

// String is the outcome that most methods have, and the methods with another.
func (c *cell) String() string {
	most := slices.MaxFunc(c.outcomes, func(a, b string) int { return len(c.methods[a]) - len(c.methods[b]) })
	text := most
	for _, other := range c.outcomes {
		if other != most {
			text += fmt.Sprintf(" (%s: %s)", strings.Join(c.methods[other], " "), other)
		}
	}
	return text
}

func (r *tableRow) String() string {
	cells := slices.Clone(r.cells)
	for _, c := range r.counts {
		cells = append(cells, c.String())
	}
	return strings.Join(cells, "\t")
}

// String is the table without the rows that say what another says.
func (t *table) String() string {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, strings.Join(t.head, "\t"))
	seen := map[string]bool{}
	for _, r := range t.rows {
		if line := r.String(); !seen[line] {
			seen[line] = true
			_, _ = fmt.Fprintln(w, line)
		}
	}
	_ = w.Flush()
	return b.String()
}
