package rest_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// collect is a WithEach that keeps what it is given.
func collect(into *[]thing) rest.CallOption {
	return rest.WithEach("things", "thing", func(x thing) error {
		*into = append(*into, x)
		return nil
	})
}

func TestAListIsDecodedElementByElement(t *testing.T) {
	want := []thing{{Name: "a", Count: 1}, {Name: "b", Count: 2}}
	for contentType, body := range map[string]string{
		"application/json":                ` [ {"name":"a","count":1} , {"name":"b","count":2} ] `,
		"application/json; charset=utf-8": `[{"name":"a","count":1},{"name":"b","count":2}]`,
		"application/vnd.acme+json":       `[{"name":"a","count":1},{"name":"b","count":2}]`,
		"application/xml":                 "<?xml version='1.0'?>\n<things>\n <!-- 1 --><thing><name>a</name><count>1</count></thing>\n<thing><name>b</name><count>2</count></thing></things>\n",
		"text/xml":                        "<things><thing><name>a</name><count>1</count></thing><thing><name>b</name><count>2</count></thing></things>",
	} {
		var got []thing
		res, err := ask(t.Context(), newClient(t, reply(200, contentType, body, "X-Page", "1")), opGet("/things"), nil, collect(&got))
		require.NoError(t, err, contentType)
		require.Equal(t, want, got, contentType)
		require.Equal(t, 200, res.StatusCode)
		require.Equal(t, "1", res.Header.Get("X-Page"))
		require.Nil(t, res.Body)
		require.Nil(t, res.JSON200)
	}
	for contentType, body := range map[string]string{"application/json": "[]", "application/xml": "<things/>"} {
		var got []thing
		_, err := ask(t.Context(), newClient(t, reply(200, contentType, body)), opGet("/things"), nil, collect(&got))
		require.NoError(t, err)
		require.Empty(t, got)
	}
}

func TestAListThatIsNotAsPromisedIsAnError(t *testing.T) {
	const a, ax = `{"name":"a"}`, `<thing><name>a</name></thing>`
	for name, test := range map[string]struct {
		contentType, body string
		before            int // elements handed out before it shows
		says              string
	}{
		"JSON, no list":            {"application/json", `{"canary":1}`, 0, "not a JSON array"},
		"JSON, null":               {"application/json", `null`, 0, "not a JSON array"},
		"JSON, empty":              {"application/json", ``, 0, "ends in the middle"},
		"JSON, HTML":               {"application/json", `<html>canary`, 0, "not valid JSON"},
		"JSON, truncated":          {"application/json", `[` + a + `,{"name":"canary`, 1, "ends in the middle"},
		"JSON, ends at a comma":    {"application/json", `[` + a + `,`, 1, "ends in the middle"},
		"JSON, ends at an element": {"application/json", `[` + a, 1, "ends in the middle"},
		"JSON, mistyped":           {"application/json", `[` + a + `,{"name":{"canary":1}}]`, 1, `"name"`},
		"JSON, garbage inside":     {"application/json", `[` + a + ` canary]`, 1, "not valid JSON"},
		"JSON, garbage after":      {"application/json", `[` + a + `] canary`, 1, "not valid JSON"},
		"JSON, two lists":          {"application/json", `[` + a + `][` + a + `]`, 1, "goes on after its end"},
		"XML, other root":          {"application/xml", `<error>canary</error>`, 0, "root element is not <things>"},
		"XML, empty":               {"application/xml", ``, 0, "ends in the middle"},
		"XML, text for a list":     {"application/xml", `<things>canary</things>`, 0, "holds text"},
		"XML, other element":       {"application/xml", `<things>` + ax + `<canary/></things>`, 1, "another element"},
		"XML, truncated":           {"application/xml", `<things>` + ax + `<thing><name>canary`, 1, "not valid XML"},
		"XML, ends at an element":  {"application/xml", `<things>` + ax, 1, "not valid XML"},
		"XML, mistyped":            {"application/xml", `<things><thing><count>canary</count></thing></things>`, 0, "does not decode"},
		"XML, text after":          {"application/xml", `<things>` + ax + `</things>canary`, 1, "goes on after its end"},
		"XML, element after":       {"application/xml", `<things>` + ax + `</things><canary/>`, 1, "goes on after its end"},
		"neither":                  {"text/html", `<html>canary</html>`, 0, "not documented"},
		"malformed type":           {"canary;;;=", `[]`, 0, "not documented"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []thing
			res, err := ask(t.Context(), newClient(t, reply(200, test.contentType, test.body)), opGet("/things"), nil, collect(&got))
			require.Nil(t, res)
			e := asError(t, err)
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
			require.Equal(t, 200, e.StatusCode)
			require.Len(t, got, test.before)
			require.Contains(t, err.Error(), test.says)
			require.NotContains(t, err.Error(), "canary")
		})
	}
}

func TestARefusedListIsAnOrdinaryRefusal(t *testing.T) {
	var got []thing
	_, err := ask(t.Context(), newClient(t, reply(403, "application/json", `{"message":"no","code":7}`)), opGet("/things"), nil, collect(&got))
	e := asError(t, err)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, "no", e.Message)
	require.NotEmpty(t, e.Body)
	require.Empty(t, got)
}

// endless is a list without end, which tells when its connection is closed.
func endless(closed chan<- struct{}) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer close(closed)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "[")
		for i := 0; ; i++ {
			if _, err := fmt.Fprintf(w, `{"name":"x","count":%d},`, i); err != nil || r.Context().Err() != nil {
				return
			}
		}
	}
}

