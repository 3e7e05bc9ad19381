package venuemanager_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

func TestACustomersPasswordCanBeExchangedAtRunTime(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	password := boxoffice.Secret("an old one")
	shop := newShop(t, fake, venuemanager.Customer{Credentials: func(context.Context) (string, boxoffice.SecretText, error) {
		return alice.Username, password, nil
	}})
	for range 3 {
		require.ErrorIs(t, shop.ValidateToken(t.Context()), boxoffice.ErrCredentialsRefused)
	}
	require.Len(t, fake.Requests("createToken"), 1, "refused credentials are not tried again")
	password = alice.Password
	require.NoError(t, shop.ValidateToken(t.Context()), "the same client")
}

func TestAnAPIUsersPasswordIsAskedForWithEachRequest(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddAPIUser("erp", "first")
	user, password := "erp", "first"
	var fails error
	shop := newShop(t, fake, venuemanager.APIUser{Credentials: func(context.Context) (string, boxoffice.SecretText, error) {
		return user, boxoffice.Secret(password), fails
	}})
	list := func() error { _, err := shop.ListInvoices(t.Context(), nil); return err }
	require.NoError(t, list())
	fake.AddAPIUser("erp", "second")
	password = "second"
	require.NoError(t, list())
	for i, want := range []string{"first", "second"} {
		sent := http.Request{Header: fake.Requests("listInvoices")[i].Header}
		_, got, _ := sent.BasicAuth()
		require.Equal(t, want, got)
	}
	user = "a:b"
	require.ErrorContains(t, list(), "colon")
	fails = errors.New("canary")
	require.ErrorIs(t, list(), fails)
	require.ErrorIs(t, list(), boxoffice.ErrCredential)
	require.NotContains(t, list().Error(), "canary")
	require.Len(t, fake.Requests("listInvoices"), 2)
}

func TestATokenCanBeExchangedAtRunTime(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	login := func() string {
		answer, err := newShop(t, fake, venuemanager.Anonymous{}).CreateToken(t.Context(), venuemanagerapi.CreateTokenRequest{
			Username: alice.Username, Password: boxoffice.Sensitive(alice.Password.Reveal()),
		})
		require.NoError(t, err)
		return string(answer.Token)
	}
	token, fails := login(), error(nil)
	shop := newShop(t, fake, venuemanager.TokenFunc(func(context.Context) (boxoffice.SecretText, error) {
		return boxoffice.Secret(token), fails
	}))
	require.NoError(t, shop.ValidateToken(t.Context()))
	fake.RevokeTokens()
	require.ErrorIs(t, shop.ValidateToken(t.Context()), boxoffice.ErrUnauthorized, "it is not renewed here")
	token = login()
	require.NoError(t, shop.ValidateToken(t.Context()), "the same client")
	fails = errors.New("canary")
	require.ErrorIs(t, shop.ValidateToken(t.Context()), fails)
	require.ErrorIs(t, shop.ValidateToken(t.Context()), boxoffice.ErrCredential)
	require.NotContains(t, shop.ValidateToken(t.Context()).Error(), "canary")
	_, err := venuemanager.New("myshop", venuemanager.TokenFunc(nil))
	require.ErrorIs(t, err, boxoffice.ErrCredential)
}
