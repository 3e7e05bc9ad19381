package boxoffice_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
)

// The section of the README on logs, metrics and traces.
func Example_logsMetricsAndTraces() {
	fake, err := musementtest.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer fake.Close()
	useFake := boxoffice.WithBaseURL(fake.URL())
	var dump strings.Builder

	client, err := musement.New(musement.Anonymous{}, musement.WithApplication("my-application"), useFake,
		boxoffice.WithWireDump(&dump), // every message without its secrets; os.Stderr is usual
		boxoffice.WithHooks(boxoffice.Hooks{
			AfterCall: func(_ context.Context, e boxoffice.Event) {
				fmt.Println(e.Vendor, e.Operation, e.Attempt, e.StatusCode, e.Err) // also e.Duration
			},
		}),
		boxoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				call, _ := boxoffice.CallFromContext(r.Context())
				fmt.Println(call.Operation, call.Path, call.Attempt)
				return next.RoundTrip(r)
			})
		}))
	if err != nil {
		log.Fatal(err)
	}
	var resp boxoffice.Response
	currencies, err := client.ListCurrencies(context.Background(), boxoffice.WithResponse(&resp))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(currencies[0].Code, resp.StatusCode, resp.Header.Get("Content-Type"))
	fmt.Println(strings.Contains(dump.String(), "--> GET"), strings.Contains(dump.String(), "my-application"))
	// Output:
	// listCurrencies /currencies 1
	// musement listCurrencies 1 200 <nil>
	// USD 200 application/json
	// true false
}
