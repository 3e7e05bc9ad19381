package transport_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// certificate is a key pair for example.com and who vouches for it, and
// fixedTime a moment at which it is good, whatever the clock of a bubble says.
var certificate = sync.OnceValues(func() (tls.Certificate, *x509.CertPool) {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return server.TLS.Certificates[0], roots
})

func fixedTime() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// The pair has to be made outside of bubbles: its server uses sockets.
func TestMain(m *testing.M) {
	certificate()
	m.Run()
}

// A round tripper that reports no progress may have sent everything, whatever
// its error looks like.
func TestTrust_ARoundTripperWithoutTraceThatFailsAfterDeliveringIsNotAskedTwice(t *testing.T) {
	for name, failure := range map[string]error{
		"plain":        errors.New("canary"),
		"EOF":          io.EOF,
		"reset":        &net.OpError{Op: "read", Err: syscall.ECONNRESET},
		"dial":         &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED},
		"DNS":          &net.DNSError{Err: "no such host", Name: "canary"},
		"certificate":  &tls.CertificateVerificationError{Err: errors.New("canary")},
		"authority":    x509.UnknownAuthorityError{},
		"record":       tls.RecordHeaderError{Msg: "canary"},
		"wrapped dial": &net.OpError{Op: "read", Err: &net.OpError{Op: "dial", Err: errors.New("canary")}},
	} {
		for _, method := range methods {
			var deliveries atomic.Int32
			client := newClient(t, "https://acme.example", nil, quick(4), through(roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.Body != nil {
					_, _ = io.Copy(io.Discard, r.Body)
				}
				deliveries.Add(1)
				return nil, failure
			})))
			err := callUnderFault(t.Context(), client, method, false)
			require.EqualValues(t, 1, deliveries.Load(), "%s, %s", name, method)
			require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, name)
			require.NotContains(t, err.Error(), "canary")

			deliveries.Store(0)
			err = callUnderFault(t.Context(), client, method, true)
			require.Error(t, err)
			attempts := 4
			if name == "certificate" {
				attempts = 1 // it would be the same again
			}
			require.EqualValues(t, attempts, deliveries.Load(), "a repeatable call is repeated: %s, %s", name, method)
		}
	}
}

// The header makes net/http repeat any method on its own. It is the
// specification that says what may be repeated.
func TestTrust_AnIdempotencyKeyOfTheCallersDoesNotMakeACallRepeatable(t *testing.T) {
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		for _, method := range methods {
			for _, f := range faults {
				if !f.warm {
					continue
				}
				vendor := newVendorUnderFault(t, f, "HTTP/1.1", false)
				client := vendor.client(t)
				require.NoError(t, callUnderFault(t.Context(), client, method, false, boxoffice.WithHeader("X-Warm", "1")))
				err := callUnderFault(t.Context(), client, method, false, boxoffice.WithHeader(name, "1"))
				require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "%s, %s", method, f.name)
				require.EqualValues(t, 1, vendor.deliveries.Load(), "%s, %s", method, f.name)
			}
		}
	}
}

func TestAVendorWithoutAValidCertificateGetsNothing(t *testing.T) {
	var hits atomic.Int32
	server := httptest.NewUnstartedServer(counted(&hits, answerThing))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	base := &http.Transport{} // it does not know who vouches for the server
	defer base.CloseIdleConnections()
	_, err := do(t.Context(), newClient(t, server.URL, nil, through(base), quick(2)), createThing())
	e := asError(t, err)
	require.Equal(t, boxoffice.NeverSent, e.Delivery)
	require.Zero(t, hits.Load())
}

// What failed without having left does not make an earlier sending unsent.
func TestAnEarlierSendingThatMayHaveArrivedIsNotForgotten(t *testing.T) {
	for name, first := range map[string]http.HandlerFunc{
		"lost": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"503":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
	} {
		var hits atomic.Int32
		server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Connection", "close")
			first(w, r)
		}))
		var dials atomic.Int32
		base := &http.Transport{DisableKeepAlives: true}
		base.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
			if dials.Add(1) > 1 {
				return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
			}
			return new(net.Dialer).DialContext(ctx, network, addr)
		}
		_, err := do(t.Context(), newClient(t, server.URL, nil, through(base), quick(3)), getThing())
		e := asError(t, err)
		require.Equal(t, 3, e.Attempts)
		require.Equal(t, boxoffice.MaybeDelivered, e.Delivery, name)
		require.EqualValues(t, 1, hits.Load())
	}
}

