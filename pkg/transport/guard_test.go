package transport_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

func TestABaseURLIsAnOriginAndNothingElse(t *testing.T) {
	config := transport.Config{Vendor: "acme", Server: "https://api.acme.example/v3"}
	for _, bad := range []string{
		"", "api.acme.example", "//api.acme.example", "/v3", "https:", "https://", "https://:443", "https:api.acme.example",
		"ftp://api.acme.example", "file:///etc/passwd", "javascript:alert(1)", "https://exa mple.com", "https://host:port",
		"https://api.acme.example/v3", "https://api.acme.example/?q=1", "https://api.acme.example?q=1", "https://api.acme.example#x",
		"https://canary:canary@api.acme.example", "https://canary@api.acme.example",
		"http://api.acme.example", "http://10.0.0.1", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://[::2]",
		"\x00", "https://api.acme.example\r\nX-Evil: 1",
	} {
		client, err := transport.New(config, boxoffice.WithBaseURL(bad))
		require.Nil(t, client, "%q", bad)
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, "%q", bad)
		e := asError(t, err)
		require.Equal(t, "acme", e.Vendor)
		require.NotContains(t, err.Error(), "canary")
	}
	for _, good := range []string{
		"https://api.acme.example", "https://api.acme.example/", "https://api.acme.example:8443", "HTTPS://api.acme.example",
		"http://localhost", "http://localhost:8080", "http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:8080",
	} {
		client, err := transport.New(config, boxoffice.WithBaseURL(good))
		require.NoError(t, err, "%q", good)
		require.Equal(t, "/v3", client.BasePath, "the vendor's base path stays")
	}
}

func TestTheVendorsOwnServerIsHeldToTheSameRules(t *testing.T) {
	for _, bad := range []string{"", "api.acme.example", "http://api.acme.example/v3", "ftp://api.acme.example"} {
		_, err := transport.New(transport.Config{Vendor: "acme", Server: bad})
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, "%q", bad)
	}
}

func TestAnOptionThatMakesNoSenseIsRefusedWhenTheClientIsMade(t *testing.T) {
	config := transport.Config{Vendor: "acme", Server: "https://api.acme.example"}
	for name, bad := range map[string]boxoffice.ClientOption{
		"nil option":          nil,
		"nil HTTP client":     boxoffice.WithHTTPClient(nil),
		"negative attempts":   boxoffice.WithRetry(boxoffice.Retry{Attempts: -1}),
		"negative base":       boxoffice.WithRetry(boxoffice.Retry{Base: -1}),
		"negative max":        boxoffice.WithRetry(boxoffice.Retry{Max: -1}),
		"no body at all":      boxoffice.WithMaxBody(0),
		"empty user agent":    boxoffice.WithUserAgent(" "),
		"two-line user agent": boxoffice.WithUserAgent("a\r\nb"),
		"credential header":   boxoffice.WithHeader("authorization", "canary"),
		"cookie header":       boxoffice.WithHeader("Cookie", "canary"),
		"host header":         boxoffice.WithHeader("host", "canary"),
		"header name":         boxoffice.WithHeader("canary canary", "x"),
		"header value":        boxoffice.WithHeader("X-Shop", "canary\r\nX-Evil: 1"),
		"empty value":         transport.WithValues(map[string]string{"clientName": ""}),
		"two-line value":      transport.WithValues(map[string]string{"clientName": "canary\n"}),
	} {
		_, err := transport.New(config, bad)
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, name)
		require.NotContains(t, err.Error(), "canary", name)
	}
}

func TestARedirectWithinTheOriginIsFollowedWithoutAReferer(t *testing.T) {
	var paths, credentials []string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.Path+r.Referer())
		credentials = append(credentials, r.Header.Get("Authorization"))
		if r.URL.Path == "/things/1" {
			http.Redirect(w, r, "/moved?page=2", http.StatusFound)
			return
		}
		answerThing(w, r)
	})
	client := newClient(t, server.URL, transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret("token")))
	res, err := do(t.Context(), client, authenticated(getThing(), "bearer"))
	require.NoError(t, err)
	require.Equal(t, "table", res.Name)
	require.Equal(t, []string{"/things/1", "/moved"}, paths)
	require.Equal(t, []string{"Bearer token", "Bearer token"}, credentials, "the origin is the same, the credential goes along")
}

