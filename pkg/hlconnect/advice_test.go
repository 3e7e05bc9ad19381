package hlconnect_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
)

func TestEveryErrorOfASaleHasItsAdvice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		state := hlconnect.OrderState{Order: 7, Line: 2, Registered: []int64{1}}
		line := []int64{2}
		later := time.Now().Add(time.Hour)
		slow := &boxoffice.Error{Operation: "getPurchaseInfo", Repeatable: true, Delivery: boxoffice.Answered, StatusCode: 503, Header: http.Header{"Retry-After": {"3600"}}}
		said := func(operation string, status int) error {
			return &boxoffice.Error{Operation: operation, Delivery: boxoffice.Answered, StatusCode: status}
		}
		unmade := &boxoffice.Error{Operation: "cancelPurchase", Err: boxoffice.ErrInvalidRequest}
		for name, test := range map[string]struct {
			err  error
			want hlconnect.Advice
		}{
			"success":                 {nil, hlconnect.Advice{Action: hlconnect.Done}},
			"a refusal":               {&hlconnect.RefusedError{OrderState: state}, hlconnect.Advice{Action: hlconnect.Refund, Order: 7, Lines: line}},
			"two refusals":            {errors.Join(&hlconnect.RefusedError{OrderState: state}, &hlconnect.RefusedError{OrderState: hlconnect.OrderState{Order: 7, Line: 3}}), hlconnect.Advice{Action: hlconnect.Refund, Order: 7, Lines: []int64{2, 3}}},
			"not sent":                {&hlconnect.UnsentError{OrderState: state, Err: io.EOF}, hlconnect.Advice{Action: hlconnect.CallAgain, Order: 7, Lines: line}},
			"not sent, told to wait":  {&hlconnect.UnsentError{OrderState: state, Err: slow}, hlconnect.Advice{Action: hlconnect.CallAgain, NotBefore: later, Order: 7, Lines: line}},
			"not sent for no token":   {&hlconnect.UnsentError{OrderState: state, Err: &hlconnect.ExpiredValidationError{}}, hlconnect.Advice{Action: hlconnect.CallAgain, Order: 7, Lines: line}},
			"not to be made":          {&hlconnect.UnsentError{OrderState: state, Err: unmade}, hlconnect.Advice{Order: 7, Lines: line}},
			"unknown":                 {&hlconnect.OutcomeUnknownError{OrderState: state, Settles: later}, hlconnect.Advice{Action: hlconnect.CallAgain, NotBefore: later, Order: 7, Lines: line}},
			"unknown, nothing on way": {&hlconnect.OutcomeUnknownError{OrderState: state}, hlconnect.Advice{Action: hlconnect.CallAgain, Order: 7, Lines: line}},
			"pending":                 {&hlconnect.PendingError{OrderState: hlconnect.OrderState{Order: 7}, Err: context.Canceled}, hlconnect.Advice{Action: hlconnect.CallAgain, Order: 7}},
			"failed":                  {&hlconnect.PurchaseFailedError{OrderState: state}, hlconnect.Advice{Order: 7, Lines: line}},
			"a conflict":              {&hlconnect.ConflictError{OrderState: state}, hlconnect.Advice{Order: 7, Lines: line}},
			"an invalid order":        {&hlconnect.InvalidOrderError{Order: 7, Problems: []hlconnect.Problem{{Field: "Number"}, {Line: 2}}}, hlconnect.Advice{Order: 7, Lines: line}},
			"an expired token":        {&hlconnect.ExpiredValidationError{OrderState: state}, hlconnect.Advice{Action: hlconnect.CallAgain, Order: 7, Lines: line}},
			"a refusal and a doubt":   {errors.Join(&hlconnect.RefusedError{OrderState: state}, &hlconnect.OutcomeUnknownError{OrderState: state}), hlconnect.Advice{Action: hlconnect.CallAgain, Order: 7, Lines: line}},
			"a refusal and a lost order": {errors.Join(&hlconnect.RefusedError{OrderState: state}, &boxoffice.Error{Operation: "registerPurchase", Delivery: boxoffice.MaybeDelivered}),
				hlconnect.Advice{}},
			"the end of the context":             {context.Canceled, hlconnect.Advice{Action: hlconnect.CallAgain}},
			"a deadline":                         {context.DeadlineExceeded, hlconnect.Advice{Action: hlconnect.CallAgain}},
			"another error":                      {io.EOF, hlconnect.Advice{}},
			"no such order":                      {said("getPurchaseInfo", 404), hlconnect.Advice{}},
			"no such line to cancel":             {said("cancelPurchase", 404), hlconnect.Advice{}},
			"a single operation refused":         {said("validatePurchase", 422), hlconnect.Advice{}},
			"a single registration refused":      {said("registerPurchase", 422), hlconnect.Advice{}},
			"a single operation, token revoked":  {said("registerPurchase", 401), hlconnect.Advice{Action: hlconnect.CallAgain}},
			"a single registration lost":         {&boxoffice.Error{Operation: "registerPurchase", Delivery: boxoffice.MaybeDelivered}, hlconnect.Advice{}},
			"a single registration not sent":     {&boxoffice.Error{Operation: "registerPurchase"}, hlconnect.Advice{Action: hlconnect.CallAgain}},
			"a single registration, server down": {said("registerPurchase", 500), hlconnect.Advice{}},
			"a question not answered":            {slow, hlconnect.Advice{Action: hlconnect.CallAgain, NotBefore: later}},
		} {
			for _, err := range []error{test.err, wrapped(test.err)} {
				got := hlconnect.Advise(err)
				require.NotEmpty(t, got.Text, name)
				got.Text = ""
				require.Equal(t, test.want, got, name)
			}
		}
	})
}

// wrapped is an error as a program passes it on, nil for nil.
func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("selling: %w", errors.Join(errors.New("at the till"), err))
}

func TestTheAdviceForARevokedAccessTokenSaysToPutItRight(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		revoked(fake)
		_, bought := shop.Purchase(t.Context(), order(7))
		_, watched := shop.Poller(7).Wait(t.Context())
		for _, err := range []error{bought, watched, shop.Cancel(t.Context(), 7, 1)} {
			advice := hlconnect.Advise(err)
			require.Equal(t, hlconnect.CallAgain, advice.Action)
			require.Contains(t, advice.Text, "the vendor refuses the access token: put it right")
		}
	})
}

func TestTheActionsHaveNames(t *testing.T) {
	require.Equal(t, "look done call again refund no such action",
		fmt.Sprint(hlconnect.Look, " ", hlconnect.Done, " ", hlconnect.CallAgain, " ", hlconnect.Refund, " ", hlconnect.Action(9)))
	require.Equal(t, hlconnect.Look, hlconnect.Advice{}.Action)
}

func TestALineThatIsRegisteredIsNotRefusedByItsValidation(t *testing.T) {
	bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client) {
		_, err := shop.Purchase(t.Context(), order(7))
		require.NoError(t, err)
		fake.SetAssets() // nothing is for sale any more
		_, err = shop.Validate(t.Context(), order(7), 1)
		var pending *hlconnect.PendingError
		require.ErrorAs(t, err, &pending)
		require.Equal(t, []int64{1}, pending.Registered)
		require.Equal(t, hlconnect.CallAgain, hlconnect.Advise(err).Action)

		fake.Reply("getPurchaseInfo", gateway(http.StatusNotFound))
		_, err = shop.Validate(t.Context(), order(7), 1)
		var unknown *hlconnect.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown, "the page of a proxy does not say that there is no such order")
		require.Contains(t, unknown.Next(), "call Validate again")
	})
}
