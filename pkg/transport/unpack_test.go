package transport_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func packed(t *testing.T, how, text string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch how {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "flate":
		var err error
		w, err = flate.NewWriter(&b, flate.BestSpeed)
		require.NoError(t, err)
	}
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

// Servers pack without being asked, and call packed what is not.
func TestTrust_ABodyIsUnpackedWhoeverAskedForIt(t *testing.T) {
	t.Parallel()
	const table = `{"name":"table"}`
	asIs := boxoffice.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableCompression: true}})
	for _, test := range []struct {
		coding, body, says string
		options            []boxoffice.ClientOption
	}{
		{"gzip", packed(t, "gzip", table), "", nil},
		{"gzip", packed(t, "gzip", table), "", []boxoffice.ClientOption{asIs}},
		{"X-Gzip", packed(t, "gzip", table), "", nil},
		{"deflate", packed(t, "zlib", table), "", nil},
		{"deflate", packed(t, "flate", table), "", nil},
		{"gzip", table, "", []boxoffice.ClientOption{asIs}},
		{"gzip", "canary", "not valid JSON", nil},
		{"deflate", table, "", nil},
		{"x-gzip", table, "", nil},
		{"br", table, "", nil},
		{"utf-8", table, "", nil},
		{"gzip", table, "", nil},
		{"gzip", "\x1f\x8b\xffcanarycanary", "not packed as its header says", nil},
		{"gzip", table, "not packed as its header says", []boxoffice.ClientOption{boxoffice.WithHTTPClient(&http.Client{})}},
		{"x-gzip", packed(t, "gzip", table)[:20], "broke off", nil},
		{"deflate", "\x78\x9c\xffcanary", "not packed as its header says", nil},
		{"br", "\x0b\x07\x80canary", "packed in a way that was not asked for (br)", nil},
		{"canary", "\xffcanary", "packed in a way that was not asked for (Content-Encoding)", nil},
		{"gzip, gzip", packed(t, "gzip", packed(t, "gzip", table)), "packed in a way that was not asked for", nil},
		{"x-gzip", packed(t, "gzip", `{"name":"`+strings.Repeat("a", 1<<16)+`"}`), "longer than 1000 bytes", []boxoffice.ClientOption{boxoffice.WithMaxBody(1000)}},
	} {
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", test.coding)
			_, _ = io.WriteString(w, test.body)
		})
		result, err := do(t.Context(), newClient(t, server.URL, nil, append(test.options, quick(1))...), getThing())
		if test.says == "" {
			require.NoError(t, err, test.coding)
			require.Equal(t, "table", result.Name)
			continue
		}
		require.ErrorContains(t, err, test.says, test.coding)
		require.NotContains(t, err.Error(), "canary")
	}
}

func TestAStreamIsUnpackedThatNobodyAskedToPack(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, packed(t, "gzip", `[{"name":"a"},{"name":"b"}]`))
	})
	client := newClient(t, server.URL, nil, boxoffice.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableCompression: true}}))
	var names []string
	for one, err := range rest.Seq[thing](t.Context(), client.Request(getThing(), nil)) {
		require.NoError(t, err)
		names = append(names, one.Name)
	}
	require.Equal(t, []string{"a", "b"}, names)
}
