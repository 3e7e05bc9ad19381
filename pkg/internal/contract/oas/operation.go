package oas

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Find is the operation that a method and an escaped path, base path included,
// belong to, with the path values, unescaped; nil when there is none. A literal
// segment wins over a template: it comes first in the order of paths.
func (d *Document) Find(method, escapedPath string) (*Operation, map[string]string) {
	for _, base := range d.bases {
		rest, ok := strings.CutPrefix(escapedPath, base)
		if !ok || !strings.HasPrefix(rest, "/") {
			continue
		}
		segments := strings.Split(rest, "/")
		for _, op := range d.operations {
			if values, ok := op.match(segments); ok && op.Method == method {
				return op, values
			}
		}
	}
	return nil, nil
}

func (op *Operation) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(op.segments) {
		return nil, false
	}
	values := map[string]string{}
	for i, segment := range op.segments {
		given, err := url.PathUnescape(segments[i])
		if err != nil {
			return nil, false
		}
		if name, ok := template(segment); ok && given != "" {
			values[name] = given
		} else if given != segment {
			return nil, false
		}
	}
	return values, true
}

func template(segment string) (string, bool) {
	if strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}") {
		return segment[1 : len(segment)-1], true
	}
	return "", false
}

// Parameters are the operation's own and its path's, in the given place.
func (op *Operation) Parameters(in string) []*openapi3.Parameter {
	var found []*openapi3.Parameter
	for _, p := range op.Spec.Parameters {
		if p.Value.In == in {
			found = append(found, p.Value)
		}
	}
	for _, p := range op.Item.Parameters {
		if p.Value.In == in && op.Spec.Parameters.GetByInAndName(in, p.Value.Name) == nil {
			found = append(found, p.Value)
		}
	}
	return found
}

// Response is what the operation promises for a status, nil when it does not
// document it.
func (op *Operation) Response(status int) *openapi3.Response {
	ref := op.Spec.Responses.Value(strconv.Itoa(status))
	if ref == nil {
		ref = op.Spec.Responses.Default()
	}
	if ref == nil {
		return nil
	}
	return ref.Value
}

// CredentialHeaders are the headers that carry credentials in this document,
// by the name of their security scheme.
func (d *Document) CredentialHeaders() map[string]string {
	headers := map[string]string{}
	if d.T.Components == nil {
		return headers
	}
	for name, ref := range d.T.Components.SecuritySchemes {
		switch s := ref.Value; {
		case s.Type == "apiKey" && s.In == "header":
			headers[name] = http.CanonicalHeaderKey(s.Name)
		case s.Type == "apiKey" && s.In == "cookie":
			headers[name] = "Cookie"
		case s.Type != "apiKey":
			headers[name] = "Authorization"
		}
	}
	return headers
}

// CredentialKinds are the words that begin a credential in the header Authorization.
func (d *Document) CredentialKinds() (kinds []string) {
	if d.T.Components == nil {
		return nil
	}
	for _, ref := range d.T.Components.SecuritySchemes {
		if ref.Value.Type == "http" {
			kinds = append(kinds, ref.Value.Scheme)
		}
	}
	return kinds
}

// requirements are the operation's own, or those of the document.
func (op *Operation) requirements() openapi3.SecurityRequirements {
	if op.Spec.Security != nil {
		return *op.Spec.Security
	}
	return op.Document.T.Security
}

// keysInQuery describe the API keys that the operation takes in the query.
func (op *Operation) keysInQuery() (keys []*openapi3.Parameter) {
	for _, requirement := range op.requirements() {
		for name := range requirement {
			if ref := op.Document.T.Components.SecuritySchemes[name]; ref != nil && ref.Value.Type == "apiKey" && ref.Value.In == openapi3.ParameterInQuery {
				key := openapi3.NewQueryParameter(ref.Value.Name)
				keys = append(keys, key.WithSchema(openapi3.NewStringSchema().WithFormat("password")))
			}
		}
	}
	return keys
}
