package rest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
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

// thingResult has a field for every documented success of the operation, and
// what came besides.
type thingResult struct {
	boxoffice.Response
	Object   *thing
	List     []thing
	Number   *int64
	Text     *string
	Location string
	Left     int64
	Fresh    bool
}

// decodeThing has the shape of a generated decoder.
func decodeThing(a *rest.Answer, r *thingResult) {
	switch a.StatusCode {
	case 200:
		r.Object = new(thing)
		rest.Read(a, r.Object)
	case 201:
		rest.Header(a, "Location", &r.Location)
		rest.OptionalHeader(a, "X-Left", &r.Left)
		rest.OptionalHeader(a, "X-Fresh", &r.Fresh)
	case 202:
		rest.ReadList(a, &r.List)
	case 203:
		r.Number = new(int64)
		rest.Read(a, r.Number)
	case 206:
		r.Text = new(string)
		rest.Read(a, r.Text)
	}
}

// successes are the documented ones.
var successes = []int{200, 201, 202, 203, 204, 206}

func opGet(path string) *rest.Operation {
	return &rest.Operation{ID: "getThing", Method: http.MethodGet, Path: path, Repeatable: true,
		Accept: "application/json, application/xml", Successes: successes, XMLRoot: "things", XMLElement: "thing"}
}

func opPost() *rest.Operation {
	return &rest.Operation{ID: "createThing", Method: http.MethodPost, Path: "/things",
		Accept: "application/json, application/xml", Successes: successes, XMLRoot: "things", XMLElement: "thing"}
}

// newClient is an anonymous client of a server.
func newClient(t testing.TB, h http.Handler, options ...boxoffice.ClientOption) *rest.Client {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	client, err := transport.New(transport.Config{
		Vendor: "acme", Server: "https://acme.example/v3", Values: map[string]string{"clientName": "shop", "clientOs": "linux"},
	}, append([]boxoffice.ClientOption{boxoffice.WithBaseURL(server.URL), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})}, options...)...)
	require.NoError(t, err)
	return client
}

// ask makes one call; prepare fills the request as a generated method does.
func ask(ctx context.Context, client *rest.Client, op *rest.Operation, prepare func(*rest.Request), options ...boxoffice.CallOption) (*thingResult, error) {
	var response boxoffice.Response
	req := client.Request(op, append(slices.Clip(options), boxoffice.WithResponse(&response)))
	if prepare != nil {
		prepare(req)
	}
	res, err := rest.Decode(ctx, req, decodeThing)
	if err == nil {
		res.Response = response
	}
	return res, err
}

// gather reads a list as a stream and keeps what comes.
func gather(ctx context.Context, client *rest.Client, into *[]thing) (response boxoffice.Response, err error) {
	req := client.Request(opGet("/things"), []boxoffice.CallOption{boxoffice.WithResponse(&response)})
	for element, err := range rest.Seq[thing](ctx, req) {
		if err != nil {
			return response, err
		}
		*into = append(*into, element)
	}
	return response, nil
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
