package hlconnect_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/specs"
)

// TestContract plays the tapes of every documented answer; see the package
// contract for how they are recorded and what they must catch.
func TestContract(t *testing.T) {
	contract.All(t, specs.HLConnect, slices.Concat(saleCases, orderCases, linkCases, catalogueCases))
}

var ctx = context.Background()

// caller is the shop of the tapes. Recorded live, it is who the environment
// says. A refusal is looked at, not waited out.
func caller(t require.TestingT, client *http.Client) *hlconnect.Client {
	shop, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret(contract.Env(t, "HLCONNECT_ACCESS_TOKEN", "example-access-token"))),
		boxoffice.WithHTTPClient(client), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	require.NoError(t, err)
	return shop
}

// decoded holds a whole decoded value to its JSON form: what was not decoded is
// missing in it.
func decoded(t require.TestingT, want string, value any) { contract.Same(t, want, value) }

// answered holds an error to the documented refusal.
func answered(t require.TestingT, err, kind error, status int, message string) {
	require.ErrorIs(t, err, kind)
	e := boxoffice.AsError(err)
	require.NotNil(t, e)
	require.Equal(t, boxoffice.Answered, e.Delivery)
	require.Equal(t, status, e.StatusCode)
	require.Equal(t, "0", e.Code)
	require.Equal(t, message, e.Message)
}

// refusals are the refusals of one operation, as cases: name, status, kind and
// message of each.
func refusals(operation string, call func(*hlconnect.Client) error, documented ...refusal) []contract.Case {
	cases := make([]contract.Case, len(documented))
	for i, r := range documented {
		cases[i] = contract.Case{Operation: operation, Name: r.name, Status: r.status, Run: func(t require.TestingT, client *http.Client) {
			answered(t, call(caller(t, client)), r.kind, r.status, r.message)
		}}
	}
	return cases
}

type refusal struct {
	name    string
	status  int
	kind    error
	message string
}

// What every operation that needs the access token refuses with.
var (
	unauthorized = refusal{"unauthorized", http.StatusUnauthorized, boxoffice.ErrUnauthorized, "The access token is missing or invalid."}
	broken       = refusal{"server-error", http.StatusInternalServerError, boxoffice.ErrServer, "The request could not be processed."}
)
