package transport_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"net/http"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

func readAll(t testing.TB, r *http.Request) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(body)
}

// padded is a JSON thing of exactly the given length.
func padded(length int) string {
	return `{"name":"` + strings.Repeat("x", length-len(`{"name":""}`)) + `"}`
}

func TestABodyOfExactlyTheLimitIsReadAndOneByteMoreIsNot(t *testing.T) {
	for _, limit := range []int{32, 4 << 10, 4<<10 + 1, 12 << 10, 64 << 10, 64<<10 + 1, 100_000, 1 << 20} {
		for _, chunked := range []bool{false, true} {
			for extra := -1; extra <= 1; extra++ {
				body := padded(limit + extra)
				server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "application/json")
					if chunked {
						w.(http.Flusher).Flush()
					} else {
						w.Header().Set("Content-Length", strconv.Itoa(len(body)))
					}
					_, _ = io.WriteString(w, body)
				})
				client := newClient(t, server.URL, nil, boxoffice.WithMaxBody(int64(limit)))
				res, err := do(t.Context(), client, getThing())
				if extra <= 0 {
					require.NoError(t, err)
					require.Equal(t, body, string(res.Body))
					require.Len(t, res.Name, len(body)-len(`{"name":""}`))
					continue
				}
				e := asError(t, err)
				require.ErrorIs(t, err, boxoffice.ErrTooLarge)
				require.Equal(t, 200, e.StatusCode)
				require.Equal(t, boxoffice.Answered, e.Delivery)
				require.LessOrEqual(t, len(e.Body), limit)
				require.True(t, strings.HasPrefix(body, string(e.Body)), "what was read of it is its beginning")
				require.Equal(t, 1, e.Attempts, "a body that is too long will be so again")
				require.Contains(t, err.Error(), strconv.Itoa(limit))
			}
		}
	}
}

func TestACallsOwnBodyLimitGoesBeforeTheClients(t *testing.T) {
	server := serve(t, answerThing)
	client := newClient(t, server.URL, nil, boxoffice.WithMaxBody(4))
	_, err := do(t.Context(), client, getThing())
	require.ErrorIs(t, err, boxoffice.ErrTooLarge)
	_, err = do(t.Context(), client, getThing(), boxoffice.WithMaxBody(100))
	require.NoError(t, err)
	_, err = do(t.Context(), client, getThing(), boxoffice.WithMaxBody(0))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
}

func TestALimitBeyondAnyBodyIsNoProblem(t *testing.T) {
	for _, limit := range []int64{math.MaxInt64, math.MaxInt64 - 1, 1 << 62} {
		for _, length := range []int{100, 100_000} {
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.(http.Flusher).Flush()
				_, _ = io.WriteString(w, padded(length))
			})
			res, err := do(t.Context(), newClient(t, server.URL, nil, boxoffice.WithMaxBody(limit)), getThing())
			require.NoError(t, err)
			require.Len(t, res.Body, length)
		}
	}
}

func TestARefusalOverTheLimitKeepsItsStatus(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, strings.Repeat("x", 1000))
	})
	_, err := do(t.Context(), newClient(t, server.URL, nil, boxoffice.WithMaxBody(100)), createThing())
	require.ErrorIs(t, err, boxoffice.ErrTooLarge)
	require.ErrorIs(t, err, boxoffice.ErrConflict)
	require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "a refusal is one without its body too")
	require.Len(t, asError(t, err).Body, 100)
}

// A Content-Length that promises more or less than comes: status and what came
// are kept, and a creation is not sent again.
func TestALyingContentLengthIsNotBelieved(t *testing.T) {
	const body = `{"name":"table"}`
	for _, promised := range []int64{int64(len(body)) + 1, 1000, 63 << 10, 70 << 10, 1 << 40} {
		var hits atomic.Int32
		server := serve(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", strconv.FormatInt(promised, 10))
			_, _ = io.WriteString(w, body)
		}))
		before := allocated()
		_, err := do(t.Context(), newClient(t, server.URL, nil), createThing())
		e := asError(t, err)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.Equal(t, 200, e.StatusCode)
		require.Equal(t, boxoffice.Answered, e.Delivery)
		require.Equal(t, body, string(e.Body))
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.EqualValues(t, 1, hits.Load())
		require.Less(t, allocated()-before, uint64(2<<20), "memory follows what arrives, not what is promised")
	}
}

