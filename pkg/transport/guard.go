package transport

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// checkOrigin admits https anywhere and http to loopback.
func checkOrigin(u *url.URL) error {
	switch u.Scheme {
	case "https":
		return nil
	case "http":
		if loopback(u.Hostname()) {
			return nil
		}
		return safe.Errorf(boxoffice.ErrConfiguration, "plain http is only for loopback addresses; use https")
	}
	return safe.Errorf(boxoffice.ErrConfiguration, "the base URL's scheme must be https")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// guarded copies the user's client and restricts its redirects. A redirect to another
// origin, and one of any method but GET and HEAD, is not followed; its answer becomes the
// call's error. No redirect carries a Referer, which would quote the query of the first
// request. With none, no redirect is followed. A GET with a body must not be repeated:
// see [request].
func guarded(user *http.Client, none bool) *http.Client {
	client := *user
	client.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		next.Header.Del("Referer")
		first := via[0]
		if none || !sameOrigin(next.URL, first.URL) || first.Body != nil || first.Method != http.MethodGet && first.Method != http.MethodHead {
			return http.ErrUseLastResponse
		}
		if user.CheckRedirect != nil {
			return user.CheckRedirect(next, via)
		}
		if len(via) >= 5 {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return &client
}

var errLeaves = safe.Errorf(boxoffice.ErrOrigin, "it answered with a redirect to another")

// leaves reports whether an answer is a redirect off the origin of the request.
func leaves(resp *http.Response, from *url.URL) bool {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err := from.Parse(resp.Header.Get("Location"))
		return err == nil && !sameOrigin(to, from)
	}
	return false
}

func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}