// A foreign origin differs in host, port or scheme. Whatever kind of credential
// the client has, nothing arrives there.
func TestTrust_NothingArrivesBehindARedirectOffTheOrigin(t *testing.T) {
	var strangers atomic.Int32
	seen := counted(&strangers, answerThing)
	otherPort := serve(t, seen)
	otherScheme := httptest.NewTLSServer(seen)
	t.Cleanup(otherScheme.Close)
	otherHost := strings.Replace(otherPort.URL, "127.0.0.1", "localhost", 1)

	credentials := map[string]transport.Authenticator{
		"anonymous": nil,
		"bearer":    transport.Fixed("scheme", "Authorization", "Bearer ", boxoffice.Secret("canary")),
		"basic":     transport.Basic("scheme", "canary", boxoffice.Secret("canary")),
		"key":       transport.Fixed("scheme", "X-API-Key", "", boxoffice.Secret("canary")),
		"renewing":  transport.Renewing("scheme", "Authorization", "Bearer ", &oneToken{"canary"}, unauthorized),
	}
	statuses := []int{301, 302, 303, 307, 308}
	redirects := 0
	for name, credential := range credentials {
		for target, url := range map[string]string{
			"port": otherPort.URL, "scheme": otherScheme.URL, "host": otherHost, "relative": strings.TrimPrefix(otherPort.URL, "http:"),
		} {
			for _, status := range statuses {
				var hits atomic.Int32
				server := serve(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Location", url+"/stolen?token=canary")
					w.WriteHeader(status)
				}))
				client := newClient(t, server.URL, credential)
				for _, op := range []*rest.Operation{getThing(), createThing()} {
					if credential != nil {
						op.Credentials = []string{"scheme"}
					}
					hits.Store(0)
					res, err := do(t.Context(), client, op)
					require.Nil(t, res)
					e := asError(t, err)
					require.Equal(t, status, e.StatusCode, "%s to another %s", name, target)
					require.Equal(t, boxoffice.Answered, e.Delivery)
					require.ErrorIs(t, err, boxoffice.ErrOrigin, "%s to another %s by %d", name, target, status)
					require.NotContains(t, err.Error(), "canary")
					require.NotEmpty(t, e.Header.Get("Location"), "where it pointed is data for the program")
					require.EqualValues(t, 1, hits.Load(), "the refusal is not repeated")
					redirects++
				}
			}
		}
	}
	require.Zero(t, strangers.Load(), "nothing may arrive at another origin")
	t.Logf("%d redirects, %d requests at another origin", redirects, strangers.Load())
}

func TestOnlyReadingFollowsARedirectEvenWithinTheOrigin(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			var hits atomic.Int32
			server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "/elsewhere", status)
			}))
			op := createThing()
			op.Method = method
			_, err := do(t.Context(), newClient(t, server.URL, nil), op)
			require.Equal(t, status, asError(t, err).StatusCode)
			require.NotErrorIs(t, err, boxoffice.ErrOrigin)
			require.Equal(t, status < 307, boxoffice.IsOutcomeUnknown(err), "%s %d: a 303 says that it is done", method, status)
			require.EqualValues(t, 1, hits.Load(), "%s %d", method, status)
		}
	}
}

func TestAClientCanBeMadeToFollowNoRedirectAtAll(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	client, err := transport.New(transport.Config{Vendor: "acme", Server: "https://acme.example", NoRedirects: true}, boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	_, err = do(t.Context(), client, getThing())
	require.Equal(t, http.StatusFound, asError(t, err).StatusCode)
	require.EqualValues(t, 1, hits.Load())
}

func TestARedirectLoopEnds(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/again", http.StatusFound)
	}))
	_, err := do(t.Context(), newClient(t, server.URL, nil), getThing())
	require.Equal(t, http.StatusFound, asError(t, err).StatusCode)
	require.LessOrEqual(t, hits.Load(), int32(5))
}

