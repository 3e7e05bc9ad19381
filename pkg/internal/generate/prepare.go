package main

import (
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/util"
)

// freeKey marks a schema that says nothing of the value's form, so that its body is
// handed over and not dropped.
const freeKey = "x-generate-free"

// load reads a specification, prepares its schemas (oapi-codegen would need
// third-party modules for some of them), and writes the security that operations
// inherit from the document to each.
func load(spec string) (*openapi3.T, error) {
	doc, err := util.LoadSwagger(spec)
	if err != nil {
		return nil, err
	}
	p := preparation{}
	if doc.Components != nil {
		for _, name := range sorted(doc.Components.Schemas) {
			p.schema(doc.Components.Schemas[name])
		}
	}
	for _, path := range sorted(doc.Paths.Map()) {
		item := doc.Paths.Value(path)
		for _, op := range item.Operations() {
			p.operation(op)
			if op.Security == nil && doc.Security != nil {
				inherited := doc.Security
				op.Security = &inherited
			}
		}
	}
	return doc, nil
}

// preparation has the schemas that were prepared.
type preparation map[*openapi3.Schema]bool

func (p preparation) operation(op *openapi3.Operation) {
	if op.RequestBody != nil {
		p.content(op.RequestBody.Value.Content)
	}
	for _, response := range op.Responses.Map() {
		p.content(response.Value.Content)
	}
}

func (p preparation) content(content openapi3.Content) {
	for _, media := range content {
		p.schema(media.Schema)
	}
}

// schema prepares a schema and those below it.
func (p preparation) schema(ref *openapi3.SchemaRef) {
	if ref == nil || ref.Value == nil || p[ref.Value] {
		return
	}
	s := ref.Value
	p[s] = true
	for _, part := range below(s) {
		p.schema(part)
	}
	switch {
	case isFree(s):
		s.AdditionalProperties = openapi3.AdditionalProperties{}
		mark(s, "x-go-type", rawJSON)
		mark(s, freeKey, true)
	case theOne(s) != nil:
		s.AllOf, s.OneOf, s.AnyOf = openapi3.SchemaRefs{theOne(s)}, nil, nil
	case len(s.AllOf) > 0:
		compose(s)
	case len(s.OneOf) > 0 && s.Discriminator != nil:
		discriminate(s)
	case len(s.OneOf) > 0 && s.Discriminator != nil:
		discriminate(s)
	}
}

func mark(s *openapi3.Schema, key string, value any) {
	if s.Extensions == nil {
		s.Extensions = map[string]any{}
	}
	s.Extensions[key] = value
}

// isFree reports whether a schema says nothing of the form of its values, or only
// that they are objects.
func isFree(s *openapi3.Schema) bool {
	more := s.AdditionalProperties
	return (s.Type == nil || s.Type.Is("object")) && len(s.Properties) == 0 && s.Items == nil && len(s.Enum) == 0 &&
		len(s.AllOf)+len(s.OneOf)+len(s.AnyOf) == 0 && s.Extensions["x-go-type"] == nil &&
		(more.Has == nil || *more.Has) && (more.Schema == nil || more.Schema.Ref == "" && more.Schema.Value.IsEmpty())
}

// theOne is the schema that another one stands for: the way of OpenAPI 3.0 to say
// something beside a reference, such as that the value may be null.
func theOne(s *openapi3.Schema) *openapi3.SchemaRef {
	all := slices.Concat(s.AllOf, s.OneOf, s.AnyOf)
	if len(all) == 1 && all[0].Ref != "" && s.Discriminator == nil && len(s.Properties)+len(s.Required) == 0 {
		return all[0]
	}
	return nil
}

// compose writes the parts of an allOf into one object.
func compose(s *openapi3.Schema) {
	properties := maps.Clone(s.Properties)
	if properties == nil {
		properties = openapi3.Schemas{}
	}
	for _, part := range s.AllOf {
		maps.Copy(properties, part.Value.Properties)
		s.Required = append(s.Required, part.Value.Required...)
	}
	slices.Sort(s.Required)
	s.Required = slices.Compact(s.Required)
	s.Properties, s.AllOf, s.Type = properties, nil, &openapi3.Types{"object"}
}
