package transport_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// silent is a server that takes the request and never answers.
func silent(hits *atomic.Int32) http.HandlerFunc {
	return func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or the server does not see the client leave
		hits.Add(1)
		<-r.Context().Done()
	}
}

func TestAServerThatNeverAnswersEndsWithTheDefaultTimeout(t *testing.T) {
	for _, op := range []*rest.Operation{createThing(), getThing()} {
		synctest.Test(t, func(t *testing.T) {
			var hits atomic.Int32
			network := newPipes()
			server := &http.Server{Handler: silent(&hits)} //nolint:gosec // the client's timeout is what is tested
			go func() { _ = server.Serve(network) }()
			defer func() { _ = server.Close() }()
			base := &http.Transport{DialContext: network.DialContext}
			defer base.CloseIdleConnections()

			client := newClient(t, "http://127.0.0.1", nil, through(base))
			start := time.Now()
			_, err := do(t.Context(), client, op, boxoffice.WithRetry(boxoffice.Retry{Attempts: 2, Base: 1, Max: 1}))
			e := asError(t, err)
			require.Equal(t, boxoffice.MaybeDelivered, e.Delivery)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Contains(t, err.Error(), "WithAttemptTimeout")
			require.Equal(t, op.Repeatable, !errors.Is(err, boxoffice.ErrOutcomeUnknown))
			attempts := 1
			if op.Repeatable {
				attempts = 2
			}
			require.EqualValues(t, attempts, hits.Load())
			require.InDelta(t, time.Duration(attempts)*time.Minute, time.Since(start), float64(time.Millisecond))
		})
	}
}

func TestTheCallersDeadlineEndsTheCallOnTimeAndForGood(t *testing.T) {
	for _, op := range []*rest.Operation{createThing(), getThing()} {
		synctest.Test(t, func(t *testing.T) {
			var hits atomic.Int32
			client := newBubbleClient(t, silent(&hits))
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			start := time.Now()
			_, err := do(ctx, client, op)
			require.Equal(t, 50*time.Millisecond, time.Since(start))
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Equal(t, boxoffice.MaybeDelivered, asError(t, err).Delivery)
			require.EqualValues(t, 1, hits.Load())
			require.Contains(t, err.Error(), "context deadline exceeded")
		})
	}
}

func TestACancellationIsFoundAsSuchWhateverItsCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hits atomic.Int32
		client := newBubbleClient(t, silent(&hits))
		ctx, cancel := context.WithCancelCause(t.Context())
		reason := errors.New("the canary left the shop")
		time.AfterFunc(time.Second, func() { cancel(reason) })
		_, err := do(ctx, client, getThing())
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, err, reason)
		require.NotContains(t, err.Error(), "canary")
		require.Contains(t, err.Error(), "context canceled")
		require.EqualValues(t, 1, hits.Load())
	})
}

func TestACallThatIsCancelledBeforehandSendsNothing(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, answerThing))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, op := range []*rest.Operation{createThing(), getThing()} {
		_, err := do(ctx, newClient(t, server.URL, nil), op)
		e := asError(t, err)
		require.ErrorIs(t, err, context.Canceled)
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.Equal(t, boxoffice.NeverSent, e.Delivery)
		require.Zero(t, e.Attempts)
	}
	require.Zero(t, hits.Load())
}

func TestABodyThatNeverEndsIsCutByTheDeadlineAndKeepsItsStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"name":`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := do(ctx, client, createThing())
		e := asError(t, err)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 200, e.StatusCode)
		require.Equal(t, boxoffice.Answered, e.Delivery)
		require.Equal(t, `{"name":`, string(e.Body))
	})
}

func TestAStreamIsCutByTheDeadlineAndSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `[{"name":"a"},`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var names []string
		var err error
		for x, failed := range rest.Seq[thing](ctx, client.Request(getThing(), nil)) {
			if err = failed; err == nil {
				names = append(names, x.Name)
			}
		}
		e := asError(t, err)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 200, e.StatusCode)
		require.Equal(t, []string{"a"}, names)
	})
}

func TestANilContextIsRefused(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, answerThing))
	_, err := do(nil, newClient(t, server.URL, nil), getThing()) //nolint:staticcheck // the point of the test
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.Contains(t, err.Error(), "context")
	require.Zero(t, hits.Load())
}

func TestTheUsersOwnTimeoutIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hits atomic.Int32
		network := newPipes()
		server := &http.Server{Handler: silent(&hits)} //nolint:gosec // the client's timeout is what is tested
		go func() { _ = server.Serve(network) }()
		base := &http.Transport{DialContext: network.DialContext}
		defer func() { base.CloseIdleConnections(); _ = server.Close() }()
		user := &http.Client{Transport: base, Timeout: 7 * time.Second}
		client := newClient(t, "http://127.0.0.1", nil, boxoffice.WithHTTPClient(user))
		start := time.Now()
		_, err := do(t.Context(), client, createThing())
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.Equal(t, 7*time.Second, time.Since(start))
		require.EqualValues(t, 1, hits.Load())
	})
}
