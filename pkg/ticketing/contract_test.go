package ticketing_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/specs"
)

// TestContract plays the tapes of every documented answer; see the package
// contract for how they are recorded and what they must catch.
func TestContract(t *testing.T) {
	cases := flowCases
	for _, op := range slices.Concat(keysOperations, accountsOperations, hostsOperations, eventsOperations, registrationOperations, placesOperations, gateOperations, ordersOperations) {
		cases = append(cases, op.Cases(caller)...)
	}
	contract.All(t, specs.TickeTing, cases)
}

var ctx = context.Background()

type operation = contract.Operation[*ticketing.Client]

// The refusals. Whether the text is under "message" or "error", the caller
// sees one message.
var (
	everywhere = []contract.Refusal{
		{Name: "no-resource", Status: http.StatusNotFound, Example: "resource", Message: "There is presently no resource with the given URI."},
		{Name: "no-endpoint", Status: http.StatusNotFound, Example: "endpoint", Message: "The requested endpoint /invalid/endpoint does not exist on this server."},
		{Name: "no-method", Status: http.StatusMethodNotAllowed, Message: "The /events/:event endpoint does not support the PUT method"},
		{Name: "too-old", Status: http.StatusPreconditionFailed, Message: "Please upgrade your client to complete this request"},
		{Name: "fault", Status: http.StatusInternalServerError, Example: "documented", Message: "There was a server error while excuting this request. Please see system logs for details."},
	}
	unauthenticated = []contract.Refusal{
		{Name: "unauthenticated", Status: http.StatusUnauthorized, Example: "documented", Message: "Your request could not be authenticated."},
	}
	noSession = []contract.Refusal{
		{Name: "unauthenticated", Status: http.StatusUnauthorized, Example: "unauthenticated", Message: "Your request could not be authenticated."},
		{Name: "no-session", Status: http.StatusUnauthorized, Example: "refused", Message: "The session has ended or does not exist."},
	}
	wrongPassword = []contract.Refusal{
		{Name: "unauthenticated", Status: http.StatusUnauthorized, Example: "unauthenticated", Message: "Your request could not be authenticated."},
		{Name: "wrong-password", Status: http.StatusUnauthorized, Example: "wrongPassword", Message: "A session cannot be started with the given password."},
	}
	forbidden = []contract.Refusal{
		{Name: "restricted", Status: http.StatusForbidden, Example: "restricted", Message: "You are restricted from accessing this resource."},
	}
	notTheHost = []contract.Refusal{
		{Name: "restricted", Status: http.StatusForbidden, Example: "restricted", Message: "You are restricted from accessing this resource."},
		{Name: "refused", Status: http.StatusForbidden, Example: "refused", Message: "This account is not an administrator for the relevant event host."},
	}
	incomplete = []contract.Refusal{
		{Name: "invalid", Status: http.StatusBadRequest, Example: "error", Message: "The following arguments are required, but have not been supplied: sections."},
		{Name: "invalid-message", Status: http.StatusBadRequest, Example: "message", Message: "The following arguments are required, but have not been supplied: sections."},
	}
	malformed = []contract.Refusal{
		{Name: "malformed", Status: http.StatusBadRequest, Message: "Your request parameters are invalid. Please ensure you have included any required parameters and values are well-formed."},
	}
	// gateway is how the vendor's gateway writes what is documented otherwise.
	gateway = []contract.Refusal{
		{Name: "gateway-invalid", Status: http.StatusBadRequest, Example: "gateway", Message: "Your request payload is invalid. Please ensure you have included all required fields and values are well-formed."},
		{Name: "gateway-unauthenticated", Status: http.StatusUnauthorized, Example: "gateway", Message: "Your request could not be authenticated."},
		{Name: "gateway-restricted", Status: http.StatusForbidden, Example: "gateway", Message: "You are restricted from accessing this resource"},
		{Name: "gateway-fault", Status: http.StatusInternalServerError, Example: "gateway", Message: "There was a server error while excuting this request. Please see system logs for details."},
	}
	// tooLarge is a page of HTML, which is no message.
	tooLarge = []contract.Refusal{{Name: "too-large", Status: http.StatusRequestEntityTooLarge}}
	conflict = []contract.Refusal{
		{Name: "conflict", Status: http.StatusConflict, Example: "error", Message: "The global admission token cannot be modified or invalidated."},
		{Name: "conflict-message", Status: http.StatusConflict, Example: "message", Message: "The global admission token cannot be modified or invalidated."},
	}
)

// refusals are those of an operation: everywhere, and the ones it is given.
func refusals(groups ...[]contract.Refusal) []contract.Refusal {
	all := slices.Concat(everywhere, slices.Concat(groups...))
	for i, r := range all {
		all[i].Also = func(t require.TestingT, err error) {
			var upgrade *ticketing.UpgradeError
			require.Equal(t, r.Status == http.StatusPreconditionFailed, errors.As(err, &upgrade))
		}
	}
	return all
}

// caller is who calls on the tapes: a program with its own key. Recorded live,
// it is who the environment says.
func caller(t require.TestingT, client *http.Client) *ticketing.Client {
	return speaking(t, client, ticketing.IntegrationKey(boxoffice.Secret(contract.Env(t, "TICKETING_KEY", mainKey))))
}

func speaking(t require.TestingT, client *http.Client, credential ticketing.Credential) *ticketing.Client {
	c, err := ticketing.New(credential, boxoffice.WithHTTPClient(client), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	require.NoError(t, err)
	return c
}

var (
	bothSections = ticketing.Texts(ticketing.SectionURI(event, general), ticketing.SectionURI(event, balcony))

	newAccount = ticketingapi.CreateAccountRequest{
		Username: "jane.doe", Password: "example-password", Email: "jane.doe@example.com",
		FirstName: boxoffice.Ptr("Jane"), LastName: boxoffice.Ptr("Doe"), Title: boxoffice.Ptr(ticketingapi.AccountTitleMs), DateOfBirth: boxoffice.Ptr(boxoffice.Date("1990-01-31")),
	}
	earlyBird = ticketingapi.AddPriceModifierRequest{
		Name: "Early bird", PriceDelta: "-5.00", AvailableFrom: "2034-01-01T00:00", AvailableTo: "2034-05-31T23:59", MinOrder: 1, MaxOrder: 10,
	}
)
