package apierr_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/apierr"
)

var statusSentinels = map[int]error{
	400: apierr.ErrBadRequest, 401: apierr.ErrUnauthorized, 403: apierr.ErrForbidden, 404: apierr.ErrNotFound,
	405: apierr.ErrMethodNotAllowed, 406: apierr.ErrNotAcceptable, 409: apierr.ErrConflict, 412: apierr.ErrPreconditionFailed,
	422: apierr.ErrUnprocessable, 429: apierr.ErrRateLimited, 500: apierr.ErrServer,
}

func TestAStatusMatchesItsSentinelAndNoOther(t *testing.T) {
	for status := 100; status < 1000; status++ {
		err := fmt.Errorf("wrapped: %w", &apierr.Error{StatusCode: status, Delivery: apierr.Answered})
		for of, sentinel := range statusSentinels {
			want := status == of || of == 500 && status >= 500
			require.Equal(t, want, errors.Is(err, sentinel), "%d is %v", status, sentinel)
		}
		require.NotErrorIs(t, err, apierr.ErrOutcomeUnknown)
		require.Equal(t, status, apierr.As(err).StatusCode)
	}
	for _, sentinel := range statusSentinels {
		require.NotErrorIs(t, &apierr.Error{StatusCode: 200, Err: apierr.ErrUnexpectedResponse}, sentinel)
		require.NotErrorIs(t, &apierr.Error{}, sentinel)
	}
}

func TestTheOutcomeIsUnknownWhenAnUnsafeCallMayHaveArrived(t *testing.T) {
	for _, delivery := range []apierr.Delivery{apierr.NeverSent, apierr.MaybeDelivered, apierr.Answered} {
		for _, repeatable := range []bool{false, true} {
			err := &apierr.Error{Delivery: delivery, Repeatable: repeatable}
			require.Equal(t, delivery == apierr.MaybeDelivered && !repeatable, errors.Is(err, apierr.ErrOutcomeUnknown))
		}
	}
}

func TestTheCauseIsFound(t *testing.T) {
	inner := &apierr.Error{StatusCode: 404, Operation: "inner"}
	err := error(&apierr.Error{Operation: "outer", Err: apierr.CredentialsRefused(fmt.Errorf("x: %w", inner))})
	require.ErrorIs(t, err, apierr.ErrCredentialsRefused)
	require.ErrorIs(t, err, apierr.ErrNotFound)
	require.Equal(t, "outer", apierr.As(err).Operation, "the outermost error is the call's")
	require.ErrorIs(t, &apierr.Error{Err: context.Canceled}, context.Canceled)
	require.Nil(t, apierr.As(nil))
	require.Nil(t, apierr.As(errors.New("other")))
	detail := apierr.Detail(apierr.ErrCredential, "the %s is empty", "token")
	require.ErrorIs(t, detail, apierr.ErrCredential)
	require.EqualError(t, detail, "unusable credential: the token is empty")
}

func TestAnErrorIsOneLine(t *testing.T) {
	for want, err := range map[string]*apierr.Error{
		"":     {},
		"acme": {Vendor: "acme"},
		"acme: createOrder: answered 404 Not Found":                     {StatusCode: 404, Delivery: apierr.Answered, Attempts: 1},
		"acme: createOrder: answered 409 Conflict (code 4711)":          {StatusCode: 409, Code: "4711"},
		"acme: createOrder: answered 409 Conflict (code -1)":            {StatusCode: 409, Code: "-1"},
		"acme: createOrder: answered 499 after 3 attempts":              {StatusCode: 499, Attempts: 3},
		"acme: createOrder: EOF (may have been delivered)":              {Delivery: apierr.MaybeDelivered, Err: errEOF},
		"acme: createOrder: invalid request: the body is nil":           {Err: apierr.Detail(apierr.ErrInvalidRequest, "the body is nil")},
		"acme: createOrder: answered 200 OK: unexpected response: null": {StatusCode: 200, Err: apierr.Detail(apierr.ErrUnexpectedResponse, "null")},
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
		err := &apierr.Error{StatusCode: http.StatusConflict, Code: code}
		require.Equal(t, printed, strings.Contains(err.Error(), "code"), "%q: %s", code, err)
		require.NotContains(t, err.Error(), "canary")
	}
}

func TestADeliveryHasWords(t *testing.T) {
	require.Equal(t, "never sent", apierr.NeverSent.String())
	require.Equal(t, "may have been delivered", apierr.MaybeDelivered.String())
	require.Equal(t, "answered", apierr.Answered.String())
	require.Equal(t, "unknown delivery", apierr.Delivery(9).String())
	require.Equal(t, apierr.NeverSent, apierr.Error{}.Delivery, "an error that says nothing says that nothing was sent")
}
