package trust_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// path is one way in which calls go wrong.
type path struct {
	name string
	// answer is what the vendor does. Nil: it answers as documented.
	answer func(*asked)
	// way changes how requests travel. Nil: they do.
	way func(*http.Transport, *canaries) http.RoundTripper
	// secure: the vendor is at an https address.
	secure bool
	// context is the caller's. Nil: one that does not end.
	context func(context.Context, *canaries) context.Context
	// options are the client's, call those of each call.
	options []boxoffice.ClientOption
	call    func(*canaries) []boxoffice.CallOption
	// login: logins go wrong in this way too.
	login bool
	// fine: calls may well succeed.
	fine bool
	// store is where tokens are kept. Nil: in memory.
	store func(*testing.T, *canaries) token.Store
	// costly: the sample of the operations is enough.
	costly bool
	// given: only for credentials that need no login, whose calls have no
	// goroutines but the caller's.
	given bool
}

func paths() []path {
	all := []path{{name: "as documented", fine: true, answer: func(a *asked) { a.answer(a.success(filler{canaries: a.canaries})) }}}
	for _, status := range []int{400, 401, 403, 404, 405, 409, 412, 418, 422, 429, 500, 502, 503} {
		all = append(all, path{name: fmt.Sprint(status), answer: func(a *asked) { a.refuse(status) }})
	}
	all = append(all, refusals()...)
	all = append(all, brokenSuccesses()...)
	all = append(all, brokenHTTP()...)
	all = append(all, brokenWays()...)
	all = append(all, callers()...)
	all = append(all, panics()...)
	all = append(all, brokenStores()...)
	for _, p := range all {
		if (p.answer != nil || p.way != nil) && !p.fine && !p.given {
			p.login, p.name = true, p.name+", login included"
			all = append(all, p)
		}
	}
	return all
}

// refusals are refusals that are not of the vendor's usual shape, and redirects.
func refusals() []path {
	redirect := func(status int, to func(*asked) string) func(*asked) {
		return func(a *asked) {
			a.talk()
			a.w.Header()["Location"] = []string{to(a)}
			a.w.WriteHeader(status)
			_, _ = io.WriteString(a.w, a.echo) //nolint:gosec // it is a hostile vendor
		}
	}
	elsewhere := func(a *asked) string {
		return "https://" + a.canaries.plain(answered, "host") + ".example/?" + url.QueryEscape(a.echo)
	}
	return []path{
		{name: "HTML page", answer: func(a *asked) { a.say(500, "text/html", "<html><title>"+a.echo+"</title></html>") }},
		{name: "XML error", answer: func(a *asked) { a.say(400, "application/xml", "<error><message>"+a.echo+"</message></error>") }},
		{name: "no JSON after all", answer: func(a *asked) { a.say(400, "application/json", `{"message":"`+a.echo) }},
		{name: "echo in the media type", answer: func(a *asked) { a.say(400, a.line, a.echo) }},
		{name: "Retry-After echo", answer: func(a *asked) { a.w.Header().Set("Retry-After", a.line); a.refuse(503) }},
		{name: "Retry-After for ever", answer: func(a *asked) { a.w.Header().Set("Retry-After", "99999999999"); a.refuse(429) }},
		{name: "302 to another host", answer: redirect(302, elsewhere)},
		{name: "307 to another host", answer: redirect(307, elsewhere)},
		{name: "302 malformed", answer: redirect(302, func(a *asked) string { return "https://" + strings.ReplaceAll(a.line, "/", "%zz") + ":x/" })},
		{name: "302 to user and password", answer: redirect(302, func(a *asked) string { return "http://" + url.QueryEscape(a.line) + ":x@127.0.0.1:80/" })},
		{name: "302 in a circle", answer: redirect(302, func(a *asked) string { return "/again?" + url.QueryEscape(a.line) })},
	}
}

