package ticketing_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/wire"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/specs"
)

func TestTheClientVersionIsOnTheWire(t *testing.T) {
	sent := wire.Sent(t, func(client *http.Client) {
		made, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret(mainKey)), boxoffice.WithHTTPClient(client), ticketing.WithClientVersion("9.8.7"))
		require.NoError(t, err)
		_, err = made.ListCountries(ctx)
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
	})
	require.Equal(t, []string{"GET /v3/countries\nAccept: application/json\nX-Api-Key: " + mainKey + "\nX-Client-Version: 9.8.7\n"}, sent)
}

// Every operation's address and headers, and the least that it sends.
func TestWhatEveryOperationSendsIsOnTheWire(t *testing.T) {
	wire.Golden(t, specs.TickeTing, func(client *http.Client) []any {
		c := caller(t, client)
		return []any{c.Client, &c.Raw}
	})
}
