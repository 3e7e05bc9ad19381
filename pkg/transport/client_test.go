package transport_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

func TestACallGivenUpDuringTheBackOffSaysWhyAndKeepsTheLastAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newBubbleClient(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "20")
			w.WriteHeader(http.StatusServiceUnavailable)
		})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel)
		start := time.Now()
		_, err := do(ctx, client, getThing())
		require.Equal(t, 5*time.Second, time.Since(start))
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, err, boxoffice.ErrServer)
		require.Equal(t, http.StatusServiceUnavailable, asError(t, err).StatusCode)
	})
}

func TestARefusalWhoseBodyBreaksOffIsARefusalAllTheSame(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, "half")
	})
	_, err := do(t.Context(), newClient(t, server.URL, nil), createThing())
	require.ErrorIs(t, err, boxoffice.ErrConflict)
	require.NotErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.Equal(t, "half", string(asError(t, err).Body))
}