// brokenSuccesses are successes that are not what the specification promises.
func brokenSuccesses() []path {
	body := func(a *asked) (int, []byte) { return a.success(filler{canaries: a.canaries}) }
	return []path{
		{name: "values of other types", fine: true, answer: func(a *asked) { status, data := body(a); a.say(status, "application/json", string(a.distorted(data))) }},
		{name: "cut off", fine: true, answer: func(a *asked) {
			status, data := body(a)
			a.say(status, "application/json", string(data[:len(data)*2/3]))
		}},
		{name: "goes on after its end", fine: true, answer: func(a *asked) { status, data := body(a); a.say(status, "application/json", string(data)+a.echo) }},
		{name: "null", fine: true, answer: func(a *asked) { status, _ := body(a); a.say(status, "application/json", "null") }},
		{name: "empty", fine: true, answer: func(a *asked) { status, _ := body(a); a.say(status, "application/json", "") }},
		{name: "text for JSON", fine: true, answer: func(a *asked) { status, _ := body(a); a.say(status, "application/json", fmt.Sprintf("%q", a.echo)) }},
		{name: "HTML for JSON", fine: true, answer: func(a *asked) { status, _ := body(a); a.say(status, "text/html; charset="+a.line, a.echo) }},
		{name: "malformed media type", fine: true, answer: func(a *asked) { status, _ := body(a); a.say(status, a.line+";;=", a.echo) }},
		{name: "not UTF-8", fine: true, answer: func(a *asked) {
			status, data := body(a)
			a.say(status, "application/json", strings.ReplaceAll(string(data), "é", "\xff\xfe"))
		}},
		{name: "media type of the vendor's own", fine: true, answer: func(a *asked) { a.say(200, "text/x-"+a.canaries.plain(answered, "media type"), a.echo) }},
		{name: "undocumented success", answer: func(a *asked) { a.say(299, "application/json", a.echo) }},
		{name: "too large", fine: true, options: []boxoffice.ClientOption{boxoffice.WithMaxBody(256)}, answer: func(a *asked) {
			status, data := body(a)
			a.say(status, "application/json", string(data)+a.echo+strings.Repeat(" ", 4096))
		}},
		{name: "broken off", fine: true, answer: func(a *asked) {
			status, data := body(a)
			a.w.Header().Set("Content-Length", "1000000")
			a.say(status, "application/json", string(data)+a.echo)
			panic(http.ErrAbortHandler)
		}},
		{name: "slower than the caller waits", fine: true, answer: func(a *asked) {
			status, data := body(a)
			a.w.Header().Set("Content-Length", "1000000")
			a.say(status, "application/json", string(data)+a.echo)
			_ = http.NewResponseController(a.w).Flush()
			a.hang()
		}},
		{name: "gzip that is none", fine: true, answer: func(a *asked) {
			a.w.Header().Set("Content-Encoding", "gzip")
			a.say(200, "application/json", a.echo)
		}},
		{name: "gzip that breaks off", fine: true, answer: func(a *asked) {
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			_, _ = io.WriteString(w, a.echo)
			_ = w.Close()
			a.w.Header().Set("Content-Encoding", "gzip")
			a.say(200, "application/json", packed.String()[:packed.Len()-9])
		}},
	}
}

// brokenHTTP are answers that are not HTTP.
func brokenHTTP() []path {
	raw := func(format string) func(*asked) {
		return func(a *asked) { a.raw(strings.ReplaceAll(format, "ECHO", a.line)) }
	}
	const ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	return []path{
		{name: "reset", answer: func(*asked) { panic(http.ErrAbortHandler) }},
		{name: "not HTTP", answer: raw("ECHO\r\n\r\n")},
		{name: "echo for a status", answer: raw("HTTP/1.1 ECHO\r\n\r\n")},
		{name: "echo for a version", answer: raw("HTTP/ECHO 200 OK\r\n\r\n")},
		{name: "echo as reason", answer: raw("HTTP/1.1 400 ECHO\r\nContent-Length: 0\r\n\r\n")},
		{name: "echo for a header", answer: raw(ok + "ECHO\r\n\r\n")},
		{name: "echo as a header's name", answer: raw(ok + "X ECHO: 1\r\nContent-Length: 0\r\n\r\n")},
		{name: "echo as length", answer: raw(ok + "Content-Length: ECHO\r\n\r\n")},
		{name: "two lengths", answer: raw(ok + "Content-Length: 1\r\nContent-Length: ECHO\r\n\r\n")},
		{name: "echo as encoding", answer: raw(ok + "Transfer-Encoding: ECHO\r\n\r\n")},
		{name: "echo as chunk", answer: raw(ok + "Transfer-Encoding: chunked\r\n\r\nECHO\r\n")},
		{name: "echo as trailer", answer: raw(ok + "Transfer-Encoding: chunked\r\nTrailer: ECHO\r\n\r\n0\r\nECHO\r\n\r\n")},
		{name: "endless header", costly: true, answer: func(a *asked) { a.raw(ok + strings.Repeat("X-Echo: "+a.line+"\r\n", 2<<20/len(a.line))) }},
		{name: "endless interim answers", costly: true, answer: func(a *asked) { a.raw(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: "+a.line+"\r\n\r\n", 3000)) }},
		{name: "switched protocols", answer: raw("HTTP/1.1 101 ECHO\r\nUpgrade: ECHO\r\nConnection: upgrade\r\n\r\nECHO")},
	}
}

// brokenWays are what happens on the way to the vendor.
func brokenWays() []path {
	return []path{
		{name: "refused dial", way: func(t *http.Transport, _ *canaries) http.RoundTripper {
			t.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, refusedDial() }
			return t
		}},
		{name: "dial that says much", way: func(t *http.Transport, c *canaries) http.RoundTripper {
			t.DialContext = func(context.Context, string, string) (net.Conn, error) {
				return nil, errors.New(c.plant(answered, "dialler's error"))
			}
			return t
		}},
		{name: "unknown host", way: func(t *http.Transport, c *canaries) http.RoundTripper {
			t.DialContext = func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: c.plain(answered, "unknown host"), IsNotFound: true}}
			}
			return t
		}},
		{name: "certificate of somebody", secure: true, way: func(t *http.Transport, c *canaries) http.RoundTripper {
			certificate := selfSigned(c.plain(answered, "certificate"))
			t.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
				conn, far := net.Pipe()
				go func() {
					_ = tls.Server(far, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}).HandshakeContext(ctx)
					_ = far.Close()
				}()
				return conn, nil
			}
			return t
		}},
		{name: "no TLS at all", secure: true, way: func(t *http.Transport, _ *canaries) http.RoundTripper { return t }},
		{name: "proxy that says no", secure: true, way: func(t *http.Transport, c *canaries) http.RoundTripper {
			t.Proxy = func(*http.Request) (*url.URL, error) {
				return &url.URL{Scheme: "http", Host: "127.0.0.1:80", User: url.UserPassword("me", c.plant(hidden, "proxy password"))}, nil
			}
			return t
		}},
		{name: "proxy that cannot be found", way: func(t *http.Transport, c *canaries) http.RoundTripper {
			t.Proxy = func(r *http.Request) (*url.URL, error) {
				return nil, fmt.Errorf("no proxy for %s: %s", r.URL, c.plant(answered, "proxy error"))
			}
			return t
		}},
		{name: "round tripper that says all", way: func(_ *http.Transport, c *canaries) http.RoundTripper {
			return roundTripper(func(r *http.Request) (*http.Response, error) {
				return nil, fmt.Errorf("%s %s %v: %w", r.Method, r.URL, r.Header, &url.Error{Op: "Get", URL: r.URL.String(), Err: errors.New(c.plant(answered, "round tripper's error"))})
			})
		}},
		{name: "round tripper without an answer", way: func(*http.Transport, *canaries) http.RoundTripper {
			return roundTripper(func(*http.Request) (*http.Response, error) { return nil, nil }) //nolint:nilnil // which is the mistake
		}},
		{name: "vendor who never answers", answer: func(a *asked) { a.hang() }},
	}
}

