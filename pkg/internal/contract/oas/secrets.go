package oas

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// Query describes the operation's query parameters to a redactor, as the
// properties of an object. API keys are among them.
func (op *Operation) Query() redact.Schema {
	return parameters{op.Document, append(op.Parameters(openapi3.ParameterInQuery), op.keysIn(openapi3.ParameterInQuery)...)}
}

// Cookies describes the operation's cookies in the same way.
func (op *Operation) Cookies() redact.Schema {
	return parameters{op.Document, append(op.Parameters(openapi3.ParameterInCookie), op.keysIn(openapi3.ParameterInCookie)...)}
}

// PathValues describes the operation's path values in the same way.
func (op *Operation) PathValues() redact.Schema {
	return parameters{op.Document, op.Parameters(openapi3.ParameterInPath)}
}

// RequestBody describes the request body of a media type.
func (op *Operation) RequestBody(mediaType string) redact.Schema {
	if op.Spec.RequestBody == nil {
		return nil
	}
	return body(op.Document, op.Spec.RequestBody.Value.Content, mediaType)
}

// ResponseBody describes the body of a response; nil for a status or media
// type that is not documented.
func (op *Operation) ResponseBody(status int, mediaType string) redact.Schema {
	response := op.Response(status)
	if response == nil {
		return nil
	}
	return body(op.Document, response.Content, mediaType)
}

// body describes a body of the media type. One that calls itself another kind of
// JSON or XML than is documented, or nothing at all, is described by the
// documented kind.
func body(doc *Document, content openapi3.Content, mediaType string) redact.Schema {
	m := content.Get(mediaType)
	for _, suffix := range []string{"json", "xml"} {
		for _, documented := range slices.Sorted(maps.Keys(content)) {
			if m == nil && strings.HasSuffix(documented, suffix) && (strings.HasSuffix(mediaType, suffix) || mediaType == "" && suffix == "json") {
				m = content[documented]
			}
		}
	}
	if m == nil {
		return nil
	}
	schema := &openapi3.Schema{} // anything
	if m.Schema != nil {
		schema = m.Schema.Value
	}
	return view{doc: doc, schema: schema, xml: strings.HasSuffix(mediaType, "xml")}
}

type parameters struct {
	doc  *Document
	list []*openapi3.Parameter
}

func (parameters) Secret() bool                    { return false }
func (parameters) Placeholder(field string) string { return redact.Placeholder(field) }
func (parameters) Items() redact.Schema            { return nil }
func (parameters) Describes(any) bool              { return true }
func (all parameters) Property(name string) redact.Schema {
	for _, p := range all.list {
		switch {
		case p.Schema == nil || p.Schema.Value == nil:
			if p.Name == name && len(p.Content) > 0 { // a document, as text
				return view{doc: all.doc, schema: openapi3.NewStringSchema()}
			}
		case p.Name == name:
			return view{doc: all.doc, schema: p.Schema.Value, example: p.Example}
		case p.In == openapi3.ParameterInQuery && p.Schema.Value.Type.Is(openapi3.TypeObject):
			if property := propertyOf(p, name); property != "" {
				if found := (view{doc: all.doc, schema: p.Schema.Value}).Property(property); found != nil {
					return found
				}
			}
		}
	}
	return nil
}

// propertyOf is the property of an object in the query that a name stands for, "" for
// none.
func propertyOf(p *openapi3.Parameter, name string) string {
	if p.Style == openapi3.SerializationDeepObject {
		inner, ok := strings.CutPrefix(name, p.Name+"[")
		if inner, closed := strings.CutSuffix(inner, "]"); ok && closed {
			return inner
		}
		return ""
	}
	if p.Explode != nil && !*p.Explode {
		return ""
	}
	return name
}

// view shows a schema to a redactor: the value as JSON, or as XML.
type view struct {
	doc     *Document
	schema  *openapi3.Schema
	xml     bool
	example any // of a parameter
}

func (v view) describe(ref *openapi3.SchemaRef) redact.Schema {
	if ref == nil || ref.Value == nil {
		return nil // and not a view of nil
	}
	return view{doc: v.doc, schema: ref.Value, xml: v.xml}
}

