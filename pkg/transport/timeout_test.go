package transport

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// What reads a streamed list may take its time: only the wait for the header is
// bounded then.
func TestTheDefaultClientBoundsAWholeBodyAndAStreamsHeader(t *testing.T) {
	b := newBase(nil, false)
	require.Equal(t, defaultTimeout, b.of(&call{req: &rest.Request{}}).Timeout)
	streamed := b.of(&call{req: &rest.Request{Stream: true}})
	require.Zero(t, streamed.Timeout)
	patient, ok := streamed.Transport.(*http.Transport)
	require.True(t, ok)
	require.Equal(t, defaultTimeout, patient.ResponseHeaderTimeout)

	own := &http.Client{Timeout: 7}
	require.Equal(t, own.Timeout, newBase(own, false).of(&call{req: &rest.Request{Stream: true}}).Timeout)
}
