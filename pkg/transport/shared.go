package transport

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// shared is the round tripper of all clients that bring none. It keeps enough idle
// connections for a busy program: net/http keeps two per host, so that a burst
// opens a new connection for nearly every call. It closes them before common
// servers do (nginx after 75 s, load balancers of the large clouds after 60 s), so
// that a request is not sent on a connection that is being closed.
var shared = sync.OnceValue(func() http.RoundTripper {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &unpacking{&http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true, // net/http leaves it out where there is a dialler
		TLSHandshakeTimeout:    10 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    256,
		IdleConnTimeout:        50 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		DisableCompression:     true, // see unpacking
		OnProxyConnectResponse: proxyAnswered,
	}}
})

// proxyAnswered names the status with which a proxy refuses the way to the vendor:
// net/http would make an error of the proxy's own words, which cannot be printed.
func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return proxyError(answer.StatusCode)
}

// proxyError is the status of a proxy that refused.
type proxyError int

func (e proxyError) Error() string { return e.SafeText() }
func (e proxyError) SafeText() string {
	return strings.TrimSpace("the proxy refused: " + strconv.Itoa(int(e)) + " " + http.StatusText(int(e)))
}
