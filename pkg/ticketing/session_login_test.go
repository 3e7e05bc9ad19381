package ticketing_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestARefusedLoginIsRememberedAndNotRepeated(t *testing.T) {
	for says, refusal := range map[string]vendortest.Reply{
		"wrong password":  {Status: http.StatusUnauthorized, Example: "wrongPassword"},
		"no key":          {Status: http.StatusUnauthorized, Example: "unauthenticated"},
		"restricted":      {Status: http.StatusForbidden},
		"no such account": {Status: http.StatusNotFound, Example: "resource"},
	} {
		fake := newFake(t)
		fake.Reply("startSession", refusal)
		client := newClient(t, fake, jane)
		for range 3 {
			_, err := client.GetEvent(t.Context(), event)
			require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused, says)
			require.Equal(t, boxoffice.NeverSent, boxoffice.AsError(err).Delivery)
		}
		require.Len(t, fake.Requests(), 1, says)
		require.NoError(t, client.Close(t.Context()))
	}
	fake := newFake(t)
	fake.Reply("startSession", vendortest.Reply{Status: http.StatusNotFound, Example: "endpoint"})
	_, err := newClient(t, fake, jane).GetEvent(t.Context(), event)
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
	require.NotErrorIs(t, err, boxoffice.ErrCredentialsRefused, "an endpoint that is not there says nothing of the account")
}

func TestAnySuccessThatBringsAKeyIsASession(t *testing.T) {
	fake := newFake(t)
	fake.AddIntegrationKey("example-session-key")
	for _, reply := range []vendortest.Reply{
		{Status: http.StatusOK, Undocumented: true, Body: map[string]string{"key": "example-session-key"}},
		{Status: http.StatusAccepted, Undocumented: true, Body: map[string]string{"key": "example-session-key"}},
	} {
		fake.Reply("startSession", reply)
		_, err := newClient(t, fake, jane).GetEvent(t.Context(), event)
		require.NoError(t, err)
	}
	for _, reply := range []vendortest.Reply{
		{Status: http.StatusCreated, Body: map[string]string{}},
		{Status: http.StatusCreated, Body: map[string]string{"key": ""}},
	} {
		fake.Reply("startSession", reply)
		_, err := newClient(t, fake, jane).GetEvent(t.Context(), event)
		require.ErrorIs(t, err, token.ErrEmptyToken)
	}
	for _, reply := range []vendortest.Reply{
		{Status: http.StatusOK, Undocumented: true, Body: map[string]string{}},
		{Status: http.StatusOK, Undocumented: true, Body: "not JSON"},
	} {
		fake.Reply("startSession", reply)
		_, err := newClient(t, fake, jane).GetEvent(t.Context(), event)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	}
}

func TestAnIntegrationKeyCanBePresentedAtTheLogin(t *testing.T) {
	fake := newFake(t)
	user := jane
	user.Key = boxoffice.Secret(mainKey)
	client := newClient(t, fake, user)
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	require.Equal(t, mainKey, fake.Requests("startSession")[0].Header.Get("X-Api-Key"))
	require.NotEqual(t, mainKey, fake.Requests("getEvent")[0].Header.Get("X-Api-Key"))
	require.NoError(t, client.Close(t.Context()))
}
