package rest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func TestAResultPrintsItsStatusAndNothingOfItsBodyOrHeader(t *testing.T) {
	res, err := ask(t.Context(), newClient(t, reply(200, "application/json", `{"name":"canary"}`, "X-Secret", "canary")), opGet("/things"), nil)
	require.NoError(t, err)
	require.Contains(t, string(res.Body), "canary")
	for _, value := range []any{res, *res, res.Response} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			require.Equal(t, "200 OK, 17 bytes", fmt.Sprintf(verb, value), verb)
		}
		text, err := json.Marshal(value)
		require.NoError(t, err)
		require.JSONEq(t, `"200 OK, 17 bytes"`, string(text))
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, nil)).Info("m", slog.Any("result", value))
		slog.New(slog.NewTextHandler(&log, nil)).Info("m", slog.Any("result", value))
		require.NotContains(t, log.String(), "canary")
	}
}

func TestAStreamIsHeldToTheSpecificationBeforeItIsRead(t *testing.T) {
	for name, answer := range map[string]struct {
		status    int
		mediaType string
	}{
		"undocumented status":     {299, "application/json"},
		"undocumented media type": {200, "text/html"},
	} {
		read := false
		_, err := ask(t.Context(), newClient(t, reply(answer.status, answer.mediaType, "[]")), opGet("/things"), nil,
			rest.WithStream(func(string, io.Reader) error { read = true; return nil }))
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, name)
		require.Equal(t, answer.status, asError(t, err).StatusCode)
		require.False(t, read, name)
	}
}
