package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/assert"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Valid fails when an exchange on a tape is not what the specification says.
// kin-openapi checks parameters, bodies and headers; added here is what it lets
// pass: an address that is no documented server, a query parameter that is not
// documented, a credential on an operation that takes none, a status that is not
// documented, and a body where none is documented (a 204).
func Valid(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	newSuite(t, doc, cases).valid(t)
}

func (s suite) valid(t tester) {
	t.Helper()
	for _, file := range s.files(t) {
		interactions, err := vcr.Load(file)
		if !assert.NoError(t, err) {
			continue
		}
		for n, i := range interactions {
			assert.NoError(t, s.check(i), "%s, interaction %d", filepath.Base(file), n+1)
		}
	}
}

// operation is the operation an interaction belongs to.
func (s suite) operation(i *cassette.Interaction) (*oas.Operation, error) {
	u, err := url.Parse(i.Request.URL)
	if err != nil {
		return nil, err
	}
	op, _ := s.doc.Find(i.Request.Method, u.EscapedPath())
	if op == nil {
		return nil, fmt.Errorf("%s %s is no operation of the specification", i.Request.Method, u.EscapedPath())
	}
	return op, nil
}

// check is what is wrong with an interaction.
func (s suite) check(i *cassette.Interaction) error {
	req, err := http.NewRequestWithContext(context.Background(), i.Request.Method, i.Request.URL, strings.NewReader(i.Request.Body))
	if err != nil {
		return err
	}
	op, err := s.operation(i)
	if err != nil {
		return err
	}
	if i.Request.Headers != nil {
		req.Header = i.Request.Headers.Clone()
	}
	_, values := s.doc.Find(req.Method, req.URL.EscapedPath())
	input := &openapi3filter.RequestValidationInput{
		Request: req, PathParams: values,
		Route: &routers.Route{Spec: s.doc.T, Server: s.doc.T.Servers[0], Path: op.Path, PathItem: op.Item, Method: op.Method, Operation: op.Spec},
		Options: &openapi3filter.Options{
			MultiError: true, IncludeResponseStatus: true, RejectWhenRequestBodyNotSpecified: true, SkipSettingDefaults: true,
			AuthenticationFunc: func(_ context.Context, in *openapi3filter.AuthenticationInput) error {
				return authenticates(req, oas.SchemeOf(in.SecurityScheme))
			},
		},
	}
	input.Options.ExcludeRequestBody = redact.IsDigest(i.Request.Body)
	return errors.Join(
		s.checkOrigin(req.URL),
		checkQuery(op, req.URL.Query()),
		s.checkCredentials(op, req),
		openapi3filter.ValidateRequest(context.Background(), input),
		checkResponse(op, input, i.Response),
	)
}

func checkResponse(op *oas.Operation, input *openapi3filter.RequestValidationInput, r cassette.Response) error {
	documented := op.Response(r.Code)
	if documented != nil && len(documented.Content) == 0 && r.Body != "" {
		return fmt.Errorf("the answer %d has a body and none is documented", r.Code)
	}
	options := *input.Options
	if redact.IsDigest(r.Body) {
		options.ExcludeResponseBody = true
		if documented != nil && documented.Content.Get(mediaTypeOf(r)) == nil {
			return fmt.Errorf("the answer %d is %s, which is not documented", r.Code, mediaTypeOf(r))
		}
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: r.Code, Header: r.Headers,
		Body: io.NopCloser(bytes.NewReader([]byte(r.Body))), Options: &options,
	})
}

var serverVariable = regexp.MustCompile(`\\\{[^}]*\\\}`)

func (s suite) checkOrigin(u *url.URL) error {
	for _, server := range s.doc.T.Servers {
		// A variable stands for one label of the host or one segment of the path.
		pattern := serverVariable.ReplaceAllString(regexp.QuoteMeta(server.URL), `[^./]+`)
		if regexp.MustCompile(`^` + pattern + `(/|$)`).MatchString(u.Scheme + "://" + u.Host + u.EscapedPath()) {
			return nil
		}
	}
	return errors.New("the address is no documented server's")
}

func checkQuery(op *oas.Operation, query url.Values) error {
	documented := op.Query()
	var errs []error
	for name := range query {
		if documented.Property(name) == nil {
			errs = append(errs, fmt.Errorf("query parameter %s is not documented", name))
		}
	}
	return errors.Join(errs...)
}

// checkCredentials fails when a credential is where the operation takes none. The
// function authenticates checks that a needed one is there.
func (s suite) checkCredentials(op *oas.Operation, req *http.Request) error {
	var errs []error
	taken, reported := op.CredentialPlaces(), map[scheme.Place]bool{}
	for _, each := range s.doc.Schemes() {
		place := each.Place()
		if !taken[place] && !reported[place] && place.Of(req) != "" {
			errs = append(errs, fmt.Errorf("%s is a credential and the operation takes none", place))
			reported[place] = true
		}
	}
	return errors.Join(errs...)
}

// authenticates checks the trace that a credential left on tape.
func authenticates(req *http.Request, s scheme.Scheme) error {
	switch {
	case s.Of(req) != "":
		return nil
	case s.Kind() == "":
		return fmt.Errorf("there is no API key in the %s", s.Place())
	}
	return fmt.Errorf("there is no %s credential", s.Kind())
}