// Secret reports the mark of a secret; for a number that is its Go type. A list
// of secrets is marked on its items.
func (v view) Secret() bool {
	return slices.ContainsFunc(Parts(v.schema), func(s *openapi3.Schema) bool {
		return s.Format == "password" || s.Extensions["x-go-type"] == "boxoffice.SensitiveNumber"
	})
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

// free reports whether the schema says of a value of this type only that there is
// one: it has no type, or is that of an object or a list without more.
func (v view) free(kind string) bool {
	s := v.schema
	if s.Type != nil && !s.Type.Is(kind) || len(s.AllOf)+len(s.OneOf)+len(s.AnyOf) > 0 {
		return false
	}
	switch kind {
	case openapi3.TypeObject:
		return len(s.Properties) == 0 && s.AdditionalProperties.Schema == nil && (s.AdditionalProperties.Has == nil || *s.AdditionalProperties.Has)
	case openapi3.TypeArray:
		return s.Items == nil
	}
	return s.Type == nil
}

func (v view) Items() redact.Schema {
	if v.free(openapi3.TypeArray) {
		return v
	}
	return v.each(func(s *openapi3.Schema) *openapi3.SchemaRef { return s.Items })
}

// Property is what is described under the name. In a free object that is what the
// examples show under it.
func (v view) Property(name string) redact.Schema {
	if v.xml {
		child, _ := childElement(v.schema, name)
		return v.describe(child.schema)
	}
	if found := v.each(func(s *openapi3.Schema) *openapi3.SchemaRef { return s.Properties[name] }); found != nil {
		return found
	}
	if found := v.each(func(s *openapi3.Schema) *openapi3.SchemaRef { return s.AdditionalProperties.Schema }); found != nil {
		return found
	}
	open := v.schema.AdditionalProperties.Has != nil && *v.schema.AdditionalProperties.Has
	if (open || v.free(openapi3.TypeObject)) && v.doc.ShowsUnder("", name) {
		return view{doc: v.doc, schema: &openapi3.Schema{}}
	}
	return nil
}

// each is what the schema, or the schemas that it is made of, have in a place. Where
// several have something there, the value is described by any of them.
func (v view) each(in func(*openapi3.Schema) *openapi3.SchemaRef) redact.Schema {
	var found openapi3.SchemaRefs
	for _, part := range Parts(v.schema) {
		if ref := in(part); ref != nil && ref.Value != nil {
			found = append(found, ref)
		}
	}
	switch len(found) {
	case 0:
		return nil // and not a view of nil
	case 1:
		return v.describe(found[0])
	}
	return v.describe(&openapi3.SchemaRef{Value: &openapi3.Schema{AnyOf: found}})
}

// Describes reports whether the value is of the schema's type. Of a free value
// that is what the examples show.
func (v view) Describes(value any) bool {
	if parts := Parts(v.schema); len(parts) > 1 {
		return slices.ContainsFunc(parts[1:], func(part *openapi3.Schema) bool {
			return len(part.AllOf)+len(part.OneOf)+len(part.AnyOf) == 0 && view{doc: v.doc, schema: part, xml: v.xml}.Describes(value)
		})
	}
	switch value := value.(type) {
	case string:
		if v.schema.Type == nil {
			return value == "" || v.doc.Shows(value)
		}
		if v.xml {
			return v.describesText(value)
		}
		return v.schema.Type.Is(openapi3.TypeString)
	case json.Number:
		if v.schema.Type == nil {
			return v.doc.Shows(value.String())
		}
		return v.schema.Type.Is(openapi3.TypeInteger) || v.schema.Type.Is(openapi3.TypeNumber)
	}
	return true
}

// describesText is Describes for the text of an XML element.
func (v view) describesText(text string) bool {
	switch {
	case v.schema.Type.Is(openapi3.TypeInteger), v.schema.Type.Is(openapi3.TypeNumber):
		return text == "" || json.Valid([]byte(text))
	case v.schema.Type.Is(openapi3.TypeBoolean):
		_, err := strconv.ParseBool(text)
		return text == "" || err == nil
	}
	return text == "" || v.schema.Type.Is(openapi3.TypeString)
}
