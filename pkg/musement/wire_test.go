package musement_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/wire"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/specs"
)

// onWire is the only request that a supplier's call makes.
func onWire(t *testing.T, call func(*musement.Client) error, opts ...boxoffice.ClientOption) string {
	t.Helper()
	sent := wire.Sent(t, func(client *http.Client) {
		store := token.NewMemoryStore()
		require.NoError(t, store.Update(ctx, "held", func(_ token.Token, write func(token.Token) error) error {
			return write(token.Token{Access: boxoffice.Secret("t")})
		}))
		supplier := musement.Supplier{LoginByGet: true, ClientID: "a", ClientSecret: boxoffice.Secret("b"), Username: "c", Password: boxoffice.Secret("d")}
		supplier.Tokens = []token.Option{token.WithStore(store, "held"), quietly}
		made, err := musement.New(supplier, append(opts, boxoffice.WithHTTPClient(client), once)...)
		require.NoError(t, err)
		require.ErrorIs(t, call(made), boxoffice.ErrNotFound)
	})
	require.Len(t, sent, 1)
	return sent[0]
}

func TestWhatTheClientIsConfiguredWithIsOnTheWire(t *testing.T) {
	require.Equal(t, "GET /api/v3/activities/u-1\n"+
		"Accept: application/json\nAccept-Language: it-IT\nAuthorization: Bearer t\n"+
		"X-Musement-Application: my-application\nX-Musement-Currency: CHF\nX-Musement-Market: us\nX-Musement-Version: 3.5.0\n",
		onWire(t, func(c *musement.Client) error { _, err := c.GetActivity(ctx, "u-1"); return err },
			musement.WithApplication("my-application"), musement.WithLanguage("it-IT"), musement.WithVersion("3.5.0"), musement.WithCurrency("CHF"), musement.WithMarket("us")))
}

func TestAListIsOneParameterWithCommas(t *testing.T) {
	for want, call := range map[string]func(*musement.Client) error{
		"GET /api/v3/verticals?category_in=1,2\n": func(c *musement.Client) error {
			_, err := c.ListVerticals(ctx, &musementapi.ListVerticalsParams{CategoryIn: []int64{1, 2}})
			return err
		},
		"GET /api/v3/categories?sort_by=-name,id\n": func(c *musement.Client) error {
			_, err := c.ListCategories(ctx, &musementapi.ListCategoriesParams{SortBy: []string{"-name", "id"}})
			return err
		},
		"GET /api/v3/pickups?type_in=HOTEL,AIRPORT&sort_by=a,b\n": func(c *musement.Client) error {
			_, err := c.ListPickups(ctx, &musementapi.ListPickupsParams{TypeIn: []musementapi.PickupType{"HOTEL", "AIRPORT"}, SortBy: []string{"a", "b"}})
			return err
		},
		"GET /api/v3/suppliers/me/activities?sort_by=a,b&id_in=1,2&uuid_in=c,d&status=ONLINE,OFFLINE\n": func(c *musement.Client) error {
			_, err := c.ListActivities(ctx, &musementapi.ListActivitiesParams{
				SortBy: []string{"a", "b"}, IDIn: []string{"1", "2"}, UUIDIn: []string{"c", "d"}, Status: []musementapi.ActivityStatus{"ONLINE", "OFFLINE"},
			})
			return err
		},
		"GET /api/v3/suppliers/me/orders?with_ticket_status=OK,PENDING\n": func(c *musement.Client) error {
			_, err := c.ListOrders(ctx, &musementapi.ListOrdersParams{WithTicketStatus: []musementapi.TicketStatus{"OK", "PENDING"}})
			return err
		},
	} {
		require.Contains(t, onWire(t, call), want)
	}
}

// A parameter that has become required is sent though nobody gives it.
func TestALoginSendsItsParametersAndNoOther(t *testing.T) {
	require.Contains(t, onWire(t, func(c *musement.Client) error {
		_, err := c.Login(ctx, musementapi.LoginParams{ClientID: "a", ClientSecret: "b", GrantType: "client_credentials"})
		return err
	}), "GET /api/v3/login?client_id=a&client_secret=b&grant_type=client_credentials\nAccept: application/json\nAccept-Language: en-US\nX-Musement-Version: ")
	require.Contains(t, onWire(t, func(c *musement.Client) error {
		_, err := c.RefreshToken(ctx, musementapi.RefreshTokenParams{RefreshToken: "b", GrantType: "refresh_token"})
		return err
	}), "POST /api/v3/refresh?grant_type=refresh_token&refresh_token=b\nAccept: application/json\nAccept-Language: en-US\nX-Musement-Version: ")
}

// Every operation's address and headers, and the least that it sends.
func TestWhatEveryOperationSendsIsOnTheWire(t *testing.T) {
	wire.Golden(t, specs.Musement, func(client *http.Client) []any {
		made := taped(t, client)
		return []any{made.Client}
	})
}