// A kept-alive connection on which nothing could be written any more. (With a
// body beyond net/http's buffer of 4 KiB it cannot be told from a connection
// that broke while it was written, and counts as that.)
func TestWhatCouldNotBeWrittenIsSentOnANewConnection(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
		var hits atomic.Int32
		server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			answerThing(w, r)
		}))
		var first *stuckConn
		base := &http.Transport{}
		base.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := new(net.Dialer).DialContext(ctx, network, addr)
			if first == nil && err == nil {
				first = &stuckConn{Conn: c}
				return first, nil
			}
			return c, err
		}
		client := newClient(t, server.URL, nil, through(base), quick(1))
		op := createThing()
		op.Method = method
		_, err := do(t.Context(), client, op)
		require.NoError(t, err)
		first.stuck.Store(true)
		_, err = do(t.Context(), client, op)
		require.NoError(t, err, method)
		require.EqualValues(t, 2, hits.Load(), method)
		base.CloseIdleConnections()
	}
}

// stuckConn takes nothing more once it is stuck.
type stuckConn struct {
	net.Conn
	stuck atomic.Bool
}

func (c *stuckConn) Write(p []byte) (int, error) {
	if c.stuck.Load() {
		return 0, &net.OpError{Op: "write", Net: "tcp", Err: syscall.ECONNRESET}
	}
	return c.Conn.Write(p)
}

// On HTTP/2 the request can be stuck in the connection when the timeout
// strikes, and be delivered afterwards. Nobody may then believe that it was
// never sent.
func TestTrust_ARequestStuckInAnHTTP2ConnectionMayStillBeDelivered(t *testing.T) {
	if !slices.Contains(bubbleProtocols, "HTTP/2") {
		t.Skip("net/http's HTTP/2 server cannot be in a bubble before Go 1.26")
	}
	for _, method := range methods {
		synctest.Test(t, func(t *testing.T) {
			var deliveries atomic.Int32
			slow := &slowConn{release: make(chan struct{})}
			client := bubbleClient(t, "HTTP/2", counted(&deliveries, answerThing), func(c net.Conn) net.Conn {
				slow.Conn = c
				return slow
			})
			require.NoError(t, callUnderFault(t.Context(), client, method, false))
			synctest.Wait()
			deliveries.Store(0)
			slow.holding.Store(true)
			time.AfterFunc(90*time.Second, func() { close(slow.release) })
			err := callUnderFault(t.Context(), client, method, false) // its timeout is a minute
			require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, method)
			time.Sleep(5 * time.Minute)
			require.LessOrEqual(t, deliveries.Load(), int32(1), method)
		})
	}
}

// slowConn holds back what is written while it is holding.
type slowConn struct {
	net.Conn
	holding atomic.Bool
	release chan struct{}
}

func (c *slowConn) Write(p []byte) (int, error) {
	if c.holding.Load() {
		<-c.release
	}
	return c.Conn.Write(p)
}

