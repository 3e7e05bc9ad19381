package probe_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// styled is a row of the table of style examples in the specification OpenAPI 3.0.3,
// and what a parameter named color then is. An empty text is a cell without a value.
type styled struct {
	in, style           string
	explode             bool
	plain, list, object string
	empty               string
}

// The table is of OpenAPI 3.0.3. Two cells of the label follow RFC 6570 instead, which
// the table refers to and which version 3.0.4 corrects them to.
var styleTable = []styled{
	{in: "path", style: "matrix", empty: ";color", plain: ";color=blue", list: ";color=blue,black,brown", object: ";color=R,100,G,200,B,150"},
	{in: "path", style: "matrix", explode: true, empty: ";color", plain: ";color=blue", list: ";color=blue;color=black;color=brown", object: ";R=100;G=200;B=150"},
	{in: "path", style: "label", plain: ".blue", list: ".blue,black,brown", object: ".R,100,G,200,B,150"},
	{in: "path", style: "label", explode: true, plain: ".blue", list: ".blue.black.brown", object: ".R=100.G=200.B=150"},
	{in: "path", style: "simple", plain: "blue", list: "blue,black,brown", object: "R,100,G,200,B,150"},
	{in: "path", style: "simple", explode: true, plain: "blue", list: "blue,black,brown", object: "R=100,G=200,B=150"},
	{in: "header", style: "simple", plain: "blue", list: "blue,black,brown", object: "R,100,G,200,B,150"},
	{in: "header", style: "simple", explode: true, plain: "blue", list: "blue,black,brown", object: "R=100,G=200,B=150"},
	{in: "query", style: "form", empty: "color=", plain: "color=blue", list: "color=blue,black,brown", object: "color=R,100,G,200,B,150"},
	{in: "query", style: "form", explode: true, empty: "color=", plain: "color=blue", list: "color=blue&color=black&color=brown", object: "R=100&G=200&B=150"},
	{in: "query", style: "spaceDelimited", list: "color=blue%20black%20brown", object: "color=R%20100%20G%20200%20B%20150"},
	{in: "query", style: "pipeDelimited", list: "color=blue|black|brown", object: "color=R|100|G|200|B|150"},
	{in: "query", style: "deepObject", explode: true, object: "color[R]=100&color[G]=200&color[B]=150"},
	{in: "cookie", style: "form", plain: "color=blue", list: "color=blue,black,brown", object: "color=R,100,G,200,B,150"},
	{in: "cookie", style: "form", explode: true, plain: "color=blue"},
}

type rgb struct {
	R int64 `json:"R"`
	G int64 `json:"G"`
	B int64 `json:"B"`
}

var colours = map[string]struct {
	schema string
	right  any
	wrong  any
}{
	"plain": {`{"type":"string","enum":["blue"]}`, "blue", "red"},
	"list":  {`{"type":"array","minItems":3,"maxItems":3,"items":{"type":"string","enum":["blue","black","brown"]}}`, []string{"blue", "black", "brown"}, []string{"blue", "black", "red"}},
	"object": {`{"type":"object","required":["R","G","B"],"additionalProperties":false,"properties":{
		"R":{"type":"integer","minimum":100,"maximum":100},"G":{"type":"integer","minimum":200,"maximum":200},"B":{"type":"integer","minimum":150,"maximum":150}}}`, rgb{100, 200, 150}, rgb{100, 200, 151}},
	"empty": {`{"type":"string","maxLength":0}`, "", "red"},
}

// sentStyle is a parameter that a row and a kind of value make.
type sentStyle struct {
	id, path, want string
	parameter      rest.Parameter
	right, wrong   any
}

