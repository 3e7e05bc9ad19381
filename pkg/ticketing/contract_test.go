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
		cases = append(cases, op.cases()...)
	}
	contract.All(t, specs.TickeTing, cases)
}

var ctx = context.Background()

// operation is one operation with the answers it shares with others: its plain
// success and its refusals, which the vendor documents once for all.
type operation struct {
	id       string
	live     bool
	call     func(*ticketing.Client) (any, error)
	want     string // the decoded success as JSON
	refusals [][]refusalCase
}

// refusalCase is one documented way to be refused.
type refusalCase struct {
	name    string
	status  int
	example string
	kind    error
	message string
}

// The refusals. Whether the text is under "message" or "error", the caller
// sees one message.
var (
	everywhere = []refusalCase{
		{"no-resource", http.StatusNotFound, "resource", boxoffice.ErrNotFound, "There is presently no resource with the given URI."},
		{"no-endpoint", http.StatusNotFound, "endpoint", boxoffice.ErrNotFound, "The requested endpoint /invalid/endpoint does not exist on this server."},
		{"no-method", http.StatusMethodNotAllowed, "", boxoffice.ErrMethodNotAllowed, "The /events/:event endpoint does not support the PUT method"},
		{"too-old", http.StatusPreconditionFailed, "", boxoffice.ErrPreconditionFailed, "Please upgrade your client to complete this request"},
		{"fault", http.StatusInternalServerError, "documented", boxoffice.ErrServer, "There was a server error while excuting this request. Please see system logs for details."},
	}
	unauthenticated = []refusalCase{
		{"unauthenticated", http.StatusUnauthorized, "documented", boxoffice.ErrUnauthorized, "Your request could not be authenticated."},
	}
	noSession = []refusalCase{
		{"unauthenticated", http.StatusUnauthorized, "unauthenticated", boxoffice.ErrUnauthorized, "Your request could not be authenticated."},
		{"no-session", http.StatusUnauthorized, "refused", boxoffice.ErrUnauthorized, "The session has ended or does not exist."},
	}
	wrongPassword = []refusalCase{
		{"unauthenticated", http.StatusUnauthorized, "unauthenticated", boxoffice.ErrUnauthorized, "Your request could not be authenticated."},
		{"wrong-password", http.StatusUnauthorized, "wrongPassword", boxoffice.ErrUnauthorized, "A session cannot be started with the given password."},
	}
	forbidden = []refusalCase{
		{"restricted", http.StatusForbidden, "restricted", boxoffice.ErrForbidden, "You are restricted from accessing this resource."},
	}
	notTheHost = []refusalCase{
		{"restricted", http.StatusForbidden, "restricted", boxoffice.ErrForbidden, "You are restricted from accessing this resource."},
		{"refused", http.StatusForbidden, "refused", boxoffice.ErrForbidden, "This account is not an administrator for the relevant event host."},
	}
	incomplete = []refusalCase{
		{"invalid", http.StatusBadRequest, "error", boxoffice.ErrBadRequest, "The following arguments are required, but have not been supplied: sections."},
		{"invalid-message", http.StatusBadRequest, "message", boxoffice.ErrBadRequest, "The following arguments are required, but have not been supplied: sections."},
	}
	malformed = []refusalCase{
		{"malformed", http.StatusBadRequest, "", boxoffice.ErrBadRequest, "Your request parameters are invalid. Please ensure you have included any required parameters and values are well-formed."},
	}
	// gateway is how the vendor's gateway writes what is documented otherwise.
	gateway = []refusalCase{
		{"gateway-invalid", http.StatusBadRequest, "gateway", boxoffice.ErrBadRequest, "Your request payload is invalid. Please ensure you have included all required fields and values are well-formed."},
		{"gateway-unauthenticated", http.StatusUnauthorized, "gateway", boxoffice.ErrUnauthorized, "Your request could not be authenticated."},
		{"gateway-restricted", http.StatusForbidden, "gateway", boxoffice.ErrForbidden, "You are restricted from accessing this resource"},
		{"gateway-fault", http.StatusInternalServerError, "gateway", boxoffice.ErrServer, "There was a server error while excuting this request. Please see system logs for details."},
	}
	// tooLarge has no kind of its own, and its page of HTML is no message.
	tooLarge = []refusalCase{{"too-large", http.StatusRequestEntityTooLarge, "", nil, ""}}
	conflict = []refusalCase{
		{"conflict", http.StatusConflict, "error", boxoffice.ErrConflict, "The global admission token cannot be modified or invalidated."},
		{"conflict-message", http.StatusConflict, "message", boxoffice.ErrConflict, "The global admission token cannot be modified or invalidated."},
	}
)

// cases are the operation's success and refusals.
func (o operation) cases() []contract.Case {
	cases := []contract.Case{{Operation: o.id, Live: o.live, Run: func(t require.TestingT, client *http.Client) {
		got, err := o.call(caller(t, client))
		require.NoError(t, err)
		decoded(t, o.want, got)
	}}}
	for _, r := range slices.Concat(everywhere, slices.Concat(o.refusals...)) {
		cases = append(cases, contract.Case{
			Operation: o.id, Name: r.name, Status: r.status, Example: r.example,
			Run: func(t require.TestingT, client *http.Client) {
				got, err := o.call(caller(t, client))
				require.Nil(t, got)
				r.holds(t, err)
			},
		})
	}
	return cases
}

func (r refusalCase) holds(t require.TestingT, err error) {
	if r.kind != nil {
		require.ErrorIs(t, err, r.kind)
	}
	e := boxoffice.AsError(err)
	require.NotNil(t, e)
	require.Equal(t, boxoffice.Answered, e.Delivery)
	require.Equal(t, r.status, e.StatusCode)
	require.Equal(t, 1, e.Attempts, "no refusal is repeated")
	require.Equal(t, r.message, e.Message)
	require.Empty(t, e.Code)
	var upgrade *ticketing.UpgradeError
	require.Equal(t, r.status == http.StatusPreconditionFailed, errors.As(err, &upgrade))
}

// caller is who calls on the tapes: a program with its own key. Recorded live,
// it is who the environment says.
func caller(t require.TestingT, client *http.Client) *ticketing.Client {
	return speaking(t, client, ticketing.IntegrationKey(boxoffice.Secret(contract.Env(t, "TICKETING_KEY", mainKey))))
}

func speaking(t require.TestingT, client *http.Client, credential ticketing.Credential) *ticketing.Client {
	c, err := ticketing.New(credential, boxoffice.WithHTTPClient(client))
	require.NoError(t, err)
	return c
}

// model is the decoded body of a success: the field of its status.
func model(res any, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return res, nil
}

// decoded holds a whole decoded value to its JSON form: what was not decoded is
// missing in it.
func decoded(t require.TestingT, want string, value any) { contract.Same(t, want, value) }

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
