package transport

import (
	"net/http"
	"sync"
	"time"
)

// defaultTimeout bounds one attempt, unless the user brings an *http.Client:
// from dialling to the end of the body, or of a streamed call to its header.
const defaultTimeout = time.Minute

// newBase makes the last link from the user's client, nil for the default.
func newBase(user *http.Client, noRedirects bool) *base {
	if user != nil {
		client := guarded(user, noRedirects)
		return &base{whole: client, streamed: client}
	}
	return &base{
		whole:    guarded(&http.Client{Timeout: defaultTimeout}, noRedirects),
		streamed: guarded(&http.Client{Transport: patient()}, noRedirects),
	}
}

// patient is http.DefaultTransport with a bound on the wait for a header and
// none on the body. All clients share it.
var patient = sync.OnceValue(func() http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok { // the program has replaced it
		return http.DefaultTransport
	}
	transport := standard.Clone()
	transport.ResponseHeaderTimeout = defaultTimeout
	return transport
})

// of is the client for a call: a streamed body may take as long as its reader.
func (b *base) of(c *call) *http.Client {
	if c.req.Stream {
		return b.streamed
	}
	return b.whole
}
