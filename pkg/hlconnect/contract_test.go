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
	const example = "example-access-token"
	token := contract.Env(t, "HLCONNECT_ACCESS_TOKEN", example)
	shop, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret(token)),
		boxoffice.WithHTTPClient(client), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	require.NoError(t, err)
	if token == example { // a tape need not be waited for
		return shop.WithBackoff(boxoffice.Backoff{First: 1, Longest: 1})
	}
	return shop
}

// refusal is one as the vendor writes it.
func refusal(name string, status int, message string) contract.Refusal {
	return contract.Refusal{Name: name, Status: status, Code: "0", Message: message}
}

// What every operation that needs the access token refuses with.
var (
	unauthorized = refusal("", http.StatusUnauthorized, "The access token is missing or invalid.")
	broken       = refusal("server-error", http.StatusInternalServerError, "The request could not be processed.")
)
