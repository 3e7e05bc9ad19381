package transport_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// messages are what a dump was given, one Write each.
type messages struct {
	mu  sync.Mutex
	all []string
}

func (m *messages) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all = append(m.all, string(p))
	return len(p), nil
}

func (m *messages) text() string { return strings.Join(m.all, "") }

func TestAWireDumpShowsMessagesWithoutTheirSecrets(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Set-Cookie", "session=canary-of-the-cookie")
		w.Header().Set("Location", "https://pay.example/canary-of-the-page")
		w.Header().Del("Date")
		w.Header()["Date"] = nil
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"name":"table","seat":"canary-of-the-seat","accessToken":"canary-of-the-answer","lines":[{"seat":"canary-of-a-line","count":2}]}`)
	})
	var dump messages
	client := newClient(t, server.URL, transport.Fixed("key", "X-API-Key", "", boxoffice.Secret("canary-of-the-key")),
		boxoffice.WithWireDump(&dump), boxoffice.WithUserAgent("shop/1"), boxoffice.WithHeader("X-Own", "canary-of-mine"))
	op := authenticated(createThing(), "key")
	op.Successes, op.Secrets = []int{201}, []string{"seat"}
	req := client.Request(op, nil)
	req.SetQuery("seat", "canary-of-the-query")
	req.SetQuery("api_key", "canary-of-the-name")
	req.SetQuery("page", "2")
	req.SetJSON(map[string]any{"name": "chair", "password": "canary-of-the-pass-phrase", "seat": "canary-of-the-body"})
	_, err := rest.Object[thing](t.Context(), req)
	require.NoError(t, err)

	require.NotContains(t, dump.text(), "canary")
	require.Len(t, dump.all, 2, "one Write a message")
	request, answer := strings.ReplaceAll(dump.all[0], server.URL, "ORIGIN"), dump.all[1]
	number, request, _ := strings.Cut(request, " ")
	require.Equal(t, `acme createThing, attempt 1
--> POST ORIGIN/things?api_key=[redacted]&page=2&seat=[redacted]
Accept: application/json
Accept-Encoding: gzip
Content-Type: application/json
User-Agent: shop/1 boxoffice-go/devel
X-Api-Key: [redacted]
X-Own: [redacted]

{
  "name": "chair",
  "password": "[redacted]",
  "seat": "[redacted]"
}

`, request)
	same, answer, _ := strings.Cut(answer, " ")
	require.Equal(t, number, same, "the answer has the number of its request")
	require.Equal(t, `acme createThing, attempt 1
<-- 201 Created
Content-Length: 129
Content-Type: application/json
Location: [redacted]
Set-Cookie: [redacted]

{
  "name": "table",
  "seat": "[redacted]",
  "accessToken": "[redacted]",
  "lines": [
    {
      "seat": "[redacted]",
      "count": 2
    }
  ]
}

