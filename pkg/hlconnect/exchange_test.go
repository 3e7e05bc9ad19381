package hlconnect_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestAnAccessTokenCanBeExchangedAtRunTime(t *testing.T) {
	fake := hlconnecttest.New(t)
	token, fails := "token-1", error(nil)
	shop := connectAs(t, fake.Server, hlconnect.AccessTokenFunc(func(context.Context) (boxoffice.SecretText, error) {
		return boxoffice.Secret(token), fails
	}))
	list := func() error { _, err := shop.ListAssets(t.Context(), nil); return err }
	require.NoError(t, list())
	token = "token-2"
	require.NoError(t, list())
	fake.Before(func(*vendortest.Call) *vendortest.Reply {
		if token == "token-3" {
			return nil
		}
		token = "token-3" // while the request is on its way
		return &vendortest.Reply{Status: http.StatusUnauthorized}
	})
	require.NoError(t, list(), "a refusal while the token changes is sent again")
	require.Equal(t, []string{"token-1", "token-2", "token-2", "token-3"}, sentTokens(fake.Server))

	token = "a b"
	require.ErrorIs(t, list(), boxoffice.ErrCredential)
	fails = errors.New("canary")
	require.ErrorIs(t, list(), fails)
	require.ErrorIs(t, list(), boxoffice.ErrCredential)
	require.NotContains(t, list().Error(), "canary")
	require.Len(t, fake.Requests(), 4)
	_, err := hlconnect.New(hlconnect.AccessTokenFunc(nil))
	require.ErrorIs(t, err, boxoffice.ErrCredential)
}
