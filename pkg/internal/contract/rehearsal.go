package contract

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/specs"
)

// Rehearsal records every case marked Live from a stand-in for the vendor: the
// fake over TLS on this machine, for a customer with other names and numbers than
// those of the examples. It sets cookies and answers with more than is documented.
// The tape must be the composed one, but for its first line.
func Rehearsal(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	s := newSuite(t, doc, cases)
	if s.mode != replay {
		t.Skip("recording")
	}
	s.rehearse(t)
}

func (s suite) rehearse(t *testing.T) {
	t.Helper()
	recorded := 0
	for _, c := range s.cases {
		if !c.Live {
			continue
		}
		t.Run(c.title(), func(t *testing.T) {
			composed, live := s, s
			composed.dir, live.dir = filepath.Join(t.TempDir(), "composed"), filepath.Join(t.TempDir(), "live")
			require.Empty(t, composed.composeOnTrial(t, c))
			live.values = madeUp
			server := httptest.NewTLSServer(&standIn{fake: s.unredacted(t, c), t: t})
			t.Cleanup(server.Close)
			live.net = server.Client().Transport
			t.Setenv("BOXOFFICE_"+strings.ToUpper(s.doc.Name)+"_ORIGIN", server.URL)
			live.live(t, c)
			require.FileExists(t, live.tape(c))
			assert.Equal(t, withoutNote(t, composed.tape(c)), withoutNote(t, live.tape(c)))
		})
		recorded++
	}
	t.Logf("%s: %d cases recorded from the stand-in", s.doc.Name, recorded)
}

func withoutNote(t *testing.T, tape string) string {
	t.Helper()
	text, err := os.ReadFile(tape)
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(text), "\n")
	return rest
}

const madeUpNumber = "1"

// madeUp returns a value of the same form as an example. For numbers it returns ones that
// are easily confused with others.
func madeUp(_, example string) string {
	switch {
	case strings.Trim(example, "0123456789") == "":
		return madeUpNumber
	case strings.Contains(example, "@"):
		return "jane.real@venue.test"
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return 'a' + (r-'a'+13)%26
		case r >= 'A' && r <= 'Z':
			return 'A' + (r-'A'+13)%26
		}
		return r
	}, example)
}

// standIn is a vendor that the fake speaks for. The real values are the ones of
// the recording that is being made.
type standIn struct {
	t    *testing.T
	fake http.RoundTripper
}

func (s *standIn) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	resp, err := s.ask(r)
	if err != nil {
		s.t.Errorf("the stand-in: %v", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Errorf("the stand-in: %v", err)
	}
	for name, values := range resp.Header {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.Header().Set("Set-Cookie", "session=s3cr3t-session")
	w.Header().Set("X-Served-By", "s3cr3t-host")
	if mediaType := resp.Header.Get("Content-Type"); mediaType != "" {
		w.Header()["Content-Type"] = []string{mediaType + "; trace=tk-91", "text/tk-91"}
	}
	if len(body) == 0 {
		w.WriteHeader(resp.StatusCode)
		return
	}
	w.Header().Set("Content-Encoding", "gzip") // and in chunks, because it has no length
	w.WriteHeader(resp.StatusCode)
	zipped := gzip.NewWriter(w)
	_, _ = zipped.Write(asReal(body, resp.Header.Get("Content-Type")))
	_ = zipped.Close()
}

// ask sends a request to the fake with the names of the examples. It does not change
// numbers, because the fake accepts any.
func (s *standIn) ask(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for value, examples := range standIns() {
		if value != madeUpNumber {
			values[value] = examples[0]
		}
	}
	path := strings.Split(r.URL.EscapedPath(), "/")
	for i, segment := range path {
		if example, ok := values[segment]; ok {
			path[i] = url.PathEscape(example)
		}
	}
	text := "https://stand-in" + strings.Join(path, "/")
	if r.URL.RawQuery != "" {
		text += "?" + inQuery(r.URL.RawQuery, values)
	}
	sent := string(body)
	if r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
		sent = inQuery(sent, values)
	} else {
		for value, example := range values {
			sent = strings.ReplaceAll(sent, `"`+value+`"`, `"`+example+`"`)
		}
	}
	req, err := http.NewRequestWithContext(r.Context(), r.Method, text, strings.NewReader(sent)) //nolint:gosec // the fake in this process
	if err != nil {
		return nil, err
	}
	req.Header = r.Header.Clone()
	for name := range req.Header {
		req.Header.Set(name, inHeader(req.Header.Get(name), values))
	}
	return s.fake.RoundTrip(req)
}

func inQuery(raw string, values map[string]string) string {
	pairs := strings.Split(raw, "&")
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		given, _ := url.QueryUnescape(value)
		if example, ok := values[given]; ok {
			pairs[i] = name + "=" + url.QueryEscape(example)
		}
	}
	return strings.Join(pairs, "&")
}

func inHeader(text string, values map[string]string) string {
	kind, secret, _ := strings.Cut(text, " ")
	if pair, err := base64.StdEncoding.DecodeString(secret); err == nil && kind == "Basic" {
		name, password, _ := strings.Cut(string(pair), ":")
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(values[name]+":"+values[password]))
	}
	if example, ok := values[secret]; ok {
		return kind + " " + example
	}
	if example, ok := values[text]; ok {
		return example
	}
	return text
}

// asReal is an answer in the real names, and with a session's token that the
// specification knows nothing of.
func asReal(body []byte, contentType string) []byte {
	actual := map[string]string{}
	for value, examples := range standIns() {
		for _, example := range examples {
			actual[example] = value
		}
	}
	if strings.Contains(contentType, "xml") {
		text := string(body)
		for example, value := range actual {
			text = strings.ReplaceAll(text, ">"+example+"<", ">"+value+"<")
		}
		end := strings.LastIndex(text, "</")
		return []byte(text[:end] + "<sessionToken>tk-91</sessionToken>" + text[end:])
	}
	var value any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return body
	}
	answer, err := json.Marshal(inValue(value, actual)) // as the fake does
	if err != nil {
		return body
	}
	return answer
}

func inValue(value any, actual map[string]string) any {
	switch v := value.(type) {
	case map[string]any:
		for name, each := range v {
			v[name] = inValue(each, actual)
		}
		v["sessionToken"], v["trace"] = "tk-91", []any{map[string]any{"iban": "DK5000400440116243"}}
	case []any:
		for i, each := range v {
			v[i] = inValue(each, actual)
		}
	case string:
		if other, ok := actual[v]; ok {
			return other
		}
	case json.Number:
		if other, ok := actual[v.String()]; ok {
			return json.Number(other)
		}
	}
	return value
}