// callers are what callers do.
func callers() []path {
	return []path{
		{name: "cancelled, with a reason", fine: true, context: func(ctx context.Context, c *canaries) context.Context {
			ctx, cancel := context.WithCancelCause(ctx)
			cancel(errors.New(c.plant(personal, "reason")))
			return ctx
		}},
		{name: "deadline, with a reason", answer: func(a *asked) { a.hang() }, context: func(ctx context.Context, c *canaries) context.Context {
			ctx, cancel := context.WithTimeoutCause(ctx, time.Second, errors.New(c.plant(personal, "reason")))
			context.AfterFunc(ctx, cancel)
			return ctx
		}},
		{name: "bad header of a call", call: func(c *canaries) []boxoffice.CallOption {
			return []boxoffice.CallOption{boxoffice.WithHeader(c.plant(personal, "header name"), c.plant(personal, "header value"))}
		}},
		{name: "credential as a header of a call", call: func(c *canaries) []boxoffice.CallOption {
			return []boxoffice.CallOption{boxoffice.WithHeader("Authorization", "Bearer "+c.plain(hidden, "header credential"))}
		}},
		{name: "option that fails", fine: true, answer: func(a *asked) { a.answer(a.success(filler{canaries: a.canaries})) }, call: func(c *canaries) []boxoffice.CallOption {
			return []boxoffice.CallOption{option(func() error { return errors.New(c.plant(personal, "function's error")) })}
		}},
		{name: "list that is none", fine: true, answer: func(a *asked) { a.say(200, "application/json", `[{"name":`+fmt.Sprintf("%q", a.echo)+`}`+a.echo) }, call: func(*canaries) []boxoffice.CallOption {
			return nil
		}},
	}
}

// concerns reports whether the path is one for clients with the credential.
func (p path) concerns(with credential) bool {
	if with.logsIn {
		return !p.given
	}
	return !p.login && p.store == nil
}

// panics are what a program's own functions do to it.
func panics() []path {
	const value = "the program's own mistake"
	return []path{
		{name: "round tripper that panics", given: true, way: func(*http.Transport, *canaries) http.RoundTripper {
			return roundTripper(func(*http.Request) (*http.Response, error) { panic(value) })
		}},
		{name: "option that panics", given: true, fine: true, call: func(*canaries) []boxoffice.CallOption {
			return []boxoffice.CallOption{option(func() error { panic(value) })}
		}},
		{name: "logger that panics", given: true, fine: true, options: []boxoffice.ClientOption{
			boxoffice.WithLogger(slog.New(panicking{slog.DiscardHandler})),
		}},
	}
}

// option is an option of the program's own making.
type option func() error

// ApplyCall implements boxoffice.CallOption.
func (o option) ApplyCall(*settings.Call) error { return o() }

type panicking struct{ slog.Handler }

func (panicking) Enabled(context.Context, slog.Level) bool  { return true }
func (panicking) Handle(context.Context, slog.Record) error { panic("the program's own mistake") }

func (p path) callOptions(c *canaries) []boxoffice.CallOption {
	if p.call == nil {
		return nil
	}
	return p.call(c)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// selfSigned is a certificate that nobody trusts.
func selfSigned(name string) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name, Organization: []string{name}}, DNSNames: []string{name + ".example"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
