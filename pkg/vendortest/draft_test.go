package vendortest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// draft is a request that fits the specification, made from the documented
// examples, to be spoilt in one place.
type draft struct {
	method, path string
	query        url.Values
	header       http.Header
	body         []byte
}

func (d draft) send(t *testing.T, s *Server) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), d.method, s.URL()+d.path, bytes.NewReader(d.body))
	if err != nil {
		t.Fatal(err)
	}
	req.URL.RawQuery = d.query.Encode()
	req.Header = d.header
	resp, err := s.HTTPClient().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return resp, body
}

// draftFor has everything that the operation documents, what is optional too.
func draftFor(s *spec, op *operation) draft {
	d := draft{method: op.method, path: op.path, query: url.Values{}, header: http.Header{}}
	for _, p := range op.Parameters {
		if p.isStyled() {
			d = d.with(p)
			continue
		}
		texts := p.example()
		if len(texts) == 0 {
			texts = (&parameter{In: p.In, Explode: p.Explode, Schema: p.Schema, Example: made(p.Schema)}).example()
		}
		for _, text := range texts {
			switch p.In {
			case "path":
				d.path = strings.ReplaceAll(d.path, "{"+p.Name+"}", url.PathEscape(text))
			case "query":
				d.query.Add(p.Name, text)
			case "header":
				d.header.Add(p.Name, text)
			}
		}
	}
	d.path = s.bases[0] + d.path
	if op.RequestBody != nil {
		mediaType := mediaTypes(op.RequestBody.Content)[0]
		m := op.RequestBody.Content[mediaType]
		d.header.Set("Content-Type", mediaType)
		if d.body = m.sample(mediaType); d.body == nil {
			d.body = madeBody(mediaType, m.Schema)
		}
	}
	if len(op.requirements) > 0 {
		for name := range op.requirements[0] {
			d.authenticate(s.schemes[name])
		}
	}
	return d
}

// with writes a parameter that is styled as package rest does.
func (d draft) with(p *parameter) draft {
	style := p.style()
	if p.json {
		style = "json"
	}
	r := (&rest.Client{}).Request(&rest.Operation{Path: "{" + p.Name + "}"}, nil)
	r.SetParameter(rest.Parameter{In: p.In, Name: p.Name, Style: style, Explode: p.exploded()}, made(p.Schema))
	if p.In == "path" {
		d.path = strings.ReplaceAll(d.path, "{"+p.Name+"}", r.Path)
	}
	query, _ := url.ParseQuery(r.Query)
	maps.Copy(d.query, query)
	for _, name := range []string{p.Name, "Cookie"} {
		if value := r.Header.Get(name); value != "" {
			d.header.Set(name, strings.TrimPrefix(d.header.Get(name)+"; "+value, "; "))
		}
	}
	return d
}

func (d draft) authenticate(s scheme.Scheme) {
	switch {
	case s.In == "query":
		d.query.Set(s.Name, "example-api-key")
	case s.In == "cookie":
		d.header.Set("Cookie", s.Name+"=example-api-key")
	case s.Type == "apiKey":
		d.header.Set(s.Name, "example-api-key")
	case s.Scheme == "basic":
		d.header.Set("Authorization", "Basic dXNlcjpzZWNyZXQ=")
	default:
		d.header.Set("Authorization", cmp.Or(s.Scheme, "Bearer")+" example-access-token")
	}
}

// made is a value that fits a schema without an example. Lists have two items.
func made(s *schema) any {
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == "array":
		return []any{made(s.Items), made(s.Items)}
	case s.additional != nil:
		return map[string]any{"example": made(s.additional)}
	case s.Type == "object":
		object := map[string]any{}
		for _, name := range s.Required {
			object[name] = made(s.Properties[name])
		}
		return object
	case s.Type == "integer", s.Type == "number":
		return json.Number("1")
	case s.Type == "boolean":
		return true
	case s.Format == "date-time":
		return "2020-01-31T12:00:00Z"
	case s.Format == "date":
		return "2020-01-31"
	case s.Format == "uuid":
		return "f47ac10b-58cc-4372-a567-0e02b2c3d479"
	}
	return "text"
}

// madeBody is a body of a media type without an example.
func madeBody(mediaType string, s *schema) []byte {
	text, _ := json.Marshal(made(s))
	switch {
	case isJSON(mediaType):
		return text
	case isForm(mediaType):
		return formOf(text)
	}
	return []byte("text")
}

func isForm(mediaType string) bool { return mediaType == "application/x-www-form-urlencoded" }
