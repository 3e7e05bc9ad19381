package contract

import (
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Refused holds an error to a documented refusal: the vendor answered, with this
// status, code and message.
func Refused(t require.TestingT, err error, status int, code, message string) {
	e := boxoffice.AsError(err)
	require.NotNil(t, e, "%v", err)
	require.Equal(t, boxoffice.Answered, e.Delivery)
	require.Equal(t, status, e.StatusCode)
	require.Equal(t, code, e.Code)
	require.Equal(t, message, e.Message)
}