`, answer)
}

func TestAWireDumpLeavesTheMessageAsItIs(t *testing.T) {
	var got string
	handler := func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = r.Method + " " + r.Header.Get("Content-Length") + " " + string(body)
		answerThing(w, r)
	}
	var dump messages
	for _, op := range []*rest.Operation{getThing(), createThing(), {ID: "readOnce", Method: http.MethodGet, Path: "/", Successes: success}} {
		server := serve(t, handler)
		plain, err := do(t.Context(), newClient(t, server.URL, nil), op)
		require.NoError(t, err)
		sent := got
		dumped, err := do(t.Context(), newClient(t, server.URL, nil, boxoffice.WithWireDump(&dump)), op)
		require.NoError(t, err)
		require.Equal(t, sent, got)
		require.Equal(t, plain.thing, dumped.thing)
	}
	require.Len(t, dump.all, 6)
}

func TestAWireDumpShowsOfOpaqueBodiesTheirLengthAlone(t *testing.T) {
	for name, test := range map[string]struct{ media, body, shown string }{
		"a page":             {"text/html; charset=utf-8", "<p>canary</p>", "[13 bytes of text/html]"},
		"no JSON":            {"application/json", `{"canary":`, "[10 bytes of application/json]"},
		"no media type":      {"canary", `canary`, "[6 bytes]"},
		"too long":           {"application/json", padded(300_000), "bytes of application/json]"},
		"a secret is quoted": {"application/json", `{"message":"bad token canary-of-the-token"}`, "[redacted: it repeats a secret of the request]"},
		"a part of it":       {"application/json", `{"message":"bad token canary-of"}`, "[redacted: it repeats a secret of the request]"},
	} {
		var dump messages
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{test.media}
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, test.body)
		})
		client := newClient(t, server.URL, transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret("canary-of-the-token")), boxoffice.WithWireDump(&dump))
		_, err := do(t.Context(), client, authenticated(createThing(), "bearer"))
		require.ErrorIs(t, err, boxoffice.ErrBadRequest, name)
		require.Contains(t, dump.text(), test.shown, name)
		require.NotContains(t, strings.ReplaceAll(dump.text(), "Content-Type: canary", ""), "canary", name)
		require.Less(t, len(dump.text()), 2000, name)
	}
}

func TestAWireDumpHidesASecretInThePathAndInACookie(t *testing.T) {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	var dump messages
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "session=canary-of-the-session")
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"name":"`+strings.TrimPrefix(r.Header.Get("Cookie"), "session=")+`"}`) //nolint:gosec // a vendor that repeats a secret
	})
	client := newClient(t, server.URL, nil, boxoffice.WithHTTPClient(&http.Client{Jar: jar}), boxoffice.WithWireDump(&dump))
	op := getThing()
	op.Path, op.Secrets = "/codes/{code}", []string{"{code}"}
	for range 2 {
		req := client.Request(op, nil)
		req.SetPath("code", "canary-of-the-path")
		_, err := rest.Decode(t.Context(), req, decodeThing)
		require.NoError(t, err)
	}
	require.Contains(t, dump.text(), "/codes/{code}\n")
	require.NotContains(t, dump.text(), "canary")
}

func TestAWireDumpOfFormsAndXML(t *testing.T) {
	var dump messages
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, `<fault><seat>canary-of-the-seat</seat><reason>sold</reason></fault>`)
	})
	client := newClient(t, server.URL, nil, boxoffice.WithWireDump(&dump))
	op := createThing()
	op.Secrets = []string{"seat"}
	req := client.Request(op, nil)
	req.SetForm(map[string]any{"seat": "canary-of-the-form", "name": "chair"})
	_, err := rest.Decode(t.Context(), req, decodeThing)
	require.ErrorIs(t, err, boxoffice.ErrConflict)
	require.Contains(t, dump.text(), "name=chair&seat=[redacted]")
	require.Contains(t, dump.text(), "<fault><seat>[redacted]</seat><reason>sold</reason></fault>")
	require.NotContains(t, dump.text(), "canary")
}

// A stream may never end: nothing of it is kept.
func TestAWireDumpDoesNotWaitForAStream(t *testing.T) {
	var dump messages
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `[{"name":"a"},{"name":"b"}]`)
	})
	client := newClient(t, server.URL, nil, boxoffice.WithWireDump(&dump))
	for _, err := range rest.Seq[thing](t.Context(), client.Request(getThing(), nil)) {
		require.NoError(t, err)
		require.Len(t, dump.all, 2)
		require.Contains(t, dump.all[1], "[streamed body]")
	}
	require.NotContains(t, dump.text(), "name")
}

func TestAWireDumpSaysWhatWasNotAnswered(t *testing.T) {
	var dump bytes.Buffer
	server := serve(t, answerThing)
	server.Close()
	_, err := do(t.Context(), newClient(t, server.URL, nil, boxoffice.WithWireDump(&dump), quick(2)), createThing())
	require.Error(t, err)
	require.Contains(t, dump.String(), "<-- not answered: ")
}

func TestCallsAtTheSameTimeShareAWireDump(t *testing.T) {
	var dump bytes.Buffer // which is not safe for concurrent use
	client := newClient(t, serve(t, answerThing).URL, nil, boxoffice.WithWireDump(&dump))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { _, _ = do(t.Context(), client, createThing()) })
	}
	all.Wait()
	require.Equal(t, 20, strings.Count(dump.String(), "--> POST"))
	require.Equal(t, 20, strings.Count(dump.String(), "<-- 200 OK"))
}