// stylesDocument has an operation for each.
func stylesDocument() (document string, all []sentStyle) {
	var paths []string
	for n, row := range styleTable {
		for kind, want := range map[string]string{"plain": row.plain, "list": row.list, "object": row.object, "empty": row.empty} {
			if want == "" {
				continue
			}
			id := fmt.Sprintf("get%d%s", n, kind)
			s := sentStyle{
				id: id, path: "/" + id, want: want, right: colours[kind].right, wrong: colours[kind].wrong,
				parameter: rest.Parameter{In: row.in, Name: "color", Style: row.style, Explode: row.explode},
			}
			if row.in == "path" {
				s.path += "/{color}"
			}
			all = append(all, s)
			allowEmpty := ""
			if kind == "empty" && row.in == "query" {
				allowEmpty = `,"allowEmptyValue":true`
			}
			paths = append(paths, fmt.Sprintf(`%q:{"get":{"operationId":%q,"parameters":[{"name":"color","in":%q,"required":%t,"style":%q,"explode":%t%s,"schema":%s}],"responses":{"204":{"description":"Done."},"400":{"description":"Wrong."}}}}`,
				s.path, id, row.in, kind != "empty" || row.in == "path", row.style, row.explode, allowEmpty, colours[kind].schema))
		}
	}
	return `{"openapi":"3.0.3","info":{"title":"Styles","version":"1"},"paths":{` + strings.Join(paths, ",") + `}}`, all
}

// reader is a server that keeps the last request, and has kin-openapi and a fake read
// it.
type reader struct {
	spec *openapi3.T
	fake *vendortest.Server
	last *http.Request
	kin  error
}

func (r *reader) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.last = req
	first, value, _ := strings.Cut(strings.TrimPrefix(req.URL.Path, "/"), "/")
	for path, item := range r.spec.Paths.Map() {
		if path == "/"+first || strings.HasPrefix(path, "/"+first+"/") {
			r.kin = openapi3filter.ValidateRequest(req.Context(), &openapi3filter.RequestValidationInput{
				Request: req, PathParams: map[string]string{"color": value},
				Route: &routers.Route{Spec: r.spec, Path: path, PathItem: item, Method: req.Method, Operation: item.Get},
			})
		}
	}
	r.fake.ServeHTTP(w, req)
}

func newReader(t *testing.T, document string) (*reader, *rest.Client) {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(document))
	require.NoError(t, err)
	fake, err := vendortest.Start(vendortest.Document{Name: "styles", Spec: func() ([]byte, error) { return []byte(document), nil }}, vendortest.InMemory())
	require.NoError(t, err)
	t.Cleanup(fake.Close)
	r := &reader{spec: doc, fake: fake}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	client, err := transport.New(transport.Config{Vendor: "styles", Server: "https://styles.test"}, boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	return r, client
}

func (s sentStyle) send(t *testing.T, c *rest.Client, value any) error {
	t.Helper()
	req := c.Request(&rest.Operation{ID: s.id, Method: http.MethodGet, Path: s.path, Repeatable: true, Successes: []int{204}}, nil)
	req.SetParameter(s.parameter, value)
	return rest.Send(t.Context(), req)
}

// got is where the parameter is in a request.
func (s sentStyle) got(r *http.Request) string {
	switch s.parameter.In {
	case "path":
		return strings.TrimPrefix(r.URL.EscapedPath(), "/"+s.id+"/")
	case "query":
		return strings.NewReplacer("%5B", "[", "%5D", "]", "%7C", "|").Replace(r.URL.RawQuery)
	case "cookie":
		return r.Header.Get("Cookie")
	}
	return r.Header.Get(s.parameter.Name)
}

func TestEveryStyleIsSentAsTheSpecificationShowsAndReadByOthers(t *testing.T) {
	document, all := stylesDocument()
	reader, client := newReader(t, document)
	violations := 0
	for _, s := range all {
		name := fmt.Sprintf("%s %s explode=%t %T", s.parameter.In, s.parameter.Style, s.parameter.Explode, s.right)
		require.NoError(t, s.send(t, client, s.right), name)
		assert.Equal(t, s.want, s.got(reader.last), name)
		if s.want != ";color" { // which kin-openapi does not read
			assert.NoError(t, reader.kin, name)
		}
		assert.Len(t, reader.fake.Violations(), violations, name)
		require.Error(t, s.send(t, client, s.wrong), name)
		assert.Error(t, reader.kin, name)
		assert.Greater(t, len(reader.fake.Violations()), violations, "the fake takes another value of %s", name)
		violations = len(reader.fake.Violations())
	}
	assert.Equal(t, 43, len(all)) //nolint:testifylint // Len prints all of them
}

