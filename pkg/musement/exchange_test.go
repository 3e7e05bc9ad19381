package musement_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

func TestASuppliersPasswordCanBeExchangedAtRunTime(t *testing.T) {
	fake := newFake(t)
	password := boxoffice.Secret("an old one")
	supplier := musement.Supplier{ClientID: maria.ClientID, ClientSecret: maria.ClientSecret,
		Credentials: func(context.Context) (string, boxoffice.SecretText, error) { return maria.Username, password, nil }}
	client := newClient(t, fake, supplier)
	for range 3 {
		_, err := client.GetProfile(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	}
	require.Len(t, fake.Requests("loginPost"), 1, "refused credentials are not tried again")
	password = maria.Password
	_, err := client.GetProfile(t.Context())
	require.NoError(t, err, "the same client")

	password = boxoffice.SecretText{}
	_, err = newClient(t, fake, supplier).GetProfile(t.Context())
	require.ErrorContains(t, err, "the password is empty")
	supplier.Username = maria.Username
	_, err = musement.New(supplier)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorContains(t, err, "give either the username and the password, or the function that returns them")
}
