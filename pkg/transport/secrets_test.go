package transport_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// canaries are random texts, planted where secrets and personal data are.
type canaries struct {
	mu    sync.Mutex
	forms map[string]string // what would show one, to where it was planted
}

// plant makes a canary of characters that have to be escaped.
func (c *canaries) plant(where string) string {
	return c.note(where, fmt.Sprintf("%012x/+ é%012x", rand.Uint64()>>16, rand.Uint64()>>16))
}

// plain makes a canary that can stand in a header's value or a host's name.
func (c *canaries) plain(where string) string {
	return c.note(where, fmt.Sprintf("%012x%012x", rand.Uint64()>>16, rand.Uint64()>>16))
}

// note keeps the beginnings of the forms in which a text can show: as it is,
// also escaped, quoted or cut off; in base64, from any offset; in hexadecimal;
// as a list of bytes.
func (c *canaries) note(where, text string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for offset := range 3 {
		c.forms[base64.RawStdEncoding.EncodeToString([]byte(text[offset:]))[:12]] = where
	}
	for _, form := range []string{text[:10], hex.EncodeToString([]byte(text))[:16], fmt.Sprintf("%X", text)[:16], fmt.Sprint([]byte(text[:6]))[1:18]} {
		c.forms[form] = where
	}
	return text
}

// shown returns where the canaries were planted that a text shows.
func (c *canaries) shown(text string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var hits []string
	for form, where := range c.forms {
		if strings.Contains(text, form) {
			hits = append(hits, where)
		}
	}
	return hits
}

// sinks are the ways in which programs write values.
func sinks(t *testing.T, value any) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t", "%z"} {
		all[verb] = fmt.Sprintf(verb, value)
		all["nested "+verb] = fmt.Sprintf(verb, struct{ Field any }{value})
	}
	data, err := json.Marshal(value)
	if err != nil {
		data = []byte(err.Error()) // functions have no JSON
	}
	all["JSON"] = string(data)
	var text, object bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("x", slog.Any("value", value))
	slog.New(slog.NewJSONHandler(&object, nil)).Info("x", slog.Any("value", value))
	all["slog text"], all["slog JSON"] = text.String(), object.String()
	return all
}

// failing is a vendor that fails in one way and repeats all it was sent.
func failing(how string, c *canaries) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		said := fmt.Sprintf(`{"code":%q,"message":%q,"echo":%q}`, c.plant("answer's code"), c.plant("answer's message"), r.URL.String()+fmt.Sprint(r.Header)+string(body))
		w.Header().Set("X-Request-Id", "zz"+c.plain("answer's request id"))
		w.Header().Set("Set-Cookie", "session="+c.plain("answer's cookie"))
		w.Header().Set("Content-Type", "application/json")
		switch how {
		case "refused", "no token":
			w.WriteHeader(http.StatusConflict)
		case "server error":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "unauthorized":
			w.WriteHeader(http.StatusUnauthorized)
		case "redirected away":
			w.Header().Set("Location", "https://"+c.plain("redirect's host")+".example/?t="+c.plain("redirect's query"))
			w.WriteHeader(http.StatusFound)
		case "redirected malformed":
			w.Header().Set("Location", "https://"+c.plain("redirect's host")+"\x7f:%zz/")
			w.WriteHeader(http.StatusFound)
		case "undocumented":
			w.WriteHeader(http.StatusAccepted)
		case "media type":
			w.Header().Set("Content-Type", "text/"+c.plain("answer's media type"))
		case "malformed media type":
			w.Header().Set("Content-Type", c.plain("answer's media type")+";;=")
		case "mistyped":
			said = fmt.Sprintf(`{"name":{%q:1}}`, c.plant("answer's body"))
		case "truncated":
			said = said[:len(said)-2]
		case "too long":
			said += strings.Repeat(" ", 4096)
		case "broken off":
			w.Header().Set("Content-Length", "100000")
		case "reset":
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, said) //nolint:gosec // nobody shows it in a browser
	}
}