func TestTheUsersOwnRedirectRuleIsHonoured(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	for name, rule := range map[string]func(*http.Request, []*http.Request) error{
		"last response": func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		"error":         func(*http.Request, []*http.Request) error { return http.ErrNotSupported },
	} {
		hits.Store(0)
		asked := 0
		user := &http.Client{CheckRedirect: func(next *http.Request, via []*http.Request) error {
			asked++
			return rule(next, via)
		}}
		_, err := do(t.Context(), newClient(t, server.URL, nil, boxoffice.WithHTTPClient(user)), getThing())
		e := asError(t, err)
		require.Equal(t, http.StatusFound, e.StatusCode, name)
		require.Equal(t, boxoffice.Answered, e.Delivery, name)
		require.Equal(t, 1, asked, name)
		require.EqualValues(t, 1, hits.Load(), name)
		if name == "error" {
			require.ErrorIs(t, err, http.ErrNotSupported)
		}
	}
}

func TestWhatTheUserHandsInIsNotModified(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/things/1" {
			http.Redirect(w, r, "/moved", http.StatusFound)
			return
		}
		answerThing(w, r)
	})
	base := &http.Transport{}
	t.Cleanup(base.CloseIdleConnections)
	user := &http.Client{Transport: base}
	values := map[string]string{"clientName": "shop"}
	policy := boxoffice.Retry{}
	client := newClient(t, server.URL, nil, boxoffice.WithHTTPClient(user), transport.WithValues(values), boxoffice.WithRetry(policy))
	values["clientName"] = "changed later"
	_, err := do(t.Context(), client, getThing())
	require.NoError(t, err)
	require.Nil(t, user.CheckRedirect)
	require.Nil(t, user.Jar)
	require.Zero(t, user.Timeout)
	require.Same(t, base, user.Transport)
	require.Equal(t, boxoffice.Retry{}, policy)
	require.Equal(t, "shop", client.Values["clientName"])
}

func TestACookieJarIsAskedOnceForEverySending(t *testing.T) {
	var cookies []string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cookies = append(cookies, strings.Join(r.Header["Cookie"], "|"))
		http.SetCookie(w, &http.Cookie{Name: "visit", Value: string(rune('a' + len(cookies))), Path: "/"})
		if len(cookies) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		answerThing(w, r)
	})
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	origin, err := url.Parse(server.URL)
	require.NoError(t, err)
	jar.SetCookies(origin, []*http.Cookie{{Name: "visit", Value: "a"}})
	client := newClient(t, server.URL, nil, boxoffice.WithHTTPClient(&http.Client{Jar: jar}), quick(3))
	_, err = do(t.Context(), client, getThing())
	require.NoError(t, err)
	require.Equal(t, []string{"visit=a", "visit=b", "visit=c"}, cookies)
}

func TestTheUserAgentNamesTheProductAndTheModule(t *testing.T) {
	var agents []string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.UserAgent())
		answerThing(w, r)
	})
	for _, options := range [][]boxoffice.ClientOption{nil, {boxoffice.WithUserAgent(" myshop/1.2 ")}} {
		_, err := do(t.Context(), newClient(t, server.URL, nil, options...), getThing())
		require.NoError(t, err)
	}
	require.Regexp(t, `^boxoffice-go/\S+$`, agents[0])
	require.Regexp(t, `^myshop/1\.2 boxoffice-go/\S+$`, agents[1])
}

func TestAClientsHeaderIsSentAndACallsHeaderGoesBeforeIt(t *testing.T) {
	var got []string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("X-Shop"))
		answerThing(w, r)
	})
	client := newClient(t, server.URL, nil, boxoffice.WithHeader("x-shop", "client"))
	for _, options := range [][]boxoffice.CallOption{nil, {boxoffice.WithHeader("X-SHOP", "call")}, nil} {
		_, err := do(t.Context(), client, getThing(), options...)
		require.NoError(t, err)
	}
	require.Equal(t, []string{"client", "call", "client"}, got, "a call's header is gone with the call")
}
