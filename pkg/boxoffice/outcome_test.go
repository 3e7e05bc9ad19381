package boxoffice_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func answered(op *rest.Operation, status int) *boxoffice.Error {
	return &boxoffice.Error{
		Operation: op.ID, Repeatable: op.Repeatable, Delivery: boxoffice.Answered, StatusCode: status, Inconclusive: op.Inconclusive(status),
	}
}

// The table of IsOutcomeUnknown, for every status.
func TestEveryStatusSaysWhetherTheCallMayBeSentAgain(t *testing.T) {
	once := &rest.Operation{ID: "createOrder", FinalStatuses: []int{502}}
	repeatable := &rest.Operation{ID: "getOrder", Repeatable: true}
	for status := 100; status < 1000; status++ {
		refused := status >= 400 && status < 500 && status != 408 || status == 307 || status == 308 || status == 502
		err := fmt.Errorf("shop: %w", answered(once, status))
		require.Equal(t, !refused, boxoffice.IsOutcomeUnknown(err), status)
		require.Equal(t, refused, boxoffice.SafeToRepeat(err), status)
		err = answered(repeatable, status)
		require.False(t, boxoffice.IsOutcomeUnknown(err), status)
		require.True(t, boxoffice.SafeToRepeat(err), status)
	}
	require.Contains(t, answered(once, 503).Error(), "outcome unknown")
	require.NotContains(t, answered(once, 409).Error(), "outcome unknown")
}

func TestSafeToRepeatFollowsWhatIsKnownOfEveryCall(t *testing.T) {
	once := &rest.Operation{ID: "createOrder"}
	refused, broken := answered(once, 400), answered(once, 503)
	unsent := &boxoffice.Error{Err: safe.Errorf(boxoffice.ErrInvalidRequest, "the body is nil")}
	lost := &boxoffice.Error{Delivery: boxoffice.MaybeDelivered, Err: context.DeadlineExceeded}
	for name, test := range map[string]struct {
		err  error
		safe bool
	}{
		"nil":                            {nil, false},
		"a foreign error":                {io.EOF, false},
		"a bare context's error":         {context.Canceled, false},
		"the sentinel alone":             {boxoffice.ErrOutcomeUnknown, false},
		"never sent":                     {unsent, true},
		"cancelled before it was sent":   {&boxoffice.Error{Err: context.Canceled}, true},
		"timed out on its way":           {lost, false},
		"the same, repeatable":           {&boxoffice.Error{Delivery: boxoffice.MaybeDelivered, Repeatable: true}, true},
		"refused":                        {refused, true},
		"a gateway's 503":                {broken, false},
		"a declined card":                {&boxoffice.Error{Delivery: boxoffice.Answered, StatusCode: 201, Err: errors.New("declined")}, false},
		"answered without a status":      {&boxoffice.Error{Delivery: boxoffice.Answered}, false},
		"wrapped":                        {fmt.Errorf("a: %w", fmt.Errorf("b: %w", refused)), true},
		"wrapped with the shop's own":    {fmt.Errorf("%w: %w", errors.New("shop"), refused), true},
		"two that are safe":              {errors.Join(refused, unsent), true},
		"one of two that is not":         {errors.Join(refused, broken), false},
		"the same the other way round":   {errors.Join(lost, refused), false},
		"a flow that does not know":      {errors.Join(boxoffice.ErrOutcomeUnknown, refused), false},
		"refused again because of login": {&boxoffice.Error{Err: rest.CredentialsRefused(answered(&rest.Operation{Repeatable: true}, 403))}, true},
		"joined without a call":          {errors.Join(io.EOF, io.EOF), false},
	} {
		require.Equal(t, test.safe, boxoffice.SafeToRepeat(test.err), name)
		require.False(t, test.safe && boxoffice.IsOutcomeUnknown(test.err), "%s: never both", name)
	}
}
