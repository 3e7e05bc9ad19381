package main

import (
	"cmp"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// inside is the schema of a list's elements or a map's values, or the one that a
// schema stands for, nil for any other schema.
func inside(ref *openapi3.SchemaRef) *openapi3.SchemaRef {
	s := ref.Value
	if one := theOne(s); one != nil {
		return one
	}
	return cmp.Or(s.Items, s.AdditionalProperties.Schema)
}

// theOne is the schema that another one stands for, to say something beside a
// reference, nil for any other schema.
func theOne(s *openapi3.Schema) *openapi3.SchemaRef {
	all := slices.Concat(s.AllOf, s.OneOf, s.AnyOf)
	if len(all) == 1 && s.Discriminator == nil && len(s.Properties) == 0 {
		return all[0]
	}
	return nil
}

// together are the properties of an object and of its parts, and which of them are
// required.
func together(s *openapi3.Schema) (properties openapi3.Schemas, required []string) {
	properties, required = maps.Clone(s.Properties), slices.Clone(s.Required)
	if properties == nil {
		properties = openapi3.Schemas{}
	}
	for _, part := range s.AllOf {
		more, needed := together(part.Value)
		maps.Copy(properties, more)
		required = append(required, needed...)
	}
	return properties, required
}

// variants are the objects that a schema is one of, as fields: each by the value of
// the discriminator that says so.
func variants(s *openapi3.Schema) (fields []field) {
	if s.Discriminator == nil {
		return nil
	}
	property := s.Discriminator.PropertyName
	for _, one := range s.OneOf {
		model := modelName(one)
		properties, _ := together(one.Value)
		if tells := properties[property]; tells != nil {
			for _, value := range tells.Value.Enum {
				fields = append(fields, field{Name: property + ": " + plain(value), Model: model, Deeper: model})
			}
		}
	}
	return fields
}

func hasFields(s *openapi3.Schema) bool {
	properties, _ := together(s)
	return len(properties)+len(s.OneOf) > 0
}
