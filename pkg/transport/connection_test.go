package transport_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Whatever the answer, it is read to its end, so that the connection serves the
// next call too. The clock is virtual: net/http keeps no connection whose request took
// 50 ms longer to be reported as written than to be answered, as on a busy machine.
func TestCallsOneAfterTheOtherShareOneConnection(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"small": answerThing,
		"chunked": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, padded(100_000))
		},
		"large": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "100000")
			_, _ = io.WriteString(w, padded(100_000))
		},
		"compressed": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = io.WriteString(z, padded(1000))
			_ = z.Close()
		},
		"no content": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"refusal": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, strings.Repeat("x", 10_000), http.StatusConflict)
		},
		"stream": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, "["+strings.Repeat(`{"name":"x"},`, 1000)+`{"name":"y"}]`)
			w.(http.Flusher).Flush()
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/moved" {
				http.Redirect(w, r, "/moved", http.StatusFound)
				return
			}
			answerThing(w, r)
		},
		"redirect away": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example", http.StatusFound)
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			connections := 0
			client := newClient(t, "http://127.0.0.1", nil, serveBubbleUp(t, handler, func() bool { connections++; return true })...)
			for range 5 {
				var err error
				if name == "stream" {
					for _, err = range rest.Seq[thing](t.Context(), client.Request(getThing(), nil)) {
					}
				} else {
					_, err = do(t.Context(), client, getThing())
				}
				require.Equal(t, name == "redirect away" || name == "refusal", err != nil, "%s: %v", name, err)
				if name == "stream" {
					continue // its body is a list, and an operation that may not be repeated is not streamed
				}
				_, err = do(t.Context(), client, createThing())
				require.Equal(t, strings.HasPrefix(name, "redirect") || name == "refusal", err != nil, "%s: %v", name, err)
			}
			require.Equal(t, 1, connections, name)
		})
	}
}
