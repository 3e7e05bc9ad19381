package transport_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// The secrets of a login: one wherever a request can hold one.
var loginSecrets = map[string]string{
	"path": `code-in/the path"`, "query": `secret&in=the query`, "body": `password "in" the body`, "header": "token-in-the-header",
}

// logIn makes a call that has all of them.
func logIn(t *testing.T, client *rest.Client, sensitive bool, options ...boxoffice.CallOption) (*thingResult, error) {
	t.Helper()
	op := authenticated(createThing(), "bearer")
	op.Path, op.Secrets, op.Sensitive = "/logins/{code}", []string{"{code}", "key", "password"}, sensitive
	req := client.Request(op, options)
	req.SetPath("code", loginSecrets["path"])
	req.SetQuery("key", loginSecrets["query"])
	req.SetJSON(map[string]string{"password": loginSecrets["body"], "name": "Ada"})
	return rest.Decode(t.Context(), req, decodeThing)
}

// everything is all that a program can get out of an error, printed or not.
func everything(err error) string {
	var b strings.Builder
	if e := boxoffice.AsError(err); e != nil {
		fmt.Fprintf(&b, "%v %s %s %s %s ", e.Header, e.Body, e.Code, e.Message, e.RequestID)
		err = e.Err
	}
	for err != nil {
		fmt.Fprintf(&b, "%v %+v %#v ", err, err, err)
		err = errors.Unwrap(err)
	}
	return b.String()
}

func shownSecrets(text string) (shown []string) {
	for where, secret := range loginSecrets {
		for _, form := range redact.Forms(secret) {
			if strings.Contains(text, form) {
				shown = append(shown, where)
				break
			}
		}
	}
	return shown
}

// echoed is all that the vendor was sent.
func echoed(r *http.Request) string {
	body, _ := io.ReadAll(r.Body)
	return r.Header.Get("Authorization") + " " + r.URL.String() + " " + r.URL.Path + " " + r.URL.Query().Get("key") + " " + string(body)
}

func TestTheErrorsOfASensitiveOperationHoldNoSecretOfItsRequest(t *testing.T) {
	echo := func(status int, media string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			text := echoed(r)
			w.Header().Set("Content-Type", media)
			w.Header().Set("X-Request-Id", url.QueryEscape(text))
			w.WriteHeader(status)
			if strings.Contains(media, "json") {
				text = fmt.Sprintf(`{"code":%q,"message":%q}`, text, text)
			}
			_, _ = io.WriteString(w, text)
		}
	}
	for name, answer := range map[string]http.HandlerFunc{
		"a refusal":                      echo(http.StatusBadRequest, "application/json"),
		"a page":                         echo(http.StatusForbidden, "text/html"),
		"a server's error":               echo(http.StatusInternalServerError, "text/plain"),
		"a success of another form":      echo(http.StatusOK, "text/plain"),
		"a success that is undocumented": echo(http.StatusAccepted, "application/json"),
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "https://x.example/?"+r.URL.RawQuery)
			w.WriteHeader(302)
		},
	} {
		t.Run(name, func(t *testing.T) {
			bearer := transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret(loginSecrets["header"]))
			client := newClient(t, serve(t, answer).URL, bearer)
			var response boxoffice.Response
			_, err := logIn(t, client, true, boxoffice.WithResponse(&response))
			require.Error(t, err)
			require.NotZero(t, asError(t, err).StatusCode)
			require.Empty(t, shownSecrets(everything(err)), everything(err))
			require.Contains(t, everything(err), boxoffice.Redacted)
			require.Empty(t, shownSecrets(fmt.Sprint(response.Header, string(response.Body))), "and WithResponse has the same")

			_, err = logIn(t, client, false)
			require.NotEmpty(t, shownSecrets(everything(err)), "an ordinary operation's error has the answer as it came")
		})
	}
}

func TestARoundTrippersErrorIsReplacedWhenItQuotesASensitiveRequest(t *testing.T) {
	reason := errors.New("the reason")
	var heard events
	quoting := roundTrip(func(r *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("cannot send %s with %s: %w", r.URL, r.Header, reason)
	})
	bearer := transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret(loginSecrets["header"]))
	client := newClient(t, "https://api.acme.example", bearer, through(quoting), quick(1), boxoffice.WithHooks(heard.hooks()))
	_, err := logIn(t, client, true)
	require.ErrorIs(t, err, reason)
	require.Empty(t, shownSecrets(everything(err)))
	for _, e := range append(heard.attempts, heard.calls...) {
		require.Empty(t, shownSecrets(everything(e.Err)), "a hook hears no more than the caller")
	}
	_, err = logIn(t, client, false)
	require.NotEmpty(t, shownSecrets(everything(err)))
}

func TestAPanicWhileASensitiveRequestIsSentGoesOnWithoutItsSecrets(t *testing.T) {
	for name, value := range map[string]func(*http.Request) any{
		"a text":   func(r *http.Request) any { return "cannot send " + r.URL.String() },
		"an error": func(r *http.Request) any { return fmt.Errorf("cannot send %v", r.Header) },
		"a struct": func(r *http.Request) any { return *r.URL },
	} {
		panicking := roundTrip(func(r *http.Request) (*http.Response, error) { panic(value(r)) })
		bearer := transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret(loginSecrets["header"]))
		client := newClient(t, "https://api.acme.example", bearer, through(panicking))
		recovered := func(sensitive bool) (text string) {
			defer func() { text = fmt.Sprint(recover()) }()
			_, _ = logIn(t, client, sensitive)
			return ""
		}
		text := recovered(true)
		require.Empty(t, shownSecrets(text), name)
		require.Contains(t, text, "RoundTrip", "%s: where it happened", name)
		require.NotEmpty(t, shownSecrets(recovered(false)), "%s: an ordinary panic is left alone", name)
	}
}
