package ticketing_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/token"
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
