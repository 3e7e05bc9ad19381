package rest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func TestAResponsePrintsItsStatusAndNothingOfItsBodyOrHeader(t *testing.T) {
	res, err := ask(t.Context(), newClient(t, reply(200, "application/json", `{"name":"canary","count":1}`, "X-Secret", "canary")), opGet("/things"), nil)
	require.NoError(t, err)
	require.Contains(t, string(res.Body), "canary")
	for _, value := range []any{res.Response, &res.Response} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			require.Equal(t, "200 OK, 27 bytes", fmt.Sprintf(verb, value), verb)
		}
		text, err := json.Marshal(value)
		require.NoError(t, err)
		require.JSONEq(t, `"200 OK, 27 bytes"`, string(text))
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
		var got []thing
		_, err := gather(t.Context(), newClient(t, reply(answer.status, answer.mediaType, `[{"name":"a"}]`)), &got)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, name)
		require.Equal(t, answer.status, asError(t, err).StatusCode)
		require.Empty(t, got, name)
	}
}

func TestTheResponseIsFilledOnARefusalToo(t *testing.T) {
	var response boxoffice.Response
	client := newClient(t, reply(404, "application/json", `{"message":"no"}`, "X-Secret", "canary"))
	_, err := rest.Object[thing](t.Context(), client.Request(opGet("/things"), []boxoffice.CallOption{boxoffice.WithResponse(&response)}))
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
	require.Equal(t, 404, response.StatusCode)
	require.Equal(t, "canary", response.Header.Get("X-Secret"))
	require.JSONEq(t, `{"message":"no"}`, string(response.Body))
	require.Equal(t, 1, response.Attempts)
}

func TestANilResponseToFillIsRefused(t *testing.T) {
	vendor := &echo{}
	err := rest.Send(t.Context(), newClient(t, vendor).Request(opGet("/things"), []boxoffice.CallOption{boxoffice.WithResponse(nil)}))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.Zero(t, vendor.hits.Load())
}
