package ticketing_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestASessionsPasswordCanBeExchangedAtRunTime(t *testing.T) {
	fake := newFake(t)
	secret := "an old one"
	client := newClient(t, fake, ticketing.Session{Credentials: func(context.Context) (string, boxoffice.SecretText, error) {
		return jane.Identification, boxoffice.Secret(secret), nil
	}})
	for range 3 {
		_, err := client.GetEvent(t.Context(), event)
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	}
	require.Equal(t, 1, countOf(fake, "startSession"), "refused credentials are not tried again")
	secret = password
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err, "the same client")
	require.NoError(t, client.Close(t.Context()))
	require.Zero(t, fake.OpenSessions())
}

func TestCloseOfTheGateThatLoggedInLeavesASharedSessionOpenWhenAsked(t *testing.T) {
	fake, store := newFake(t), token.NewMemoryStore()
	user := jane
	user.KeepOpen = true
	user.Tokens = []token.Option{token.WithStore(store, token.Key(fake.URL(), jane.Identification))}
	first, second := newClient(t, fake, user), newClient(t, fake, user)
	for _, gate := range []*ticketing.Client{first, second} {
		_, err := gate.GetEvent(t.Context(), event)
		require.NoError(t, err)
	}
	require.NoError(t, first.Close(t.Context()))
	require.Equal(t, 1, fake.OpenSessions())
	_, err := second.GetEvent(t.Context(), event)
	require.NoError(t, err)
	require.Equal(t, 1, countOf(fake, "startSession"))
	require.Zero(t, countOf(fake, "endSession"))
	require.NoError(t, second.Close(t.Context()))
}

func TestAnIntegrationKeyCanBeExchangedAtRunTime(t *testing.T) {
	fake := newFake(t)
	fake.AddIntegrationKey("another-key")
	key, fails := mainKey, error(nil)
	client := newClient(t, fake, ticketing.IntegrationKeyFunc(func(context.Context) (boxoffice.SecretText, error) {
		return boxoffice.Secret(key), fails
	}))
	get := func() error { _, err := client.GetEvent(t.Context(), event); return err }
	require.NoError(t, get())
	key = "another-key"
	require.NoError(t, get())

	// The key changes while the request is on its way, and the vendor no longer knows the old one.
	for _, refusal := range []vendortest.Reply{{Status: http.StatusUnauthorized, Undocumented: true}, {Status: http.StatusForbidden, Example: "restricted"}} {
		key, fake = mainKey, newFake(t)
		client = newClient(t, fake, ticketing.IntegrationKeyFunc(func(context.Context) (boxoffice.SecretText, error) { return boxoffice.Secret(key), fails }))
		fake.AddIntegrationKey("another-key")
		fake.Before(func(call *vendortest.Call) *vendortest.Reply {
			if call.Header.Get("X-Api-Key") == "another-key" {
				return nil
			}
			key = "another-key"
			return &refusal
		})
		require.NoError(t, get())
		require.Len(t, fake.Requests(), 2)
	}
	key = "another\nkey"
	require.ErrorIs(t, get(), boxoffice.ErrCredential)
	fails = errors.New("canary")
	require.ErrorIs(t, get(), fails)
	require.ErrorIs(t, get(), boxoffice.ErrCredential)
	require.NotContains(t, get().Error(), "canary")
	_, err := ticketing.New(ticketing.IntegrationKeyFunc(nil))
	require.ErrorIs(t, err, boxoffice.ErrCredential)
}
