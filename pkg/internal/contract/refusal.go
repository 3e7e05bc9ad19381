package contract

import (
	"net/http"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Refusal is a documented refusal of an operation.
type Refusal struct {
	// Name is the name of the case. Without one it is the words of the status:
	// "not-found".
	Name string
	// Status is the status of the answer.
	Status int
	// Example names one of several documented examples to compose with.
	Example string
	// Code and Message are what the body says, "" for nothing.
	Code, Message string
	// RetryAfter is how many seconds the answer asks to wait. 0 asserts nothing.
	RetryAfter int
	// Header are headers that the answer has, by name. nil asserts nothing.
	Header map[string]string
	// Also asserts on what else is in the error, nil for nothing.
	Also func(t require.TestingT, err error)
}

// Refused holds an error to a documented refusal: the vendor answered with its status,
// code and message, and errors.Is finds the kind of error that the status stands for.
func Refused(t require.TestingT, err error, want Refusal) {
	e := boxoffice.AsError(err)
	require.NotNil(t, e, "%v", err)
	require.Equal(t, boxoffice.Answered, e.Delivery)
	require.Equal(t, want.Status, e.StatusCode)
	require.Equal(t, want.Code, e.Code)
	require.Equal(t, want.Message, e.Message)
	if want.RetryAfter != 0 {
		require.Equal(t, time.Duration(want.RetryAfter)*time.Second, e.RetryAfter())
	}
	for name, value := range want.Header {
		require.Equal(t, value, e.Header.Get(name), name)
	}
	if want.Status >= http.StatusInternalServerError {
		require.ErrorIs(t, err, boxoffice.ErrServer)
	} else if kind := sentinels[want.Status]; kind != nil {
		require.ErrorIs(t, err, kind)
	}
	if want.Also != nil {
		want.Also(t, err)
	}
}

// sentinels are the kinds of errors that stand for a status.
var sentinels = map[int]error{
	http.StatusBadRequest:          boxoffice.ErrBadRequest,
	http.StatusUnauthorized:        boxoffice.ErrUnauthorized,
	http.StatusForbidden:           boxoffice.ErrForbidden,
	http.StatusNotFound:            boxoffice.ErrNotFound,
	http.StatusMethodNotAllowed:    boxoffice.ErrMethodNotAllowed,
	http.StatusNotAcceptable:       boxoffice.ErrNotAcceptable,
	http.StatusConflict:            boxoffice.ErrConflict,
	http.StatusGone:                boxoffice.ErrGone,
	http.StatusPreconditionFailed:  boxoffice.ErrPreconditionFailed,
	http.StatusUnprocessableEntity: boxoffice.ErrUnprocessable,
	http.StatusTooManyRequests:     boxoffice.ErrRateLimited,
}

// Refusals makes a case of each refusal of an operation. connect makes the vendor's
// client, and call calls the operation in the same way in all of them. With an error
// it must return nothing, or the zero value.
func Refusals[C any](operation string, connect func(require.TestingT, *http.Client) C, call func(C) (any, error), refusals ...Refusal) []Case {
	cases := make([]Case, len(refusals))
	for i, r := range refusals {
		name := r.Name
		if name == "" {
			name = strings.ToLower(strings.ReplaceAll(http.StatusText(r.Status), " ", "-"))
		}
		cases[i] = Case{Operation: operation, Name: name, Status: r.Status, Example: r.Example, Run: func(t require.TestingT, client *http.Client) {
			got, err := call(connect(t, client))
			require.Zero(t, got)
			Refused(t, err, r)
			require.Equal(t, operation, boxoffice.AsError(err).Operation)
		}}
	}
	return cases
}