func TestTrust_NoFailureShowsASecretAnywhere(t *testing.T) {
	paths := []string{
		"refused", "server error", "unauthorized", "redirected away", "redirected malformed", "undocumented", "media type",
		"malformed media type", "mistyped", "truncated", "too long", "broken off", "reset", // what the vendor does
		"nowhere", "round tripper", "no token", "wrong credential", "path value", "header value", "header name", "cancelled", "stream", "callback",
	}
	table := newTable("failure path", "texts", "hits")
	for _, path := range paths {
		searched, hits := 0, 0
		c := &canaries{forms: map[string]string{}}
		var log bytes.Buffer
		server := serve(t, failing(path, c))
		url := server.URL
		source := &tokens{}
		user := &http.Client{Transport: &http.Transport{}}
		switch path {
		case "nowhere":
			server.Close()
		case "round tripper":
			user.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
				return nil, fmt.Errorf("failed to send %v %v: %w", r.URL, r.Header, errors.New(c.plant("round tripper's error")))
			})
		case "no token":
			source.fail, source.refused = fmt.Errorf("%s: %w", c.plant("issuer's error"), boxoffice.ErrCredentialsRefused), []string{"x"}
		}
		secretToken := c.plain("token")
		for _, credential := range []transport.Authenticator{
			transport.Renewing("scheme", "Authorization", "Bearer ", &oneToken{secretToken}, unauthorized),
			transport.Renewing("scheme", "Authorization", "Bearer ", source, unauthorized),
			transport.Fixed("scheme", "X-Key", "", boxoffice.Secret(c.plain("key"))),
			transport.Basic("scheme", c.plant("user"), boxoffice.Secret(c.plant("password"))),
		} {
			config := transport.Config{
				Vendor: "acme", Server: "https://api.acme.example", Authenticator: credential,
				Values: map[string]string{},
			}
			client, err := transport.New(config, boxoffice.WithBaseURL(url), boxoffice.WithHTTPClient(user), quick(2), boxoffice.WithMaxBody(2048),
				boxoffice.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))),
				boxoffice.WithHeader("X-Shop", c.plain("client's header")))
			require.NoError(t, err)
			ours := map[string]string{} // what does not change with the calls
			for _, value := range []any{config, credential, client, client.Sender, &struct{ hidden transport.Authenticator }{credential}} {
				for name, text := range sinks(t, value) {
					ours[fmt.Sprintf("%T %s", value, name)] = text
				}
			}
			for _, op := range []*rest.Operation{getThing(), createThing()} {
				op.Path = "/things/{thingId}"
				op.Credentials = []string{"scheme"}
				err := failingCall(t, path, c, client, op)
				e := asError(t, err)
				texts := sinks(t, err)
				for name, text := range sinks(t, *e) {
					texts["value "+name] = text
				}
				maps.Copy(texts, ours)
				texts["log"] = log.String()
				texts["wrapped"] = fmt.Errorf("sale failed: %w", err).Error()
				ours = nil
				for sink, text := range texts {
					for _, where := range c.shown(text) {
						hits++
						t.Errorf("%s: the %s shows in %s: %s", path, where, sink, text)
					}
				}
				searched += len(texts)
			}
		}
		table.row(path, fmt.Sprint(searched), fmt.Sprint(hits))
		user.CloseIdleConnections()
	}
	t.Logf("texts searched for every canary and the forms in which it can show\n%s", table)
}

// failingCall makes a call full of canaries that is going to fail.
func failingCall(t *testing.T, path string, c *canaries, client *rest.Client, op *rest.Operation) error {
	t.Helper()
	ctx := t.Context()
	var options []boxoffice.CallOption
	value := c.plant("path")
	prepare := func(*rest.Request) {}
	switch path {
	case "wrong credential":
		op.Credentials = []string{"other"}
	case "path value":
		value = ".."
	case "header value":
		prepare = func(r *rest.Request) { r.SetHeader("X-Customer", c.plain("header parameter")+"\r\n") }
	case "header name":
		options = append(options, boxoffice.WithHeader(c.plant("header's name"), c.plain("header's value")))
	case "cancelled":
		cancelled, cancel := context.WithCancelCause(ctx)
		cancel(errors.New(c.plant("reason of the cancellation")))
		ctx = cancelled
	}
	req := client.Request(op, append(options, boxoffice.WithHeader("X-Call", c.plain("call's header"))))
	req.SetPath("thingId", value)
	req.SetQuery("token", c.plant("query"))
	req.SetHeader("X-Customer", c.plain("header parameter"))
	prepare(req)
	if op.Method == http.MethodPost {
		req.SetJSON(map[string]string{"password": c.plant("request's body")})
	}
	if path == "header value" {
		req = client.Request(op, options)
		req.SetPath("thingId", value)
		prepare(req)
	}
	if path == "stream" {
		var last error
		for _, err := range rest.Seq[thing](ctx, req) {
			last = err
		}
		return last
	}
	_, err := rest.Decode(ctx, req, decodeThing)
	return err
}
