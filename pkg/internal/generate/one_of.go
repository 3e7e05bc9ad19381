package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// oneOfKey is where a prepared schema has the objects that it is one of.
const oneOfKey = "x-generate-one-of"

// oneOf is a schema whose values are objects of one of several types.
type oneOf struct {
	Name, Property string
	Variants       []variant

	refs openapi3.SchemaRefs
}

// variant is one of the types, by a value of the discriminator.
type variant struct {
	Value, Type, Field string
	New                string // the name of the constructor
}

// discriminate takes a oneOf away from oapi-codegen, whose types for it would need a
// third-party module.
func discriminate(s *openapi3.Schema) {
	property := s.Discriminator.PropertyName
	o := &oneOf{Property: property, refs: s.OneOf}
	values := map[string]string{} // the name of the schema
	for value, ref := range s.Discriminator.Mapping {
		values[value] = componentName(ref.Ref)
	}
	for _, ref := range s.OneOf {
		name := componentName(ref.Ref)
		if len(s.Discriminator.Mapping) == 0 {
			values[name] = name
		}
		field := codegen.SchemaNameToTypeName(property)
		if p := ref.Value.Properties[property]; p != nil {
			if given, ok := p.Value.Extensions["x-go-name"].(string); ok {
				field = given
			}
		}
		for _, value := range slices.Sorted(maps.Keys(values)) {
			if values[value] == name {
				o.Variants = append(o.Variants, variant{Value: value, Type: codegen.SchemaNameToTypeName(name), Field: field})
			}
		}
	}
	mark(s, oneOfKey, o)
	s.OneOf, s.Discriminator = nil, nil
	s.Type = &openapi3.Types{"object"}
	s.Properties = openapi3.Schemas{property: openapi3.NewSchemaRef("", openapi3.NewStringSchema())}
}

// variantsOf are the objects that a prepared schema is one of.
func variantsOf(s *openapi3.Schema) openapi3.SchemaRefs {
	if o, ok := s.Extensions[oneOfKey].(*oneOf); ok {
		return o.refs
	}
	return nil
}

// oneOf is what the template writes instead of a struct, nil for any other type.
func (v *view) oneOf(t codegen.TypeDefinition) (*oneOf, error) {
	if t.Schema.OAPISchema == nil {
		return nil, nil
	}
	found, ok := t.Schema.OAPISchema.Extensions[oneOfKey].(*oneOf)
	if !ok {
		return nil, nil
	}
	o := *found
	o.Name = t.TypeName
	o.Variants = slices.Clone(o.Variants)
	made := map[string]string{}
	for i := range o.Variants {
		one := &o.Variants[i]
		one.New = "New" + o.Name + codegen.SchemaNameToTypeName(one.Value)
		if other := made[one.New]; other != "" {
			return nil, fmt.Errorf("%s: the values %s and %s of %s would have one constructor, %s", o.Name, other, one.Value, o.Property, one.New)
		}
		made[one.New] = one.Value
	}
	return &o, nil
}

// Types are the types of the variants, each once, as links of a comment.
func (o *oneOf) Types() string {
	var links []string
	for _, one := range o.Variants {
		if link := "[" + one.Type + "]"; !slices.Contains(links, link) {
			links = append(links, link)
		}
	}
	return strings.Join(links, ", ")
}
