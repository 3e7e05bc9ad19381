package rest_test

import (
	"bytes"
	"net/http"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// longList is the body of an answer: what next holds, then element as often as
// left says, then tail. It makes them as they are read, on the reader's own goroutine: a
// server beside the client would add its own garbage to what is measured.
type longList struct {
	next          bytes.Reader
	element, tail string
	left          int
}

func (l *longList) Read(p []byte) (int, error) {
	switch {
	case l.next.Len() > 0:
	case l.left > 0:
		l.left--
		l.next.Reset([]byte(l.element))
	case l.tail != "":
		l.next.Reset([]byte(l.tail))
		l.tail = ""
	}
	return l.next.Read(p)
}

func (*longList) Close() error { return nil }

// answers is a way on which every request gets the same answer.
type answers func(*http.Request) *http.Response

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) { return a(r), nil }

// live is how many bytes of the heap a collection has found in use. What has
// become garbage before it does not count, nor what is allocated after it.
func live() uint64 {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func TestAListIsReadInFlatMemory(t *testing.T) {
	const (
		elements = 1 << 10 // of 1 KiB
		some     = 64      // have been read before the first look
		quarter  = elements / 4
	)
	name := strings.Repeat("x", 1000)
	for contentType, list := range map[string]struct{ head, element, tail string }{
		"application/json": {"[", `{"name":"` + name + `","count":1},`, `{"name":"last","count":1}]`},
		"application/xml":  {"<things>", "<thing><name>" + name + "</name><count>1</count></thing>", "<thing><name>last</name><count>1</count></thing></things>"},
	} {
		// grown is by how much more than after the first elements is in use on the
		// way, at most.
		grown := func(do func(thing)) uint64 {
			client, err := transport.New(transport.Config{Vendor: "acme", Server: "https://acme.example/v3"},
				boxoffice.WithMaxBody(256<<10), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}),
				boxoffice.WithHTTPClient(&http.Client{Transport: answers(func(r *http.Request) *http.Response {
					return &http.Response{
						StatusCode: http.StatusOK, Request: r, ProtoMajor: 1, ProtoMinor: 1, ContentLength: -1,
						Header: http.Header{"Content-Type": {contentType}},
						Body:   &longList{next: *bytes.NewReader([]byte(list.head)), element: list.element, tail: list.tail, left: elements - 1},
					}
				})}))
			require.NoError(t, err)
			seen, first, most := 0, uint64(0), uint64(0)
			for x, err := range rest.Seq[thing](t.Context(), client.Request(opGet("/things"), nil)) {
				require.NoError(t, err)
				do(x)
				switch seen++; {
				case seen == some:
					first = live()
					most = first
				case seen%quarter == 0:
					most = max(most, live())
				}
			}
			require.Equal(t, elements, seen)
			return most - first
		}
		flat := grown(func(thing) {})
		require.Less(t, flat, uint64(64<<10), "%s: a list of 1 MiB", contentType)

		// The measure itself: a caller who keeps the elements sees them grow.
		var kept []thing
		steep := grown(func(x thing) { kept = append(kept, x) })
		require.Greater(t, steep, uint64(768<<10), "%s: kept", contentType)
		require.Len(t, kept, elements)
		t.Logf("%s: %d bytes more in use on the way; %d with a caller who keeps the list", contentType, flat, steep)
	}
}
