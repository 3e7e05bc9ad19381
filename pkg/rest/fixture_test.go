package rest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// thing is what the tests' vendor sells, as JSON and as XML.
type thing struct {
	Name  string `json:"name"  xml:"name"`
	Count int64  `json:"count" xml:"count"`
}

// thingHeaders are the headers of a 201.
type thingHeaders struct {
	Location string
	Left     *int64
	Fresh    *bool
}

// thingResult has a field for every documented success of the operation, as
// the generated results do.
type thingResult struct {
	boxoffice.Response
	JSON200    *thing
	XML200     *thing
	JSON202    *[]thing
	JSON203    *int64
	JSON206    *string
	Headers201 thingHeaders
}

// decodeThing has the shape of a generated decoder.
func decodeThing(a *rest.Answer) *thingResult {
	r := &thingResult{Response: a.Response}
	switch {
	case a.StatusCode == 200 && a.Is("application/json"):
		rest.JSON(a, &r.JSON200)
	case a.StatusCode == 200 && a.Is("application/xml"):
		rest.XML(a, &r.XML200, "thing", "name", "count")
	case a.StatusCode == 201:
		rest.Header(a, "Location", &r.Headers201.Location)
		rest.OptionalHeader(a, "X-Left", &r.Headers201.Left)
		rest.OptionalHeader(a, "X-Fresh", &r.Headers201.Fresh)
	case a.StatusCode == 202 && a.Is("application/json"):
		rest.JSON(a, &r.JSON202)
	case a.StatusCode == 203 && a.Is("application/json"):
		rest.JSON(a, &r.JSON203)
	case a.StatusCode == 206 && a.Is("application/json"):
		rest.JSON(a, &r.JSON206)
	case a.StatusCode == 204:
	default:
		a.Undocumented()
	}
	return r
}

func opGet(path string) *rest.Operation {
	return &rest.Operation{ID: "getThing", Method: http.MethodGet, Path: path, Repeatable: true, Accept: "application/json, application/xml"}
}

func opPost() *rest.Operation {
	return &rest.Operation{ID: "createThing", Method: http.MethodPost, Path: "/things", Accept: "application/json"}
}

// newClient is an anonymous client of a server.
func newClient(t testing.TB, h http.Handler, options ...transport.Option) *rest.Client {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	client, err := transport.New(transport.Config{
		Vendor: "acme", Server: "https://acme.example/v3", Values: map[string]string{"clientName": "shop", "clientOs": "linux"},
	}, append([]transport.Option{transport.WithBaseURL(server.URL), transport.WithRetry(boxoffice.Retry{Attempts: 1})}, options...)...)
	require.NoError(t, err)
	return client
}

// ask makes one call; prepare fills the request as a generated method does.
func ask(ctx context.Context, client *rest.Client, op *rest.Operation, prepare func(*rest.Request), options ...rest.CallOption) (*thingResult, error) {
	req := client.Request(op, options)
	if prepare != nil {
		prepare(req)
	}
	return rest.Do(ctx, req, decodeThing)
}

// reply is a vendor that gives one answer.
func reply(status int, contentType, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		} else {
			w.Header()["Content-Type"] = nil // or net/http guesses one
		}
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// asError is the *boxoffice.Error that every failure has to be.
func asError(t testing.TB, err error) *boxoffice.Error {
	t.Helper()
	require.Error(t, err)
	e := boxoffice.AsError(err)
	require.NotNil(t, e, "not an *boxoffice.Error: %T", err)
	return e
}
