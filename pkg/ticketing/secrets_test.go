package ticketing_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// canary is a secret that nothing else can be mistaken for.
func canary() string { return "canary" + rand.Text() }

func TestNoSecretShowsInErrorsLogsOrPrints(t *testing.T) {
	key, pass := canary(), canary()
	fake := newFake(t)
	fake.AddIntegrationKey(key)
	fake.AddAccount("canary@example.com", pass)
	var log bytes.Buffer
	logger := boxoffice.WithLogger(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	session := ticketing.Session{Identification: "canary@example.com", Password: boxoffice.Secret(pass), Key: boxoffice.Secret(key)}
	code := ticketing.TokenCode{Code: boxoffice.Secret("CANARY00"), Key: boxoffice.Secret(key)}

	var said []any
	for _, credential := range []ticketing.Credential{ticketing.IntegrationKey(boxoffice.Secret(key)), session, code} {
		client := newClient(t, fake, credential, logger)
		said = append(said, credential, client)
		_, err := client.GetEvent(t.Context(), event)
		said = append(said, err)
		fake.KillSessions()
		_, err = client.GetAccount(t.Context(), "EX-00000001")
		said = append(said, err, client.Close(t.Context()))
	}
	for operation, credential := range map[string]ticketing.Credential{"startSession": session, "exchangeTokenCode": code} {
		fake.Reply(operation, vendortest.Reply{Status: http.StatusUnauthorized, Body: map[string]string{"message": "not " + pass + key}})
		_, err := newClient(t, fake, credential, logger).GetEvent(t.Context(), event)
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
		said = append(said, err)
	}
	wrong := newClient(t, fake, ticketing.Session{Identification: "canary@example.com", Password: boxoffice.Secret(pass)}, logger,
		boxoffice.WithHTTPClient(&http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			return nil, errors.New("proxy said: " + pass + key)
		})}), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	_, err := wrong.GetEvent(t.Context(), event)
	said = append(said, err, &ticketingapi.SettleOrderRequest{Number: boxoffice.Sensitive(pass), Cvv: 987654321},
		ticketingapi.ResetPasswordRequest{Password: boxoffice.Sensitive(pass), Code: "987654321"})

	for _, thing := range said {
		text := fmt.Sprintf("%v %+v %#v %s %q", thing, thing, thing, thing, thing)
		if err, isError := thing.(error); isError {
			data, _ := json.Marshal(err)
			text += string(data)
		}
		for _, hidden := range []string{pass, key, "CANARY00", "987654321", "example-session-key"} {
			require.NotContains(t, text, hidden)
			require.NotContains(t, log.String(), hidden)
		}
	}
	require.NotEmpty(t, log.String())
}
