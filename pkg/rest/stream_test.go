package rest_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

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
		res, err := gather(t.Context(), newClient(t, reply(200, contentType, body, "X-Page", "1")), &got)
		require.NoError(t, err, contentType)
		require.Equal(t, want, got, contentType)
		require.Equal(t, 200, res.StatusCode)
		require.Equal(t, "1", res.Header.Get("X-Page"))
		require.Nil(t, res.Body)
	}
	for contentType, body := range map[string]string{"application/json": "[]", "application/xml": "<things/>"} {
		var got []thing
		_, err := gather(t.Context(), newClient(t, reply(200, contentType, body)), &got)
		require.NoError(t, err)
		require.Empty(t, got)
	}
}

func TestAListThatIsNotAsPromisedIsAnError(t *testing.T) {
	const a, ax = `{"name":"a","count":0}`, `<thing><name>a</name><count>0</count></thing>`
	for name, test := range map[string]struct {
		contentType, body string
		before            int // elements handed out before it shows
		says              string
	}{
		"JSON, no list":            {"application/json", `{"canary":1}`, 0, "the body: want a list, got an object"},
		"JSON, null":               {"application/json", `null`, 0, "the body: want a list, got null"},
		"JSON, empty":              {"application/json", ``, 0, "the body is empty at byte 1"},
		"JSON, HTML":               {"application/json", `<html>canary`, 0, "not valid JSON"},
		"JSON, truncated":          {"application/json", `[` + a + `,{"name":"canary`, 1, "ends in the middle"},
		"JSON, ends at a comma":    {"application/json", `[` + a + `,`, 1, "ends in the middle"},
		"JSON, ends at an element": {"application/json", `[` + a, 1, "ends in the middle"},
		"JSON, mistyped":           {"application/json", `[` + a + `,{"name":{"canary":1}}]`, 1, "[1].name: want text, got an object; [1].count: missing"},
		"JSON, garbage inside":     {"application/json", `[` + a + ` canary]`, 1, "not valid JSON"},
		"JSON, garbage after":      {"application/json", `[` + a + `] canary`, 1, "the body goes on after its value at byte 26"},
		"JSON, two lists":          {"application/json", `[` + a + `][` + a + `]`, 1, "the body goes on after its value at byte 25"},
		"XML, other root":          {"application/xml", `<error>canary</error>`, 0, "root element is not <things>"},
		"XML, empty":               {"application/xml", ``, 0, "the body is empty at byte 1"},
		"XML, text for a list":     {"application/xml", `<things>canary</things>`, 0, "holds text"},
		"XML, other element":       {"application/xml", `<things>` + ax + `<canary/></things>`, 1, "things: holds an unknown element"},
		"XML, truncated":           {"application/xml", `<things>` + ax + `<thing><name>canary`, 1, "things.thing[1].name: the body ends in the middle at byte 73"},
		"XML, ends at an element":  {"application/xml", `<things>` + ax, 1, "things: the body ends in the middle at byte 54"},
		"XML, mistyped":            {"application/xml", `<things><thing><count>canary</count></thing></things>`, 0, "things.thing[0].count: want an integer, got text that holds no number; things.thing[0].name: missing"},
		"XML, text after":          {"application/xml", `<things>` + ax + `</things>canary`, 1, "goes on after its end"},
		"XML, element after":       {"application/xml", `<things>` + ax + `</things><canary/>`, 1, "goes on after its end"},
		"neither":                  {"text/html", `<html>canary</html>`, 0, "not documented"},
		"malformed type":           {"canary;;;=", `[]`, 0, "not documented"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []thing
			_, err := gather(t.Context(), newClient(t, reply(200, test.contentType, test.body)), &got)
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
	_, err := gather(t.Context(), newClient(t, reply(403, "application/json", `{"message":"no","code":7}`)), &got)
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

func TestLeavingTheLoopClosesTheConnection(t *testing.T) {
	closed := make(chan struct{})
	client := newClient(t, endless(closed))
	seen := 0
	for _, err := range rest.Seq[thing](t.Context(), client.Request(opGet("/things"), nil)) {
		require.NoError(t, err)
		if seen++; seen == 3 {
			break
		}
	}
	require.Equal(t, 3, seen)
	<-closed
}

func TestAPanicInTheLoopClosesTheConnection(t *testing.T) {
	closed := make(chan struct{})
	client := newClient(t, endless(closed))
	require.PanicsWithValue(t, "mine", func() {
		for _, err := range rest.Seq[thing](t.Context(), client.Request(opGet("/things"), nil)) {
			require.NoError(t, err)
			panic("mine")
		}
	})
	<-closed
}

func TestEachLoopOverASequenceSendsARequestOfItsOwn(t *testing.T) {
	vendor := &echo{}
	list := rest.Seq[thing](t.Context(), newClient(t, vendor).Request(opGet("/things"), nil))
	require.Zero(t, vendor.hits.Load(), "nothing is sent before the loop")
	for range 2 {
		for _, err := range list {
			require.Error(t, err, "the vendor sends no list")
		}
	}
	require.EqualValues(t, 2, vendor.hits.Load())
}

func TestOnlyWhatMayBeRepeatedIsStreamed(t *testing.T) {
	vendor := &echo{}
	for _, err := range rest.Seq[thing](t.Context(), newClient(t, vendor).Request(opPost(), nil)) {
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	}
	require.Zero(t, vendor.hits.Load())
}

func TestTheLimitOfAStreamIsRefusedByACallThatReadsTheAnswerWhole(t *testing.T) {
	vendor := &echo{}
	_, err := ask(t.Context(), newClient(t, vendor), opGet("/things"), nil, boxoffice.WithStreamIdleTimeout(time.Second))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.ErrorContains(t, err, "WithAttemptTimeout bounds this one")
	require.Zero(t, vendor.hits.Load())

	client := newClient(t, reply(200, "application/json", `[{"name": "a", "count": 1}]`), boxoffice.WithStreamIdleTimeout(time.Second))
	_, err = ask(t.Context(), client, opGet("/things"), nil)
	require.NotErrorIs(t, err, boxoffice.ErrInvalidRequest, "it is the client's, for the calls that are streamed")
	for _, err := range rest.Seq[thing](t.Context(), client.Request(opGet("/things"), []boxoffice.CallOption{boxoffice.WithStreamIdleTimeout(time.Second)})) {
		require.NoError(t, err)
	}
}

func TestAListThatBreaksOffKeepsItsCause(t *testing.T) {
	var got []thing
	client := newClient(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `[{"name":"a","count":0},`)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}))
	_, err := gather(t.Context(), client, &got)
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
			return []string{`[`, `{"name":"` + e + `","count":1}`, `,`, `{"name":"` + e + `","count":1}`, `]`}
		},
		"application/xml": func(e string) []string {
			return []string{`<things>`, `<thing><name>` + e + `</name><count>1</count></thing>`, "\n", `<thing><name>` + e + `</name><count>1</count></thing>`, `</things>`}
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
			}), boxoffice.WithMaxBody(limit))
			_, err := gather(t.Context(), client, &got)
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
		}), boxoffice.WithMaxBody(1<<20))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err = gather(t.Context(), client, new([]thing))
		runtime.ReadMemStats(&after)
		require.ErrorIs(t, err, boxoffice.ErrTooLarge)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4<<20))
	}
}

