package boxoffice

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// WithBaseURL sends to another origin than the vendor's: a fake, a sandbox, a
// proxy of your own. It is scheme, host and port only; the vendor's base path
// stays. Plain http is accepted for loopback addresses alone.
func WithBaseURL(origin string) ClientOption {
	return clientOption(func(c *settings.Client) error {
		u, err := url.Parse(origin)
		switch {
		case err != nil || u.Scheme == "" || u.Hostname() == "" || u.Opaque != "":
			return safe.Errorf(ErrConfiguration, "the base URL must be scheme://host[:port]")
		case u.User != nil:
			return safe.Errorf(ErrConfiguration, "the base URL must not hold a user name or password; credentials are given separately")
		case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
			return safe.Errorf(ErrConfiguration, "the base URL must be scheme://host[:port] without path or query; the vendor's path %s is added to it", c.Server.Path)
		}
		c.Server = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: c.Server.Path}
		return nil
	})
}

// WithHTTPClient sends through a copy of client: its transport, cookie jar and
// redirect rule are used; redirects are additionally held to the vendor's origin.
// Its Timeout, unless 0, bounds an attempt as [WithAttemptTimeout] does; the
// shorter of the two ends it. The body of a streamed call is not cut by either.
// A client without a Transport sends through http.DefaultTransport, as with
// net/http.
//
// Without this option, all clients of the process share one *http.Transport of
// this module: proxies from the environment, HTTP/2, 10 s to connect and 10 s for
// TLS, 256 idle connections kept for at most 50 s, headers of an answer up to
// 1 MiB. http.DefaultTransport is neither used nor changed. To set other limits,
// bring a client with a transport of your own; to add to what there is, use
// [WithMiddleware].
func WithHTTPClient(client *http.Client) ClientOption {
	return clientOption(func(c *settings.Client) error {
		if client == nil {
			return safe.Errorf(ErrConfiguration, "the HTTP client is nil")
		}
		c.HTTPClient = client
		return nil
	})
}

// WithLogger writes one line per attempt: vendor, operation, attempt, status,
// duration, and the kind of failure. Answers below 400 are logged at Debug, and so
// are attempts that the caller has cancelled; everything else is logged at Warn. No
// URL, header or body is ever logged. nil, the default, logs nothing.
func WithLogger(logger *slog.Logger) ClientOption {
	return clientOption(func(c *settings.Client) error { c.Logger = logger; return nil })
}

// WithUserAgent puts product, such as "myshop/1.2", before the module's own
// name and version in the User-Agent header.
func WithUserAgent(product string) ClientOption {
	return clientOption(func(c *settings.Client) error {
		if strings.TrimSpace(product) == "" || headerProblem("User-Agent", product) != "" {
			return safe.Errorf(ErrConfiguration, "the user agent must be one non-empty line")
		}
		c.Header["User-Agent"] = []string{strings.TrimSpace(product) + " " + settings.UserAgent()}
		return nil
	})
}