func TestADocumentInAParameterIsJSON(t *testing.T) {
	var paths []string
	for _, in := range []string{"query", "header"} {
		paths = append(paths, fmt.Sprintf(`"/%s":{"get":{"operationId":%q,"parameters":[{"name":"color","in":%q,"required":true,"content":{"application/json":{"schema":%s}}}],"responses":{"204":{"description":"Done."},"400":{"description":"Wrong."}}}}`, in, in, in, colours["object"].schema))
	}
	reader, client := newReader(t, `{"openapi":"3.0.3","info":{"title":"Styles","version":"1"},"paths":{`+strings.Join(paths, ",")+`}}`)
	for _, in := range []string{"query", "header"} {
		s := sentStyle{id: in, path: "/" + in, parameter: rest.Parameter{In: in, Name: "color", Style: "json"}}
		require.NoError(t, s.send(t, client, &rgb{100, 200, 150}), in)
		assert.NoError(t, reader.kin, in)
		text := reader.last.Header.Get("color")
		if in == "query" {
			text = reader.last.URL.Query().Get("color")
		}
		var read rgb
		require.NoError(t, json.Unmarshal([]byte(text), &read))
		assert.Equal(t, rgb{100, 200, 150}, read)
		require.Error(t, s.send(t, client, rgb{}), in)
		assert.Error(t, reader.kin, in)
	}
}

// A text with a character that separates the elements would be read as two elements.
func TestATextThatWouldBeReadAsAnotherValueIsRefused(t *testing.T) {
	t.Parallel()
	_, client := newReader(t, `{"openapi":"3.0.3","info":{"title":"None","version":"1"},"paths":{}}`)
	for _, c := range []struct {
		p     rest.Parameter
		value any
	}{
		{rest.Parameter{In: "header", Style: "simple"}, []string{"a,b"}},
		{rest.Parameter{In: "header", Style: "simple"}, map[string]string{"a": "b,c"}},
		{rest.Parameter{In: "header", Style: "simple"}, []string{"a\r\nX-Other: b"}},
		{rest.Parameter{In: "header", Style: "json"}, []string{"\xff"}},
		{rest.Parameter{In: "cookie", Style: "form"}, "a; other=b"},
		{rest.Parameter{In: "cookie", Style: "form"}, "a b"},
		{rest.Parameter{In: "cookie", Style: "form"}, []string{"a,b"}},
		{rest.Parameter{In: "cookie", Style: "form"}, "a\r\nX-Other: b"},
		{rest.Parameter{In: "query", Style: "pipeDelimited"}, []string{"a|b"}},
		{rest.Parameter{In: "query", Style: "spaceDelimited"}, []string{"a b"}},
		{rest.Parameter{In: "query", Style: "form"}, "\xff"},
		{rest.Parameter{In: "query", Style: "form"}, []boxoffice.Decimal{"x"}},
		{rest.Parameter{In: "path", Style: "simple"}, []string{".."}},
		{rest.Parameter{In: "path", Style: "simple"}, []string{}},
		{rest.Parameter{In: "path", Style: "simple"}, (*rgb)(nil)},
		{rest.Parameter{In: "path", Style: "label"}, ""},
		{rest.Parameter{In: "path", Style: "label", Explode: true}, []string{"", ""}},
	} {
		c.p.Name = "color"
		req := client.Request(&rest.Operation{ID: "get", Path: "/{color}"}, nil)
		req.SetParameter(c.p, c.value)
		err := rest.Send(t.Context(), req)
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, "%+v %q", c.p, c.value)
		require.ErrorContains(t, err, "color")
	}
}

func TestWhatIsNilOrEmptyIsNotSent(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"query", "header", "cookie"} {
		for _, value := range []any{nil, (*string)(nil), (*rgb)(nil), []string(nil), []string{}, map[string]string{}} {
			req := (&rest.Client{}).Request(&rest.Operation{}, nil)
			req.SetParameter(rest.Parameter{In: in, Name: "color", Style: "form"}, value)
			assert.Empty(t, req.Query)
			assert.Empty(t, req.Header.Get("color")+req.Header.Get("Cookie"))
		}
	}
}
