package contract

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Operation is an operation that all its cases call in the same way: the plain success
// and the documented refusals. C is the vendor's client.
//
//	contract.Operation[*acme.Client]{
//		ID:   "getShow",
//		Call: func(c *acme.Client) (any, error) { return c.GetShow(ctx, 1) },
//		Want: `{"id": 1, "name": "Example"}`, Refusals: []contract.Refusal{unauthorized, noShow},
//	}.Cases(connect)
type Operation[C any] struct {
	// ID is the operation id.
	ID string
	// Call calls the operation. With an error it must return nothing, or the zero
	// value.
	Call func(C) (any, error)
	// Want is the decoded success as JSON, as for [Same]; "" when there is none, and
	// Call then returns nil.
	Want string
	// Live allows recording the plain success with the real vendor.
	Live bool
	// Example names one of several documented examples of the plain success.
	Example string
	// Refusals are what the operation is refused with.
	Refusals []Refusal
}

// Cases makes a case of the plain success and of each refusal. connect makes the
// vendor's client.
func (o Operation[C]) Cases(connect func(require.TestingT, *http.Client) C) []Case {
	success := Case{Operation: o.ID, Live: o.Live, Example: o.Example, Run: func(t require.TestingT, client *http.Client) {
		got, err := o.Call(connect(t, client))
		require.NoError(t, err)
		if o.Want == "" {
			require.Nil(t, got)
			return
		}
		Same(t, o.Want, got)
	}}
	return append([]Case{success}, Refusals(o.ID, connect, o.Call, o.Refusals...)...)
}

// Downloaded holds a download to its media type and content, and closes it.
func Downloaded(t require.TestingT, mediaType, content string, file *boxoffice.Download) {
	text, err := io.ReadAll(file.Body)
	require.NoError(t, err)
	require.NoError(t, file.Body.Close())
	require.Equal(t, mediaType, file.MediaType)
	require.Equal(t, content, string(text))
}

// Sample is a value of an example, which is JSON. It panics when text is no such
// value.
func Sample[T any](text string) T {
	var value T
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		panic(fmt.Sprintf("the example is no %T: %v", value, err))
	}
	return value
}