func TestTheCallersErrorEndsTheCallAndClosesTheConnection(t *testing.T) {
	closed := make(chan struct{})
	enough := errors.New("canary: enough")
	seen := 0
	res, err := ask(t.Context(), newClient(t, endless(closed)), opGet("/things"), nil, rest.WithEach("", "", func(thing) error {
		if seen++; seen == 3 {
			return enough
		}
		return nil
	}))
	require.Nil(t, res)
	require.ErrorIs(t, err, enough)
	require.Equal(t, 3, seen)
	e := asError(t, err)
	require.Equal(t, 200, e.StatusCode)
	require.NotErrorIs(t, err, boxoffice.ErrUnexpectedResponse, "the vendor did nothing wrong")
	require.Contains(t, err.Error(), "caller's function")
	require.NotContains(t, err.Error(), "canary")
	<-closed
}

func TestAPanicOfTheCallersFunctionClosesTheConnection(t *testing.T) {
	closed := make(chan struct{})
	client := newClient(t, endless(closed))
	require.PanicsWithValue(t, "mine", func() {
		_, _ = ask(t.Context(), client, opGet("/things"), nil, rest.WithEach("", "", func(thing) error { panic("mine") }))
	})
	<-closed
}

func TestAStreamIsHandedOverWithItsMediaType(t *testing.T) {
	var kind, text string
	client := newClient(t, reply(200, "application/json; charset=utf-8", "[1]\n"))
	res, err := ask(t.Context(), client, opGet("/things"), nil, rest.WithStream(func(mediaType string, body io.Reader) error {
		all, err := io.ReadAll(body)
		kind, text = mediaType, string(all)
		return err
	}))
	require.NoError(t, err)
	require.Equal(t, 200, res.StatusCode)
	require.Equal(t, "application/json", kind)
	require.Equal(t, "[1]\n", text)
}

func TestAListThatBreaksOffKeepsItsCause(t *testing.T) {
	var got []thing
	client := newClient(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `[{"name":"a"},`)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}))
	_, err := ask(t.Context(), client, opGet("/things"), nil, collect(&got))
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.Contains(t, err.Error(), "broke off")
	require.Equal(t, []thing{{Name: "a"}}, got)
	require.Equal(t, 1, asError(t, err).Attempts, "a list that has begun is not repeated")
}

// One element may be as long as a quarter of the limit, in one part or many,
// and the list as long as it likes.
func TestAnElementIsBoundedAndTheListIsNot(t *testing.T) {
	const limit = 64 << 10
	lists := map[string]func(element string) []string{
		"application/json": func(e string) []string {
			return []string{`[`, `{"name":"` + e + `"}`, `,`, `{"name":"` + e + `"}`, `]`}
		},
		"application/xml": func(e string) []string {
			return []string{`<things>`, `<thing><name>` + e + `</name></thing>`, "\n", `<thing><name>` + e + `</name></thing>`, `</things>`}
		},
	}
	for contentType, list := range lists {
		for length, fits := range map[int]bool{10: true, limit/4 - 1000: true, limit: false} {
			var got []thing
			client := newClient(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", contentType)
				for _, part := range list(strings.Repeat("x", length)) {
					_, _ = io.WriteString(w, part)
					w.(http.Flusher).Flush()
				}
			}), transport.WithMaxBody(limit))
			_, err := ask(t.Context(), client, opGet("/things"), nil, collect(&got))
			if fits {
				require.NoError(t, err, "%s %d", contentType, length)
				require.Len(t, got, 2)
				continue
			}
			require.ErrorIs(t, err, boxoffice.ErrTooLarge, contentType)
			require.Equal(t, 200, asError(t, err).StatusCode)
			require.Empty(t, got)
		}
	}
}

func TestAListIsReadInFlatMemory(t *testing.T) {
	const elements = 4 << 10 // of 1 KiB
	name := strings.Repeat("x", 1000)
	write := map[string]func(io.Writer){
		"application/json": func(w io.Writer) {
			_, _ = io.WriteString(w, "[")
			e := json.NewEncoder(w)
			for i := range int64(elements) {
				if i > 0 {
					_, _ = io.WriteString(w, ",")
				}
				_ = e.Encode(thing{Name: name, Count: i})
			}
			_, _ = io.WriteString(w, "]")
		},
		"application/xml": func(w io.Writer) {
			_, _ = io.WriteString(w, "<things>")
			for i := range elements {
				_, _ = fmt.Fprintf(w, "<thing><name>%s</name><count>%d</count></thing>", name, i)
			}
			_, _ = io.WriteString(w, "</things>")
		},
	}
	for contentType, list := range write {
		client := newClient(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			list(w)
		}), transport.WithMaxBody(256<<10))
		before, seen, most := inUse(), 0, uint64(0)
		_, err := ask(t.Context(), client, opGet("/things"), nil, rest.WithEach("things", "thing", func(thing) error {
			if seen++; seen%(elements/4) == 0 {
				most = max(most, inUse())
			}
			return nil
		}))
		require.NoError(t, err)
		require.Equal(t, elements, seen)
		require.Less(t, most, before+1<<20, "%s: %d bytes in use before, %d on the way", contentType, before, most)
	}
}

func TestAnElementThatIsAGzipBombIsNotUnpacked(t *testing.T) {
	for contentType, head := range map[string]string{"application/json": `[{"name":"`, "application/xml": "<things><thing><name>"} {
		var bomb bytes.Buffer
		z, err := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
		require.NoError(t, err)
		_, err = io.WriteString(z, head+strings.Repeat("x", 8<<20))
		require.NoError(t, err)
		client := newClient(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		}), transport.WithMaxBody(1<<20))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err = ask(t.Context(), client, opGet("/things"), nil, collect(new([]thing)))
		runtime.ReadMemStats(&after)
		require.ErrorIs(t, err, boxoffice.ErrTooLarge)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4<<20))
	}
}

// inUse is what the heap holds after a collection.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
