package transport_test

// What is said of a connection that fails is named by its kind, and quotes nothing
// of what the other end sent.

import (
	"bufio"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// talker answers every connection with what it is given, whatever was asked.
func talker(t *testing.T, answer string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				from := bufio.NewReader(conn)
				if begin, _ := from.Peek(1); string(begin) != "\x05" { // of SOCKS, which has no lines
					_, _ = from.ReadString('\n')
				}
				_, _ = io.WriteString(conn, answer)
			}()
		}
	}()
	return listener.Addr().String()
}

func TestTrust_AConnectionThatFailsIsNamedByItsKind(t *testing.T) {
	t.Parallel()
	secure := httptest.NewUnstartedServer(http.HandlerFunc(answerThing))
	secure.TLS = &tls.Config{MinVersion: tls.VersionTLS12, ClientAuth: tls.RequireAnyClientCert}
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	old := httptest.NewUnstartedServer(http.HandlerFunc(answerThing))
	old.TLS = &tls.Config{MinVersion: tls.VersionTLS13}
	old.Config.ErrorLog = log.New(io.Discard, "", 0)
	old.StartTLS()
	t.Cleanup(old.Close)
	proxy := talker(t, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=canary\r\n\r\n")
	rude := talker(t, "HTTP/1.1 407 canary\r\n\r\n")

	for want, test := range map[string]struct {
		url    string
		client *http.Client
	}{
		"TLS alert: certificate required":                          {secure.URL, secure.Client()},
		"TLS alert: protocol version not supported":                {old.URL, trusting(&http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12}})}, //nolint:gosec // the point of the test
		"certificate not valid":                                    {old.URL, &http.Client{Transport: &http.Transport{}}},
		"the server speaks plain HTTP where HTTPS is expected":     {"https://" + talker(t, "HTTP/1.1 400 Bad Request\r\n\r\n"), nil},
		"the server does not speak TLS":                            {"https://" + talker(t, "220 canary ESMTP\r\n"), nil},
		"malformed answer: no HTTP":                                {"http://" + talker(t, "canary canary\r\n\r\n"), nil},
		"malformed answer: no HTTP status":                         {"http://" + talker(t, "HTTP/1.1 canary OK\r\n\r\n"), nil},
		"malformed answer: header":                                 {"http://" + talker(t, "HTTP/1.1 200 OK\r\ncanary\r\n\r\n"), nil},
		"malformed answer: length of the body":                     {"http://" + talker(t, "HTTP/1.1 200 OK\r\nContent-Length: canary\r\n\r\n"), nil},
		"the body broke off, malformed answer: chunks of the body": {"http://" + talker(t, chunked+"canary\r\n"), nil},
		"the body broke off, malformed answer: trailer":            {"http://" + talker(t, chunked+"0\r\nX: "+strings.Repeat("canary", 2000)+"\r\n\r\n"), nil},
		"unexpected response: malformed answer: no HTTP status":    {"http://" + talker(t, "HTTP/1.1 000 canary\r\n\r\n"), nil},
		"malformed answer: header Location":                        {"http://" + talker(t, "HTTP/1.1 302 Found\r\nLocation: http://[canary\r\n\r\n"), nil},
		"the SOCKS proxy made no connection":                       {"https://vendor.invalid", throughSOCKS(talker(t, "\x05\xff"))},
		"the proxy refused: Bad Gateway":                           {"https://vendor.invalid", throughProxy(talker(t, "HTTP/1.1 502 Bad Gateway ( canary: 12209 )\r\n\r\n"))},
		"malformed answer: encoding of the body":                   {"http://" + talker(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: canary\r\n\r\n"), nil},
		"malformed answer: header over the limit":                  {"http://" + talker(t, "HTTP/1.1 200 OK\r\nX: "+string(make([]byte, 2<<20))+"\r\n\r\n"), nil},
		"the proxy refused: Proxy Authentication Required":         {"https://vendor.invalid", throughProxy(proxy)},
		"transport failure":                                        {"https://vendor.invalid", throughProxy(rude)},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			options := []boxoffice.ClientOption{boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})}
			if test.client != nil {
				options = append(options, boxoffice.WithHTTPClient(test.client))
			}
			_, err := do(t.Context(), newClient(t, test.url, nil, options...), getThing())
			require.ErrorContains(t, err, want)
			require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "it may be repeated")
			require.NotContains(t, err.Error(), "canary")
		})
	}
}

func TestAnAnswerWithoutAStatusLeavesItOpenWhatWasDone(t *testing.T) {
	client := newClient(t, "http://"+talker(t, "HTTP/1.1 000 canary\r\n\r\n"), nil)
	_, err := do(t.Context(), client, createThing())
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	require.ErrorContains(t, err, "no HTTP status")
	require.Zero(t, asError(t, err).StatusCode)
}

func trusting(transport *http.Transport) *http.Client { return &http.Client{Transport: transport} }

// chunked is an answer up to the chunks of its body.
const chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

func throughSOCKS(proxy string) *http.Client {
	return trusting(&http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "socks5", Host: proxy, User: url.UserPassword("user", "canary")})})
}

func throughProxy(proxy string) *http.Client {
	return trusting(&http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: proxy})})
}

func TestARequestIDOfHarmlessShapeIsPrintedUnlessItRepeatsTheRequest(t *testing.T) {
	for id, printed := range map[string]bool{
		"7f9c2e4a-4b1d-4c38-9e1f-0a2b3c4d5e6f": true, "4711": true, "req-7f3c": true, "req_0af7651916cd43dd8448eb211c80319c": true,
		"": false, "c4nary": false, "deadbeef": false, "a b1": false, "1/2": false, "request-of-alice-1": false,
		"ab12cd34ef56ab12": false, // the token that was sent
	} {
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Request-Id", id)
			w.WriteHeader(http.StatusConflict)
		})
		credential := transport.Fixed("key", "X-API-Key", "", boxoffice.Secret("ab12cd34ef56ab12"))
		_, err := do(t.Context(), newClient(t, server.URL, credential), authenticated(createThing(), "key"))
		want := "acme: createThing: answered 409 Conflict"
		if printed {
			want += " (request " + id + ")"
		}
		require.EqualError(t, err, want)
		if id != "ab12cd34ef56ab12" {
			require.Equal(t, id, asError(t, err).RequestID)
		}
	}
}

func TestTrust_A304ToAConditionalRequestIsNoFailure(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		answerThing(w, r)
	})
	client := newClient(t, server.URL, nil)
	first, err := do(t.Context(), client, getThing())
	require.NoError(t, err)
	var response boxoffice.Response
	again, err := do(t.Context(), client, getThing(), boxoffice.WithHeader("If-None-Match", first.Header.Get("ETag")), boxoffice.WithResponse(&response))
	require.Nil(t, again)
	require.ErrorIs(t, err, boxoffice.ErrNotModified)
	require.NotErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	require.False(t, boxoffice.IsOutcomeUnknown(err))
	require.Equal(t, http.StatusNotModified, response.StatusCode)
	require.Equal(t, `"v1"`, response.Header.Get("ETag"))
	require.EqualError(t, err, "acme: getThing: answered 304 Not Modified")
}