// net/http repeats an HTTP/2 request of any method when the server resets the
// stream with PROTOCOL_ERROR, which servers do also after having acted, when
// the answer they were given to send is malformed. It does the same when the
// server refuses the stream, or goes away before it. HTTP/2 is spoken over more
// than a *tls.Conn: without TLS, and over what a program's own dialler returns.
func TestTrust_AResetHTTP2StreamIsNotSentAgainBehindOurBack(t *testing.T) {
	const protocolError, internalError, refusedStream = 0x1, 0x2, 0x7
	reset := func(code uint32) func(uint32, io.Writer) {
		return func(stream uint32, w io.Writer) {
			writeFrame(w, 0x3, 0, stream, binary.BigEndian.AppendUint32(nil, code))
		}
	}
	for _, over := range []string{"TLS", "h2c", "a wrapped dialler"} {
		for name, hurt := range map[string]func(stream uint32, w io.Writer){
			"PROTOCOL_ERROR": reset(protocolError),
			"INTERNAL_ERROR": reset(internalError),
			"REFUSED_STREAM": reset(refusedStream),
			"GOAWAY": func(_ uint32, w io.Writer) { // the last stream that was taken is 0, the code NO_ERROR
				writeFrame(w, 0x7, 0, 0, make([]byte, 8))
			},
		} {
			for _, method := range methods {
				var requests atomic.Int32
				url, base := rawHTTP2(t, over, func(stream uint32, w io.Writer) {
					if requests.Add(1) > 1 {
						_ = w.(io.Closer).Close() // or net/http would go on for two minutes
					}
					hurt(stream, w)
				})
				client := newClient(t, url, nil, through(base), quick(4))
				err := callUnderFault(t.Context(), client, method, false)
				about := fmt.Sprintf("%s over %s, %s", name, over, method)
				require.EqualValues(t, 1, requests.Load(), about)
				require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, about)
				require.NotErrorIs(t, err, context.Canceled, "nobody cancelled anything")
			}
		}
	}
}

// notTLS hides that a connection is a *tls.Conn, as a dialler does that counts
// bytes or writes a log.
type notTLS struct{ net.Conn }

// rawHTTP2 is an HTTP/2 server of its own, for what net/http's does not do.
// It calls answer for each request that begins.
func rawHTTP2(t *testing.T, over string, answer func(stream uint32, w io.Writer)) (string, *http.Transport) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	url, base := "https://"+listener.Addr().String(), &http.Transport{}
	if over == "h2c" {
		url, base.Protocols = "http://"+listener.Addr().String(), onlyHTTP2()
	} else {
		certs, vouchers := certificate()
		listener = tls.NewListener(listener, &tls.Config{
			Certificates: []tls.Certificate{certs}, NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12, Time: fixedTime,
		})
		base.ForceAttemptHTTP2 = true
		base.TLSClientConfig = &tls.Config{
			RootCAs: vouchers, ServerName: "example.com", MinVersion: tls.VersionTLS12, Time: fixedTime, NextProtos: []string{"h2"},
		}
		if over == "a wrapped dialler" {
			wrapDialler(base)
		}
	}
	t.Cleanup(func() { base.CloseIdleConnections(); _ = listener.Close() })
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go speakHTTP2(c, answer)
		}
	}()
	return url, base
}

// onlyHTTP2 makes net/http speak HTTP/2 at once to whatever is no *tls.Conn.
func onlyHTTP2() *http.Protocols {
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	return protocols
}

// wrapDialler makes a transport dial TLS by itself and speak HTTP/2 over a
// connection that net/http does not know for TLS.
func wrapDialler(base *http.Transport) {
	dialler := &tls.Dialer{Config: base.TLSClientConfig.Clone()}
	base.Protocols = onlyHTTP2()
	base.DialTLSContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dialler.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return notTLS{c}, nil
	}
}

func speakHTTP2(c net.Conn, answer func(stream uint32, w io.Writer)) {
	defer func() { _ = c.Close() }()
	r := bufio.NewReader(c)
	if _, err := io.CopyN(io.Discard, r, int64(len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))); err != nil {
		return
	}
	writeFrame(c, 0x4, 0, 0, nil) // SETTINGS
	for {
		var head [9]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return
		}
		length := int64(head[0])<<16 | int64(head[1])<<8 | int64(head[2])
		if _, err := io.CopyN(io.Discard, r, length); err != nil {
			return
		}
		switch kind, flags, stream := head[3], head[4], binary.BigEndian.Uint32(head[5:]); {
		case kind == 0x4 && flags&1 == 0: // SETTINGS
			writeFrame(c, 0x4, 1, 0, nil)
		case kind == 0x1: // HEADERS
			answer(stream, c)
		}
	}
}

func writeFrame(w io.Writer, kind, flags byte, stream uint32, payload []byte) {
	head := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), kind, flags}
	head = binary.BigEndian.AppendUint32(head, stream)
	_, _ = w.Write(append(head, payload...))
}
