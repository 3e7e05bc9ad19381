package transport

import (
	"net/http"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// newBase makes the last link: the user's client or our own, with the user's
// middleware around its round tripper and the wire dump nearest to the network.
func newBase(s *settings.Client, noRedirects bool) (*base, error) {
	var client http.Client
	if s.HTTPClient != nil {
		client = *s.HTTPClient
		if client.Transport == nil {
			client.Transport = http.DefaultTransport // as net/http has it
		}
	} else {
		client.Transport = shared()
		s.Header["Accept-Encoding"] = asksFor
	}
	if s.Dump != nil {
		client.Transport = &dumping{next: client.Transport, out: s.Dump}
	}
	for _, wrap := range slices.Backward(s.Middleware) {
		if client.Transport = wrap(client.Transport); client.Transport == nil {
			return nil, safe.Errorf(boxoffice.ErrConfiguration, "a middleware returned no round tripper")
		}
	}
	b := &base{limit: s.AttemptTimeout, most: client.Timeout, idle: s.StreamIdleTimeout}
	switch {
	case b.limit == 0 && b.most > 0:
		b.limit = b.most
	case b.limit == 0:
		b.limit = boxoffice.DefaultAttemptTimeout
	case b.most > 0:
		b.limit = min(b.limit, b.most)
	}
	if b.idle == 0 {
		b.idle = boxoffice.DefaultStreamIdleTimeout
	}
	client.Transport = withHost{client.Transport}
	client.Timeout = 0 // an attempt keeps it, which knows what a stream is
	b.client = guarded(&client, noRedirects)
	return b, nil
}

// withHost names the host of a request, as http.NewRequest does. It is done here
// because an http.Client copies the URL of each request that names its host.
type withHost struct{ next http.RoundTripper }

func (w withHost) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Host == "" {
		req.Host = req.URL.Host
	}
	return w.next.RoundTrip(req)
}
