package transport_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// listing streams as many things, one every pause, and then falls silent.
func listing(things int, pause time.Duration, end string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `[{"name":"a"}`)
		for range things - 1 {
			w.(http.Flusher).Flush()
			time.Sleep(pause)
			_, _ = io.WriteString(w, `,{"name":"a"}`)
		}
		_, _ = io.WriteString(w, end)
		w.(http.Flusher).Flush()
		if end == "" {
			<-r.Context().Done()
		}
	}
}

func loop(ctx context.Context, client *rest.Client, work time.Duration, options ...boxoffice.CallOption) (things int, err error) {
	for _, err = range rest.Seq[thing](ctx, client.Request(getThing(), options)) {
		if err == nil {
			things++
			time.Sleep(work)
		}
	}
	return things, err
}

func TestTrust_AStreamThatFallsSilentEndsAfterAMinuteUnlessSetOtherwise(t *testing.T) {
	for _, test := range []struct {
		client []boxoffice.ClientOption
		call   []boxoffice.CallOption
		after  time.Duration
	}{
		{after: time.Minute},
		{client: []boxoffice.ClientOption{boxoffice.WithStreamIdleTimeout(5 * time.Second)}, after: 5 * time.Second},
		{call: []boxoffice.CallOption{boxoffice.WithStreamIdleTimeout(7 * time.Second)}, after: 7 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			client := newBubbleClient(t, listing(1, 0, ""), test.client...)
			start := time.Now()
			things, err := loop(t.Context(), client, 0, test.call...)
			require.Equal(t, test.after, time.Since(start))
			require.Equal(t, 1, things)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Contains(t, err.Error(), "WithStreamIdleTimeout")
			require.Equal(t, 200, asError(t, err).StatusCode)
		})
	}
}

// Neither the vendor's pace nor the loop's counts, whatever timeout a client has
// that the user brings.
func TestTrust_ASlowLoopOverASlowStreamIsNotCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		network := newPipes()
		server := &http.Server{Handler: listing(20, 50*time.Second, "]")} //nolint:gosec // a timeout would be one more clock in the bubble
		go func() { _ = server.Serve(network) }()
		wire := &http.Transport{DialContext: network.DialContext}
		defer func() { wire.CloseIdleConnections(); _ = server.Close() }()
		client, err := transport.New(transport.Config{Vendor: "acme", Server: "https://api.acme.example"}, boxoffice.WithBaseURL("http://127.0.0.1"),
			boxoffice.WithHTTPClient(&http.Client{Transport: wire, Timeout: 10 * time.Second}), boxoffice.WithAttemptTimeout(time.Second))
		require.NoError(t, err)
		things, err := loop(t.Context(), client, 5*time.Minute)
		require.NoError(t, err)
		require.Equal(t, 20, things)
	})
}

func TestTheHeaderOfAStreamHasTheTimeOfAnAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newBubbleClient(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
			boxoffice.WithAttemptTimeout(3*time.Second), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
		start := time.Now()
		_, err := loop(t.Context(), client, 0)
		require.Equal(t, 3*time.Second, time.Since(start))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Contains(t, err.Error(), "WithAttemptTimeout")
		require.Equal(t, boxoffice.MaybeDelivered, asError(t, err).Delivery)
	})
}

// A wrapped round tripper is the usual reason to bring a client, and no reason to
// wait for ever.
func TestAClientThatIsBroughtWithoutATimeoutHasOneMinuteToTheEndOfTheBody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for range 20 {
				_, _ = io.WriteString(w, " ")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-time.After(10 * time.Second):
				}
			}
		}, boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
		start := time.Now()
		_, err := do(t.Context(), client, createThing())
		require.Equal(t, time.Minute, time.Since(start))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.Equal(t, 200, asError(t, err).StatusCode)
	})
}

func TestACallsOwnTimeoutWinsOverTheClients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(5 * time.Minute)
			answerThing(w, r)
		}, boxoffice.WithAttemptTimeout(time.Second))
		_, err := do(t.Context(), client, createThing(), boxoffice.WithAttemptTimeout(time.Hour))
		require.NoError(t, err)
	})
}

func TestTrust_AHeaderOverAMebibyteIsRefusedByDefault(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 2<<20))
		answerThing(w, r)
	})
	once := boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})
	_, err := do(t.Context(), newClient(t, server.URL, nil, once), getThing())
	require.Error(t, err)
	_, err = do(t.Context(), newClient(t, server.URL, nil, once, through(&http.Transport{MaxResponseHeaderBytes: 4 << 20})), getThing())
	require.NoError(t, err)
}

func TestTrust_AStreamThatIsADownloadEndsWhenItFallsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			_, _ = io.WriteString(w, "%PDF-1.7")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		})
		file, err := rest.Download(t.Context(), client.Request(getThing(), nil), "application/pdf")
		require.NoError(t, err)
		begun := time.Now()
		data, err := io.ReadAll(file.Body)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, "%PDF-1.7", string(data))
		require.Equal(t, time.Minute, time.Since(begun))
		require.NoError(t, file.Body.Close())
	})
}
