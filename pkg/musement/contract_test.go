package musement_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/specs"
)

// TestContract plays the tapes of every documented answer; see the package
// contract for how they are recorded and what they must catch.
func TestContract(t *testing.T) {
	cases := flowCases
	for _, o := range slices.Concat(
		registrationOperations, profileOperations, activityOperations, contentOperations, refundPolicyOperations, pickupOperations,
		participantOperations, dateOperations, bulkOperations, priceOperations, ticketCodeOperations, orderOperations, extraCustomerDataOperations,
		lookUpOperations,
	) {
		cases = append(cases, o.Cases(taped)...)
	}
	contract.All(t, specs.Musement, cases)
}

var ctx = context.Background()

type operation = contract.Operation[*musement.Client]

// refusal is one as the vendor usually writes it.
func refusal(status int, message string) contract.Refusal {
	names := map[int]string{400: "refused", 422: "unprocessable", 503: "unavailable"}
	return contract.Refusal{Name: names[status], Status: status, Code: "-1", Message: message}
}

// The refusals that many operations have.
var (
	unavailable = refusal(503, "Service unavailable")
	forbidden   = refusal(403, "Operation not permitted")
	noActivity  = refusal(404, "Activity not found")
	noResource  = refusal(404, "Resource not found")
	noSupplier  = refusal(404, "Supplier not found")
	scheduled   = refusal(409, "A job is already scheduled")
)

// invalid is a form that is refused for one field.
func invalid(field string) contract.Refusal {
	r := refusal(400, "The form has errors")
	r.Also = func(t require.TestingT, err error) {
		var form *musement.FormError
		require.ErrorAs(t, err, &form)
		require.Equal(t, r.Message, form.Message)
		require.Equal(t, []musement.FieldError{{Name: field, Message: "This value is not valid."}}, form.Fields)
	}
	return r
}

// taped is a client of the tapes: a supplier who has a token.
func taped(t require.TestingT, client *http.Client) *musement.Client {
	return tapedWith(t, client, token.Token{Access: boxoffice.Secret("example-access-token")})
}

func tapedWith(t require.TestingT, client *http.Client, held token.Token) *musement.Client {
	store := token.NewMemoryStore()
	require.NoError(t, store.Update(ctx, "held", func(_ token.Token, write func(token.Token) error) error { return write(held) }))
	supplier := tapedSupplier(t)
	supplier.Tokens = []token.Option{token.WithStore(store, "held"), quietly}
	made, err := musement.New(supplier, tapedOptions(t, client)...)
	require.NoError(t, err)
	return made
}

// tapedSupplier is who logs in on the tapes. Recorded live, it is who the
// environment says.
func tapedSupplier(t require.TestingT) musement.Supplier {
	return musement.Supplier{LoginByGet: true,
		ClientID:     contract.Env(t, "MUSEMENT_CLIENT_ID", "example-client"),
		ClientSecret: boxoffice.Secret(contract.Env(t, "MUSEMENT_CLIENT_SECRET", "example-client-secret")),
		Username:     contract.Env(t, "MUSEMENT_USERNAME", "maria.rossi@example.com"),
		Password:     boxoffice.Secret(contract.Env(t, "MUSEMENT_PASSWORD", "example-password")),
	}
}

func tapedOptions(t require.TestingT, client *http.Client) []boxoffice.ClientOption {
	return []boxoffice.ClientOption{
		musement.WithApplication(contract.Env(t, "MUSEMENT_APPLICATION", "example-application")),
		musement.WithCurrency("EUR"), musement.WithMarket("us"), boxoffice.WithHTTPClient(client), once,
	}
}
