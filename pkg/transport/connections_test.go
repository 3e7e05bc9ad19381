package transport_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// BenchmarkConnections counts the connections that 10,000 calls from 256 goroutines
// open: through the transport of net/http, and through ours. Run it with
//
//	go test ./pkg/transport -run '^$' -bench Connections -benchtime 1x
func BenchmarkConnections(b *testing.B) {
	const callers, calls = 256, 10_000
	for name, options := range map[string][]boxoffice.ClientOption{
		"net/http": {boxoffice.WithHTTPClient(&http.Client{Transport: http.DefaultTransport})},
		"ours":     nil,
	} {
		b.Run(name, func(b *testing.B) {
			var connections atomic.Int32
			server := httptest.NewUnstartedServer(http.HandlerFunc(answerThing))
			server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
				if state == http.StateNew {
					connections.Add(1)
				}
			}
			server.Start()
			b.Cleanup(server.Close)
			client := newClient(b, server.URL, nil, options...)
			for b.Loop() {
				var all sync.WaitGroup
				var left, failed atomic.Int32
				left.Store(calls)
				for range callers {
					all.Go(func() {
						for left.Add(-1) >= 0 {
							if _, err := do(b.Context(), client, getThing()); err != nil {
								failed.Add(1)
							}
						}
					})
				}
				all.Wait()
				require.Zero(b, failed.Load())
			}
			b.ReportMetric(float64(connections.Load())/float64(b.N), "connections/10k_calls")
			b.ReportMetric(float64(calls*b.N)/b.Elapsed().Seconds(), "calls/s")
		})
	}
}