func TestAnOptionalValueOfAStreamThatCannotBeReadIsReported(t *testing.T) {
	type sparse struct {
		Name  string `json:"name"           xml:"name"`
		Count int64  `json:"count,omitzero" xml:"count"`
	}
	const good = `{"name":"a","count":1}`
	for body, want := range map[string][]boxoffice.Problem{
		"[" + good + "]": nil,
		"[" + good + `,{"name":"b","count":"many"},` + good + "]":           {{Path: "[1].count", Text: "want an integer, got a string that holds no number"}},
		`[{"name":"b","count":1.5},{"count":1}]`:                            {{Path: "[0].count", Text: "want an integer, got a number that is no integer"}},
		"<things><thing><name>b</name><count>x</count></thing></things>":    {{Path: "things.thing[0].count", Text: "want an integer, got text that holds no number"}},
		"[" + strings.Repeat(`{"name":"b","count":"x"},`, 500) + good + "]": nil,
	} {
		contentType := "application/json"
		if body[0] == '<' {
			contentType = "application/xml"
		}
		var response boxoffice.Response
		client := newClient(t, reply(200, contentType, body))
		for _, err := range rest.Seq[sparse](t.Context(), client.Request(opGet("/things"), []boxoffice.CallOption{boxoffice.WithResponse(&response)})) {
			require.True(t, err != nil || len(response.Problems) == 0)
		}
		require.Equal(t, 200, response.StatusCode)
		require.Nil(t, response.Body)
		if len(body) > 1000 {
			require.Len(t, response.Problems, 100)
			continue
		}
		require.Equal(t, want, response.Problems, body)
	}
}
