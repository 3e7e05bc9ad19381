package boxoffice_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

var statusSentinels = map[int]error{
	304: boxoffice.ErrNotModified,
	400: boxoffice.ErrBadRequest, 401: boxoffice.ErrUnauthorized, 403: boxoffice.ErrForbidden, 404: boxoffice.ErrNotFound,
	405: boxoffice.ErrMethodNotAllowed, 406: boxoffice.ErrNotAcceptable, 409: boxoffice.ErrConflict, 410: boxoffice.ErrGone, 412: boxoffice.ErrPreconditionFailed,
	422: boxoffice.ErrUnprocessable, 429: boxoffice.ErrRateLimited, 500: boxoffice.ErrServer,
}

func TestAStatusMatchesItsSentinelAndNoOther(t *testing.T) {
	for status := 100; status < 1000; status++ {
		err := fmt.Errorf("wrapped: %w", &boxoffice.Error{StatusCode: status, Delivery: boxoffice.Answered})
		for of, sentinel := range statusSentinels {
			want := status == of || of == 500 && status >= 500
			require.Equal(t, want, errors.Is(err, sentinel), "%d is %v", status, sentinel)
		}
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.Equal(t, status, boxoffice.AsError(err).StatusCode)
	}
	for _, sentinel := range statusSentinels {
		require.NotErrorIs(t, &boxoffice.Error{StatusCode: 200, Err: boxoffice.ErrUnexpectedResponse}, sentinel)
		require.NotErrorIs(t, &boxoffice.Error{}, sentinel)
	}
}

func TestTheOutcomeIsUnknownWhenAnUnsafeCallMayHaveArrived(t *testing.T) {
	for _, delivery := range []boxoffice.Delivery{boxoffice.NeverSent, boxoffice.MaybeDelivered, boxoffice.Answered} {
		for _, repeatable := range []bool{false, true} {
			err := &boxoffice.Error{Delivery: delivery, Repeatable: repeatable}
			require.Equal(t, delivery == boxoffice.MaybeDelivered && !repeatable, errors.Is(err, boxoffice.ErrOutcomeUnknown))
		}
	}
}

func TestTheCauseIsFound(t *testing.T) {
	inner := &boxoffice.Error{StatusCode: 404, Operation: "inner"}
	err := error(&boxoffice.Error{Operation: "outer", Err: rest.CredentialsRefused(fmt.Errorf("x: %w", inner))})
	require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
	require.Equal(t, "outer", boxoffice.AsError(err).Operation, "the outermost error is the call's")
	require.ErrorIs(t, &boxoffice.Error{Err: context.Canceled}, context.Canceled)
	require.Nil(t, boxoffice.AsError(nil))
	require.Nil(t, boxoffice.AsError(errors.New("other")))
	detail := safe.Errorf(boxoffice.ErrCredential, "the %s is empty", "token")
	require.ErrorIs(t, detail, boxoffice.ErrCredential)
	require.EqualError(t, detail, "unusable credential: the token is empty")
}

func TestAnErrorIsOneLine(t *testing.T) {
	for want, err := range map[string]*boxoffice.Error{
		"":     {},
		"acme": {Vendor: "acme"},
		"acme: createOrder: answered 404 Not Found":                                                     {StatusCode: 404, Delivery: boxoffice.Answered, Attempts: 1},
		"acme: createOrder: answered 409 Conflict (code 4711)":                                          {StatusCode: 409, Code: "4711"},
		"acme: createOrder: answered 409 Conflict (code -1)":                                            {StatusCode: 409, Code: "-1"},
		"acme: createOrder: answered 499 after 3 attempts":                                              {StatusCode: 499, Attempts: 3},
		"acme: createOrder: the connection was closed before the answer: EOF (may have been delivered)": {Delivery: boxoffice.MaybeDelivered, Err: errEOF},
		"acme: createOrder: invalid request: the body is nil":                                           {Err: safe.Errorf(boxoffice.ErrInvalidRequest, "the body is nil")},
		"acme: createOrder: answered 200 OK: unexpected response: null":                                 {StatusCode: 200, Err: safe.Errorf(boxoffice.ErrUnexpectedResponse, "null")},
	} {
		if want != "" && want != "acme" {
			err.Vendor, err.Operation = "acme", "createOrder"
		}
		require.Equal(t, want, err.Error())
	}
}

func TestOnlyACodeThatCanBeNothingElseIsPrinted(t *testing.T) {
	for code, printed := range map[string]bool{
		"17": true, "-404": true, "123456": true,
		"": false, "0": false, "1234567": false, "4711canary": false, "canary": false, "1.5": false, "-": false, "--1": false, "+1": false, "１": false, "1\n2": false,
	} {
		err := &boxoffice.Error{StatusCode: http.StatusConflict, Code: code}
		require.Equal(t, printed, strings.Contains(err.Error(), "code"), "%q: %s", code, err)
		require.NotContains(t, err.Error(), "canary")
	}
}

func TestADeliveryHasWords(t *testing.T) {
	require.Equal(t, "never sent", boxoffice.NeverSent.String())
	require.Equal(t, "may have been delivered", boxoffice.MaybeDelivered.String())
	require.Equal(t, "answered", boxoffice.Answered.String())
	require.Equal(t, "unknown delivery", boxoffice.Delivery(9).String())
	require.Equal(t, boxoffice.NeverSent, boxoffice.Error{}.Delivery, "an error that says nothing says that nothing was sent")
}
