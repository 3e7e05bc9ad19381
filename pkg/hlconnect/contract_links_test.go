package hlconnect_test

import (
	"net/http"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
)

var (
	toDownload = hlconnectapi.GetDownloadURLParams{OrderID: 12345, OrderLineID: 1}
	toView     = hlconnectapi.GetViewURLParams{OrderID: 12345, OrderLineID: 1}
)

func download(shop *hlconnect.Client) (any, error) { return shop.GetDownloadURL(ctx, toDownload) }
func view(shop *hlconnect.Client) (any, error)     { return shop.GetViewURL(ctx, toView) }

// linkCases are the links to what was bought.
var linkCases = slices.Concat(
	[]contract.Case{
		{Operation: "getDownloadURL", Live: true, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).GetDownloadURL(ctx, toDownload, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `{"url":"redacted-url"}`, res)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		{Operation: "getViewURL", Live: true, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).GetViewURL(ctx, toView, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `{"url":"redacted-url"}`, res)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
	},
	contract.Refusals("getDownloadURL", caller, download,
		unauthorized,
		refusal("not-found", http.StatusNotFound, "No download link for this order and line."),
		broken),
	contract.Refusals("getViewURL", caller, view,
		unauthorized,
		refusal("not-found", http.StatusNotFound, "No link for viewing for this order and line."),
		broken),
)
