package transport_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// lines parses what a JSON handler wrote.
func lines(t *testing.T, log *bytes.Buffer) []map[string]any {
	t.Helper()
	var all []map[string]any
	for line := range bytes.Lines(log.Bytes()) {
		var one map[string]any
		require.NoError(t, json.Unmarshal(line, &one))
		all = append(all, one)
	}
	return all
}

func TestEverySendingIsOneLogLineOfAllowedAttributes(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, answers(&hits, "", 503, 200))
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	client := newClient(t, server.URL, nil, boxoffice.WithLogger(logger), quick(2), through(&http.Transport{DisableKeepAlives: true}))
	_, err := do(t.Context(), client, getThing())
	require.Error(t, err, "a 200 without a body is none")
	server.Close()
	_, err = do(t.Context(), client, createThing())
	require.Error(t, err)

	allowed := []string{"time", "level", "msg", "vendor", "operation", "attempt", "duration", "status", "delivery", "error"}
	all := lines(t, &log)
	require.Len(t, all, 2+2)
	for _, line := range all {
		for name := range line {
			require.True(t, slices.Contains(allowed, name), name)
		}
		require.Equal(t, "acme", line["vendor"])
	}
	require.Equal(t, "WARN", all[0]["level"])
	require.EqualValues(t, 503, all[0]["status"])
	require.EqualValues(t, 1, all[0]["attempt"])
	require.Equal(t, "DEBUG", all[1]["level"])
	require.EqualValues(t, 200, all[1]["status"])
	require.EqualValues(t, 2, all[1]["attempt"])
	require.Equal(t, "WARN", all[2]["level"])
	require.Equal(t, "createThing", all[2]["operation"])
	require.Equal(t, "never sent", all[2]["delivery"])
	require.NotContains(t, all[2], "status")
	require.NotContains(t, log.String(), server.Listener.Addr().String())
}

func TestWithoutALoggerNothingIsLogged(t *testing.T) {
	var log bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(old)
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusConflict) })
	_, err := do(t.Context(), newClient(t, server.URL, nil, boxoffice.WithLogger(nil)), createThing())
	require.Error(t, err)
	require.Empty(t, log.String())
}

func TestTrust_ACallersOwnCancellationIsNoWarningAndNoAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hits atomic.Int32
		var log bytes.Buffer
		logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		client := newBubbleClient(t, silent(&hits), boxoffice.WithLogger(logger))

		before, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := do(before, client, getThing())
		require.ErrorIs(t, err, context.Canceled)
		require.Empty(t, log.String(), "nothing was sent")

		during, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err = do(during, client, getThing())
		require.ErrorIs(t, err, context.Canceled)
		all := lines(t, &log)
		require.Len(t, all, 1)
		require.Equal(t, "DEBUG", all[0]["level"])
		require.EqualValues(t, 1, all[0]["attempt"])
		require.Equal(t, "context canceled", strings.TrimPrefix(all[0]["error"].(string), "acme: "))
	})
}
