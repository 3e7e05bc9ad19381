package venuemanager_test

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/specs"
)

// TestContract plays the tapes of every documented answer; see the package
// contract for how they are recorded and what they must catch.
func TestContract(t *testing.T) {
	contract.All(t, specs.VenueManager, slices.Concat(
		trialCases, shopCases, customerCases, tokenCases, orderCases, invoiceCases, loyaltyCases))
}

var ctx = context.Background()

// The callers of the tapes. Recorded live, they are who the environment says.
func anonymous(t require.TestingT, client *http.Client) *venuemanager.Client {
	return caller(t, client, venuemanager.Anonymous{})
}

func customer(t require.TestingT, client *http.Client) *venuemanager.Client {
	return caller(t, client, venuemanager.Token(boxoffice.Secret(contract.Env(t, "VENUEMANAGER_TOKEN", "example-access-token"))))
}

func apiUser(t require.TestingT, client *http.Client) *venuemanager.Client {
	return caller(t, client, venuemanager.APIUser{
		Name:     contract.Env(t, "VENUEMANAGER_API_USER", "example-user"),
		Password: boxoffice.Secret(contract.Env(t, "VENUEMANAGER_API_PASSWORD", "example-password")),
	})
}

func caller(t require.TestingT, client *http.Client, credential venuemanager.Credential) *venuemanager.Client {
	shop, err := venuemanager.New(contract.Env(t, "VENUEMANAGER_SHOP", "customer"), credential,
		boxoffice.WithHTTPClient(client), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}), venuemanager.WithApp("VenueApp", "iPhone - iOS - 12.0"))
	require.NoError(t, err)
	return shop
}

// number is an id that a live recording takes from the environment.
func number(t require.TestingT, name string, example int64) int64 {
	id, err := strconv.ParseInt(contract.Env(t, name, strconv.FormatInt(example, 10)), 10, 64)
	require.NoError(t, err)
	return id
}

type operation = contract.Operation[*venuemanager.Client]
