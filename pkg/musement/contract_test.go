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
	var cases []contract.Case
	for _, o := range slices.Concat(
		registrationOperations, profileOperations, activityOperations, contentOperations, refundPolicyOperations, pickupOperations,
		participantOperations, dateOperations, bulkOperations, priceOperations, ticketCodeOperations, orderOperations, extraCustomerDataOperations,
		lookUpOperations,
	) {
		cases = append(cases, o.cases()...)
	}
	contract.All(t, specs.Musement, append(cases, flowCases...))
}

var ctx = context.Background()

// operation is what the tapes of one operation show: its plain success and each
// documented refusal.
type operation struct {
	id string
	// call calls it; decodedBody takes the result apart.
	call func(*musement.Client) (any, error)
	// want is the decoded success as JSON, "" when it has no body.
	want     string
	refusals []refusal
}

type refusal struct {
	status        int
	code, message string
	fields        []musement.FieldError
}

// The refusals that many operations have.
var (
	unavailable = refusal{status: 503, code: "-1", message: "Service unavailable"}
	forbidden   = refusal{status: 403, code: "-1", message: "Operation not permitted"}
	noActivity  = refusal{status: 404, code: "-1", message: "Activity not found"}
	noResource  = refusal{status: 404, code: "-1", message: "Resource not found"}
	noSupplier  = refusal{status: 404, code: "-1", message: "Supplier not found"}
	scheduled   = refusal{status: 409, code: "-1", message: "A job is already scheduled"}
)

// invalid is a form that is refused for one field.
func invalid(field string) refusal {
	return refusal{status: 400, code: "-1", message: "The form has errors", fields: []musement.FieldError{{Name: field, Message: "This value is not valid."}}}
}

// kinds are the sentinels of the statuses, and the names of their tapes.
var kinds = map[int]struct {
	name string
	err  error
}{
	400: {"refused", boxoffice.ErrBadRequest},
	401: {"unauthorized", boxoffice.ErrUnauthorized},
	403: {"forbidden", boxoffice.ErrForbidden},
	404: {"not-found", boxoffice.ErrNotFound},
	406: {"not-acceptable", boxoffice.ErrNotAcceptable},
	409: {"conflict", boxoffice.ErrConflict},
	422: {"unprocessable", boxoffice.ErrUnprocessable},
	503: {"unavailable", boxoffice.ErrServer},
}

func (o operation) cases() []contract.Case {
	cases := []contract.Case{{Operation: o.id, Run: func(t require.TestingT, client *http.Client) {
		got, err := o.call(taped(t, client))
		require.NoError(t, err)
		if o.want == "" {
			require.Nil(t, got)
			return
		}
		decoded(t, o.want, got)
	}}}
	for _, r := range o.refusals {
		cases = append(cases, contract.Case{Operation: o.id, Name: kinds[r.status].name, Status: r.status, Run: func(t require.TestingT, client *http.Client) {
			_, err := o.call(taped(t, client))
			r.holds(t, o.id, err)
		}})
	}
	return cases
}

func (r refusal) holds(t require.TestingT, operation string, err error) {
	require.ErrorIs(t, err, kinds[r.status].err)
	e := boxoffice.AsError(err)
	require.Equal(t, operation, e.Operation)
	require.Equal(t, boxoffice.Answered, e.Delivery)
	require.Equal(t, r.status, e.StatusCode)
	require.Equal(t, r.code, e.Code)
	require.Equal(t, r.message, e.Message)
	if r.fields == nil {
		return
	}
	var form *musement.FormError
	require.ErrorAs(t, err, &form)
	require.Equal(t, r.message, form.Message)
	require.Equal(t, r.fields, form.Fields)
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

// decodedBody is the value that a call returned, nil with an error.
func decodedBody(result any, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return result, nil
}

// decoded holds a whole decoded value to its JSON form: what was not decoded is
// missing in it, and so is what was null.
func decoded(t require.TestingT, want string, value any) { contract.Same(t, want, value) }
