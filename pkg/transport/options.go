package transport

import (
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Option changes how a client sends. Options apply in order. What they are
// given is not modified, and later changes to it are not seen. A value that an
// option refuses is the constructor's error, boxoffice.ErrConfiguration.
type Option func(*settings) error

// DefaultMaxBody is the longest body read whole, in decompressed bytes, unless
// [WithMaxBody] says otherwise.
const DefaultMaxBody = 16 << 20

type settings struct {
	server     *url.URL
	httpClient *http.Client
	logger     *slog.Logger
	retry      boxoffice.Retry
	header     http.Header
	maxBody    int64
	values     map[string]string
}

func newSettings(config Config, options []Option) (*settings, error) {
	server, err := url.Parse(config.Server)
	if err != nil || server.Hostname() == "" {
		return nil, safe.Errorf(boxoffice.ErrConfiguration, "the server URL of the specification is not usable")
	}
	s := &settings{
		server:  server,
		header:  http.Header{"User-Agent": {userAgent()}},
		maxBody: DefaultMaxBody,
		values:  maps.Clone(config.Values),
	}
	for _, o := range options {
		if o == nil {
			return nil, safe.Errorf(boxoffice.ErrConfiguration, "an option is nil")
		}
		if err := o(s); err != nil {
			return nil, err
		}
	}
	s.retry = withDefaults(s.retry)
	return s, checkOrigin(s.server)
}

// WithBaseURL sends to another origin than the vendor's: a fake, a sandbox, a
// proxy of your own. It is scheme, host and port only; the vendor's base path
// stays. Plain http is accepted for loopback addresses alone.
func WithBaseURL(origin string) Option {
	return func(s *settings) error {
		u, err := url.Parse(origin)
		switch {
		case err != nil || u.Scheme == "" || u.Hostname() == "" || u.Opaque != "":
			return safe.Errorf(boxoffice.ErrConfiguration, "the base URL must be scheme://host[:port]")
		case u.User != nil:
			return safe.Errorf(boxoffice.ErrConfiguration, "the base URL must not hold a user name or password; credentials are given separately")
		case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
			return safe.Errorf(boxoffice.ErrConfiguration, "the base URL must be scheme://host[:port] without path or query; the vendor's path %s is added to it", s.server.Path)
		}
		s.server = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: s.server.Path}
		return nil
	}
}

// WithHTTPClient sends through a copy of client: its transport, cookie jar and
// timeout are used; redirects are additionally held to the vendor's origin.
// Without it, an attempt has one minute from dialling to the end of the body;
// of a streamed call, to its header.
func WithHTTPClient(client *http.Client) Option {
	return func(s *settings) error {
		if client == nil {
			return safe.Errorf(boxoffice.ErrConfiguration, "the HTTP client is nil")
		}
		s.httpClient = client
		return nil
	}
}

// WithLogger writes one line per attempt: vendor, operation, attempt, status,
// duration, and the kind of failure. Answers below 400 are logged at Debug,
// everything else at Warn. No URL, header or body is ever logged. nil, the
// default, logs nothing.
func WithLogger(logger *slog.Logger) Option {
	return func(s *settings) error { s.logger = logger; return nil }
}

// WithRetry sets how failures that may be repeated are repeated: see boxoffice.Retry
// for the fields, their defaults and units. Negative values are refused.
func WithRetry(policy boxoffice.Retry) Option {
	return func(s *settings) error {
		if policy.Attempts < 0 || policy.Base < 0 || policy.Max < 0 {
			return safe.Errorf(boxoffice.ErrConfiguration, "a retry policy has no negative values")
		}
		s.retry = policy
		return nil
	}
}

// WithUserAgent puts product, such as "myshop/1.2", before the module's own
// name and version in the User-Agent header.
func WithUserAgent(product string) Option {
	return func(s *settings) error {
		if rest.CheckHeader("User-Agent", product) != "" || strings.TrimSpace(product) == "" {
			return safe.Errorf(boxoffice.ErrConfiguration, "the user agent must be one non-empty line")
		}
		s.header["User-Agent"] = []string{strings.TrimSpace(product) + " " + userAgent()}
		return nil
	}
}

// WithMaxBody sets the longest body, in decompressed bytes, that is read whole.
// Default [DefaultMaxBody]; below 1 is refused. A longer one is the call's error
// (boxoffice.ErrTooLarge).
func WithMaxBody(bytes int64) Option {
	return func(s *settings) error {
		if bytes < 1 {
			return safe.Errorf(boxoffice.ErrConfiguration, "the body limit must be at least 1 byte")
		}
		s.maxBody = bytes
		return nil
	}
}

// WithHeader adds a header to every request, unless a call sets it itself
// (rest.WithHeader). It cannot set a credential: Authorization, X-API-Key and
// Cookie are refused, as is anything that is not a valid header.
func WithHeader(name, value string) Option {
	return func(s *settings) error {
		if problem := rest.CheckHeader(name, value); problem != "" {
			return safe.Errorf(boxoffice.ErrConfiguration, "%s", problem)
		}
		s.header[http.CanonicalHeaderKey(name)] = []string{value}
		return nil
	}
}

// WithValues sets what the specification takes from the client as a whole, such
// as the app's name. Vendor packages offer it under names of their own.
func WithValues(values map[string]string) Option {
	return func(s *settings) error {
		for name, value := range values {
			if err := CheckText(name, value); err != nil {
				return safe.Errorf(boxoffice.ErrConfiguration, "%s must be one non-empty line", name)
			}
			if s.values == nil {
				s.values = make(map[string]string)
			}
			s.values[name] = value
		}
		return nil
	}
}
