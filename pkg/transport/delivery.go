package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// progress records how far one attempt gets. Its hooks may run on other
// goroutines, and after the sending has ended.
type progress struct {
	hooks                                httptrace.ClientTrace
	sought, connected, wroteHTTP2, again atomic.Bool
}

// watch sets the hooks of a sending. With once, net/http must not repeat it.
func (a *attempt) watch(once bool) {
	a.hooks.GetConn = func(string) { a.sought.Store(true) }
	a.hooks.GotConn = func(httptrace.GotConnInfo) { a.got() }
	if once {
		a.hooks.WroteHeaderField = a.field
	}
}

// got hears that the request is about to go out on a connection. On HTTP/2
// net/http sends a request once more, whatever its method, when the server
// reset its stream with PROTOCOL_ERROR, refused it, or went away, and some
// servers do so after having acted. A cancelled request is not written there.
// (On HTTP/1.1 net/http repeats what never left, and what [request] lets it.)
func (a *attempt) got() {
	a.connected.Store(true)
	if a.wroteHTTP2.Load() {
		a.again.Store(true)
		a.abort(errReset)
	}
}

// field hears of each header field as it is written, when the sending must not be
// repeated. HTTP/2 alone has names that begin with a colon. The connection does not
// tell: HTTP/2 is also spoken without TLS, and over connections that a program's own
// dialler has wrapped.
func (p *progress) field(name string, _ []string) {
	if strings.HasPrefix(name, ":") {
		p.wroteHTTP2.Store(true)
	}
}

var errReset = errors.New("the request was reset without an answer")

// failure tells what became of a sending that the client ended with an error.
func (a *attempt) failure(ctx context.Context, resp *http.Response, err error) *failure {
	f := &failure{delivery: a.delivery(), err: a.cause(ctx, err), final: ctx.Err() != nil}
	switch {
	case resp != nil: // a redirect that the user's own rule fails
		f.delivery, f.final = boxoffice.Answered, true
		f.answer = &rest.Answer{StatusCode: resp.StatusCode, Header: resp.Header}
	case a.again.Load() && ctx.Err() == nil:
		f.err = errReset
	case errors.Is(err, boxoffice.ErrNotSent):
		f.final = true
		if !a.connected.Load() {
			f.delivery = boxoffice.NeverSent
		}
	case untrusted(err):
		f.final = true // the certificate will be the same
	}
	return f
}

// delivery reports whether anything of the request can have reached the vendor. Without
// positive knowledge the request counts as delivered: a round tripper that reports no
// progress may have sent all of it, and so may a connection that got the request
// (HTTP/2 reports only afterwards what it wrote).
func (p *progress) delivery() boxoffice.Delivery {
	if p.sought.Load() && !p.connected.Load() {
		return boxoffice.NeverSent
	}
	return boxoffice.MaybeDelivered
}

func untrusted(err error) bool {
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &certificate)
}
