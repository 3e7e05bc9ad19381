package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The vendor's own clients for Python and JavaScript, byte for byte.
func TestHalLeonardsOwnClientsGetThroughTheirVisits(t *testing.T) {
	t.Parallel()
	for file, warned := range map[string]int{
		"hlconnect-python.http":     0,
		"hlconnect-javascript.http": 6, // of a parameter that keeps caches from answering
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			v := started(t, "-https-port", "-1").vendor(t, "hlconnect")
			text, err := os.ReadFile("testdata/" + file)
			require.NoError(t, err)
			requests := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n### ")[1:]
			require.NotEmpty(t, requests)
			for _, request := range requests {
				status, request, _ := strings.Cut(request, "\n")
				resp, body := sent(t, strings.TrimPrefix(v.url, "http://"), request)
				require.Equal(t, status, strconv.Itoa(resp.StatusCode), "%s\n%s", request, body)
			}
			require.Empty(t, v.fake.Violations())
			require.Len(t, v.fake.Warnings(), warned)
			for _, warning := range v.fake.Warnings() {
				require.Equal(t, "query parameter _", warning.Where)
			}
		})
	}
}

// sent sends a request as it stands, on a connection of its own.
func sent(t *testing.T, address, request string) (*http.Response, string) {
	t.Helper()
	connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	defer func() { _ = connection.Close() }()
	header, body, _ := strings.Cut(request, "\n\n")
	_, err = io.WriteString(connection, strings.ReplaceAll(header, "\n", "\r\n")+"\r\n\r\n"+strings.TrimSuffix(body, "\n"))
	require.NoError(t, err)
	method, _, _ := strings.Cut(request, " ")
	resp, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(answer)
}