func TestABodyThatBreaksOffIsReadAgainWhereThatIsSafe(t *testing.T) {
	for _, chunked := range []bool{false, true} {
		var hits atomic.Int32
		server := serve(t, counted(&hits, func(w http.ResponseWriter, r *http.Request) {
			if hits.Load() > 1 {
				answerThing(w, r)
				return
			}
			if chunked {
				w.(http.Flusher).Flush()
			} else {
				w.Header().Set("Content-Length", "100")
			}
			_, _ = io.WriteString(w, `{"name":`)
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}))
		res, err := do(t.Context(), newClient(t, server.URL, nil, quick(2)), getThing())
		require.NoError(t, err)
		require.Equal(t, "table", res.Name)
		require.EqualValues(t, 2, hits.Load())
	}
}

// allocated is how many bytes the program has allocated so far. Its growth
// bounds the growth of the heap from above, whatever the collector does.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

const gibibyte = 1 << 30

// bomb is 1 GiB of blanks, compressed: 128 members of 8 MiB.
func bomb(t testing.TB) []byte {
	t.Helper()
	var member bytes.Buffer
	w, err := gzip.NewWriterLevel(&member, gzip.BestSpeed)
	require.NoError(t, err)
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for range 8 {
		_, err = w.Write(blanks)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return bytes.Repeat(member.Bytes(), gibibyte/(8<<20))
}

func TestTrust_AGibibyteCostsNoMoreMemoryThanTheLimitAndEightMebibytes(t *testing.T) {
	compressed := bomb(t)
	block := bytes.Repeat([]byte(" "), 64<<10)
	servers := map[string]http.HandlerFunc{
		"plain, endless": func(w http.ResponseWriter, _ *http.Request) {
			for sent := 0; sent < gibibyte; sent += len(block) {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		},
		"plain, announced": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(gibibyte))
			for sent := 0; sent < gibibyte; sent += len(block) {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		},
		"gzip bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(compressed)
		},
	}
	for name, handler := range servers {
		for _, status := range []int{200, 500} {
			for _, limit := range []int64{1 << 10, 1 << 20, boxoffice.DefaultMaxBody} {
				server := serve(t, func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Content-Type", "application/json")
					if w.Header().Set("X-Request-Id", "r-1"); status != 200 {
						w.Header().Set("X-Status", strconv.Itoa(status))
					}
					handler(statusWriter{w, status}, r)
				})
				client := newClient(t, server.URL, nil, boxoffice.WithMaxBody(limit))
				_, err := do(t.Context(), client, createThing()) // warm: connection, server
				require.ErrorIs(t, err, boxoffice.ErrTooLarge)
				before := allocated()
				_, err = do(t.Context(), client, createThing())
				grown := allocated() - before
				e := asError(t, err)
				require.ErrorIs(t, err, boxoffice.ErrTooLarge)
				require.Equal(t, status, e.StatusCode)
				require.LessOrEqual(t, grown, uint64(limit)+8<<20, "%s %d: all that was allocated, collected or not", name, limit)
				t.Logf("%-16s status %d limit %8d: allocated %8d bytes in all", name, status, limit, grown)
			}
		}
	}
}

// statusWriter answers with a status before the first byte.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w statusWriter) Write(p []byte) (int, error) {
	if w.status != 200 && w.Header().Get("X-Status") != "" {
		w.Header().Del("X-Status")
		w.WriteHeader(w.status)
	}
	return w.ResponseWriter.Write(p)
}
