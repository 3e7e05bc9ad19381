package transport

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

func TestAProxyThatRefusesIsToldByItsStatusAndNotByItsWords(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	go func() {
		conn, err := listener.Accept()
		if err == nil {
			_, _ = io.WriteString(conn, "HTTP/1.1 407 canary\r\n\r\n")
			_ = conn.Close()
		}
	}()
	ours := shared().(*unpacking).next.(*http.Transport).Clone()
	ours.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: listener.Addr().String()})
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "https://vendor.invalid", nil)
	require.NoError(t, err)
	_, err = (&http.Client{Transport: ours}).Do(req) //nolint:bodyclose // there is no answer
	require.EqualError(t, &boxoffice.Error{Vendor: "acme", Err: err}, "acme: the proxy refused: 407 Proxy Authentication Required")
}
