package trust_test

import (
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// stranger is a host that no client has any business with. It takes down
// whatever arrives, be it HTTP or the beginning of TLS.
type stranger struct {
	addresses []string // under which it is reached
	listeners []string // the addresses that it listens at

	mu       sync.Mutex
	ends     sync.WaitGroup // the marks of the test that are still to come
	callers  sync.WaitGroup // the connections that are being read
	open     map[net.Conn]bool
	calls    int
	received strings.Builder
}

// newStranger listens on a port of its own, and on the vendor's port of another
// host where the system lets it.
func newStranger(t *testing.T, vendorPort string) *stranger {
	t.Helper()
	s := &stranger{open: map[net.Conn]bool{}}
	for _, address := range []string{"127.0.0.1:0", "127.0.0.2:" + vendorPort} {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			continue // only Linux has the whole of 127/8
		}
		t.Cleanup(func() { _ = listener.Close() })
		s.listeners = append(s.listeners, listener.Addr().String())
		go s.listen(listener)
	}
	require.NotEmpty(t, s.listeners)
	_, port, _ := net.SplitHostPort(s.listeners[0])
	s.addresses = append(slices.Clone(s.listeners), "localhost:"+port)
	return s
}

func (s *stranger) listen(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.open[conn] = true
		s.callers.Add(1)
		s.mu.Unlock()
		go s.read(conn)
	}
}

// read waits for what a connection sends first, for as long as it takes.
func (s *stranger) read(conn net.Conn) {
	defer s.callers.Done()
	data := make([]byte, 64<<10)
	n, _ := conn.Read(data)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, conn)
	_ = conn.Close()
	if string(data[:n]) == over {
		s.ends.Done()
		return
	}
	s.calls++
	s.received.Write(data[:n])
}

// over is what the test itself sends a stranger, after everybody else.
const over = "that was all"

// heard is all that the stranger heard: how often, and what. Connections are
// accepted in the order in which they were made, so all others have been accepted
// when the test's own arrive. A connection that has sent nothing until then is a
// call without a text.
func (s *stranger) heard(t *testing.T) (calls int, received string) {
	t.Helper()
	for _, address := range s.listeners {
		s.ends.Add(1)
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
		require.NoError(t, err)
		_, err = io.WriteString(conn, over)
		require.NoError(t, err)
		require.NoError(t, conn.Close())
	}
	s.ends.Wait()
	s.mu.Lock()
	for conn := range s.open {
		_ = conn.(*net.TCPConn).CloseRead() // what has arrived is still read
	}
	s.mu.Unlock()
	s.callers.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls, s.received.String()
}

func TestAStrangerHearsWhoConnectsAndSaysNothing(t *testing.T) {
	s := newStranger(t, "0")
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.addresses[0])
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	calls, received := s.heard(t)
	require.Equal(t, 1, calls)
	require.Empty(t, received)
}

// targets are other origins: another port, host, scheme, with and without one.
func (s *stranger) targets() []string {
	all := []string{"//" + s.addresses[0], "https://" + s.addresses[0], "http://user:password@" + s.addresses[0]}
	for _, address := range s.addresses {
		all = append(all, "http://"+address)
	}
	return all
}

// vendorAt is a vendor on a socket, who answers as told.
type vendorAt struct {
	*httptest.Server
	mu       sync.Mutex
	answer   func(*asked)
	now      operation
	referers []string
}

func newVendorAt(t *testing.T, c *canaries) *vendorAt {
	t.Helper()
	v := &vendorAt{}
	over := make(chan struct{})
	v.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		answer, now := v.answer, v.now
		v.referers = append(v.referers, r.Referer())
		v.mu.Unlock()
		answer(newAsked(w, r, c, now, over))
	}))
	t.Cleanup(v.Close)
	t.Cleanup(func() { close(over) })
	return v
}

func (v *vendorAt) answers(now operation, answer func(*asked)) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now, v.answer = now, answer
}

// permissive is a user's client that follows every redirect and keeps cookies.
func permissive(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &http.Client{Transport: &http.Transport{}, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return nil }}
}

// What these tests are about: this is what net/http does by itself.
func TestS08_WithoutTheGuardAKeyArrivesAtAnotherHost(t *testing.T) {
	c := newCanaries(rand.Uint64())
	at := newVendorAt(t, c)
	elsewhere := newStranger(t, "0")
	at.answers(operation{}, func(a *asked) { http.Redirect(a.w, a.r, "http://"+elsewhere.addresses[0]+"/next", http.StatusFound) })
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at.URL+"/?token="+c.plain(hidden, "query"), nil)
	require.NoError(t, err)
	request.Header.Set("X-Api-Key", c.plain(hidden, "key"))
	response, err := http.DefaultClient.Do(request)
	if err == nil {
		_ = response.Body.Close()
	}
	calls, received := elsewhere.heard(t)
	require.Positive(t, calls)
	require.ElementsMatch(t, []string{"key", "query"}, c.shown(hidden, received), "in X-Api-Key and in the Referer")
}

