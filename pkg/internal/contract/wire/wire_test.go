package wire_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/wire"
)

func TestARequestIsShownAsTheServerSeesIt(t *testing.T) {
	sent := wire.Sent(t, func(client *http.Client) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/a%2Fb?x=1,2&x=%20", strings.NewReader(`{"a":1}`))
		require.NoError(t, err)
		req.Header.Set("X-B", "2")
		req.Header.Set("Accept", "text/plain")
		resp, err := client.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, http.StatusNotFound, resp.StatusCode)
	})
	require.Equal(t, []string{"POST /a%2Fb?x=1,2&x=%20\nAccept: text/plain\nX-B: 2\n\n{\"a\":1}"}, sent)
}
