package oas

import (
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// Query describes the operation's query parameters to a redactor, as the
// properties of an object.
func (op *Operation) Query() redact.Schema {
	return parameters(op.Parameters(openapi3.ParameterInQuery))
}

// PathValues describes the operation's path values in the same way.
func (op *Operation) PathValues() redact.Schema {
	return parameters(op.Parameters(openapi3.ParameterInPath))
}

// RequestBody describes the request body of a media type.
func (op *Operation) RequestBody(mediaType string) redact.Schema {
	if op.Spec.RequestBody == nil {
		return nil
	}
	return body(op.Spec.RequestBody.Value.Content, mediaType)
}

// ResponseBody describes the body of a response; nil for a status or media
// type that is not documented.
func (op *Operation) ResponseBody(status int, mediaType string) redact.Schema {
	response := op.Response(status)
	if response == nil {
		return nil
	}
	return body(response.Content, mediaType)
}

func body(content openapi3.Content, mediaType string) redact.Schema {
	m := content.Get(mediaType)
	if m == nil || m.Schema == nil {
		return nil
	}
	return view{schema: m.Schema.Value, xml: strings.HasSuffix(mediaType, "xml")}
}

type parameters []*openapi3.Parameter

func (parameters) Secret() bool                    { return false }
func (parameters) Placeholder(field string) string { return redact.Placeholder(field) }
func (parameters) Items() redact.Schema            { return nil }
func (list parameters) Property(name string) redact.Schema {
	for _, p := range list {
		if p.Name == name && p.Schema != nil && p.Schema.Value != nil {
			return view{schema: p.Schema.Value, example: p.Example}
		}
	}
	return nil
}

// view shows a schema to a redactor: the value as JSON, or as XML.
type view struct {
	schema  *openapi3.Schema
	xml     bool
	example any // of a parameter
}

func describe(ref *openapi3.SchemaRef, xml bool) redact.Schema {
	if ref == nil || ref.Value == nil {
		return nil // and not a view of nil
	}
	return view{schema: ref.Value, xml: xml}
}

// Secret reports the mark of a secret; for a number that is its Go type. A list
// of secrets is marked on its items.
func (v view) Secret() bool {
	return v.schema.Format == "password" || v.schema.Extensions["x-go-type"] == "boxoffice.SensitiveNumber"
}

// Placeholder is the ordinary one, or the documented example when a pattern or
// a length forbids that.
func (v view) Placeholder(field string) string {
	text := redact.Placeholder(field)
	if v.schema.VisitJSON(text) == nil {
		return text
	}
	for _, example := range []any{v.example, v.schema.Example} {
		switch other := example.(type) {
		case string:
			return other
		case float64: // of an id by a secret's name
			return strconv.FormatFloat(other, 'f', -1, 64)
		}
	}
	return text
}

func (v view) Items() redact.Schema { return describe(v.schema.Items, v.xml) }

func (v view) Property(name string) redact.Schema {
	if v.xml {
		if child, ok := childElement(v.schema, name); ok {
			return describe(child.schema, true)
		}
		return nil
	}
	if p := v.schema.Properties[name]; p != nil {
		return describe(p, false)
	}
	return describe(v.schema.AdditionalProperties.Schema, false)
}