// Whatever the vendor answers to whatever operation, and to a login, and however
// the user's client deals with redirects: nobody else hears of it.
func TestS08_NothingOfACredentialArrivesAtAnotherHost(t *testing.T) {
	kinds, redirects := 0, 0
	for _, v := range vendors() {
		t.Run(v.name, func(t *testing.T) {
			c := newCanaries(rand.Uint64())
			at := newVendorAt(t, c)
			_, port, _ := net.SplitHostPort(at.Listener.Addr().String())
			elsewhere := newStranger(t, port)
			for _, with := range v.credentials {
				kinds++
				for _, target := range elsewhere.targets() {
					redirects += redirected(t, v, with, at, c, target)
				}
			}
			calls, received := elsewhere.heard(t)
			require.Empty(t, c.shown(anything, received))
			require.Zero(t, calls, "nobody connects there at all: %q", received)
		})
	}
	t.Logf("%d kinds of credential, %d redirects to other hosts, ports and schemes: 0 connections there", kinds, redirects)
}

// redirected calls operations that the vendor answers with redirects, and
// reports how many it answered.
func redirected(t *testing.T, v vendor, with credential, at *vendorAt, c *canaries, target string) int {
	t.Helper()
	var count atomic.Int32
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, atLogin := range []bool{false, true} {
			if atLogin && !with.logsIn {
				continue
			}
			client := openAt(t, v, with, at, c)
			for _, o := range operations(client) {
				if o.name == "Close" || !v.sampled(o.name) {
					continue
				}
				at.answers(o, func(a *asked) {
					if l := v.login(a.r); l != nil && with.logsIn && !atLogin {
						l.write(a)
						return
					}
					count.Add(1)
					a.w.Header().Set("Location", target+a.r.URL.RequestURI())
					a.w.Header().Set("Set-Cookie", "session="+c.plain(hidden, "cookie"))
					a.w.WriteHeader(status)
				})
				err := o.errorOf(t, v.filler(c))
				if o.generated() {
					require.Error(t, err, "%s %s: %s took a redirect by %d to %s for a success", v.name, with.name, o.name, status, target)
				}
			}
			_ = closed(t, client)
		}
	}
	return int(count.Load())
}

// openAt makes a client of a vendor on a socket, which would follow anything.
func openAt(t *testing.T, v vendor, with credential, at *vendorAt, c *canaries) any {
	t.Helper()
	client, _, err := with.open(t, c, []token.Option{token.WithLogger(new(logs).logger())}, []boxoffice.ClientOption{
		boxoffice.WithBaseURL(at.URL), boxoffice.WithHTTPClient(permissive(t)), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}),
	})
	require.NoError(t, err, v.name)
	return withoutPauses(client)
}

// withoutPauses is a client that asks again at once, for tests with a real clock.
func withoutPauses(client any) any {
	if shop, ok := client.(*hlconnect.Client); ok {
		return shop.WithBackoff(boxoffice.Backoff{First: 1, Longest: 1})
	}
	return client
}

// Links in answers are data for the program: a payment page, a download, the
// next page of a list.
func TestS08_NoLinkOfAnAnswerIsFollowed(t *testing.T) {
	called := 0
	for _, v := range vendors() {
		t.Run(v.name, func(t *testing.T) {
			c := newCanaries(rand.Uint64())
			at := newVendorAt(t, c)
			_, port, _ := net.SplitHostPort(at.Listener.Addr().String())
			elsewhere := newStranger(t, port)
			link := "http://" + elsewhere.addresses[0] + "/stolen"
			links := v.filler(c)
			links.text = func(string) string { return link }
			with := v.credentials[0]
			client := openAt(t, v, with, at, c)
			for _, o := range operations(client) {
				if o.name == "Close" {
					continue
				}
				at.answers(o, func(a *asked) {
					if l := v.login(a.r); l != nil && with.logsIn && !v.isLogin(o.name) {
						l.write(a)
						return
					}
					status, body := a.success(links)
					a.answerWith(status, body, map[string]string{
						"Location": link, "Content-Location": link, "Link": "<" + link + `>; rel="next"`, "Refresh": "0; url=" + link,
					})
				})
				_ = o.errorOf(t, v.filler(c))
				called++
			}
			_ = closed(t, client)
			calls, received := elsewhere.heard(t)
			require.Zero(t, calls, "%q", received)
			for _, referer := range at.referers {
				require.Empty(t, referer)
			}
		})
	}
	t.Logf("%d operations answered with links to another host: 0 connections there", called)
}
