package main

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// shape is a schema as the pages show it.
type shape struct {
	Type   string // in words, such as "list of"
	Model  string // the named schema that the words end with, "" when none
	Fields []field
}

// field is a parameter, a header or a property.
type field struct {
	Name, Type, Model string
	Description       template.HTML
	Required          bool
	Labels            []label
	Facts             []fact
	Fields            []field // those of an object or of a list's elements
	Deeper            string  // the model whose fields are not repeated here
}

// model is a named schema.
type model struct {
	Name        string
	Description template.HTML
	Shape       shape
	Facts       []fact
	Labels      []label
	UsedBy      []*operation
	UsedIn      []string // other models
}

const models = "#/components/schemas/"

// deepest is how many levels of fields a page shows below a body; what is
// deeper is on the page of the models.
const deepest = 3

// shape reads a schema. above are the models that it is part of.
func (v *vendor) shape(ref *openapi3.SchemaRef, above []string) (shape, error) {
	var s shape
	s.Type, s.Model = typeWords(ref)
	inner := ref
	for next := inside(inner); next != nil; next = inside(inner) {
		if name := modelName(inner); name != "" {
			above = append(slices.Clone(above), name)
		}
		inner = next
	}
	if name := modelName(inner); name != "" {
		if slices.Contains(above, name) || len(above) >= deepest {
			return s, nil
		}
		above = append(slices.Clone(above), name)
	}
	s.Fields = variants(inner.Value)
	properties, required := together(inner.Value)
	for _, name := range names(v.order, properties) {
		f, err := v.property(name, properties[name], slices.Contains(required, name), above)
		if err != nil {
			return s, fmt.Errorf("%s: %w", name, err)
		}
		s.Fields = append(s.Fields, f)
	}
	slices.SortStableFunc(s.Fields, requiredFirst)
	return s, nil
}

func requiredFirst(a, b field) int {
	rank := func(f field) int {
		if f.Required {
			return 0
		}
		return 1
	}
	return cmp.Compare(rank(a), rank(b))
}

func (v *vendor) property(name string, ref *openapi3.SchemaRef, required bool, above []string) (field, error) {
	s, err := v.shape(ref, above)
	if err != nil {
		return field{}, err
	}
	f := field{Name: name, Type: s.Type, Model: s.Model, Required: required, Fields: s.Fields}
	if s.Model != "" && len(s.Fields) == 0 && hasFields(innermost(ref)) {
		f.Deeper = s.Model
	}
	f.Description = v.text.html(ref.Value.Description, "")
	f.Facts = facts(ref.Value)
	f.Labels, err = labels(ref.Value, ref.Extensions)
	return f, err
}

func (v *vendor) parameter(p *openapi3.Parameter) (field, error) {
	f, err := v.property(p.Name, p.Schema, p.Required, nil)
	if err != nil {
		return f, err
	}
	if p.Description != "" {
		f.Description = v.text.html(p.Description, "")
	}
	more, err := labels(&openapi3.Schema{Deprecated: p.Deprecated, Extensions: p.Extensions}, nil)
	f.Labels = append(f.Labels, more...)
	if words := listForm(p); words != "" {
		f.Facts = append(f.Facts, fact{Name: words})
	}
	if value, ok := exampleOf(p); ok && p.Example != nil {
		f.Facts = append(f.Facts, fact{"example", []string{plain(value)}})
	}
	return f, err
}

// typeWords says a schema's type, and which model the words end with.
func typeWords(ref *openapi3.SchemaRef) (words, model string) {
	if name := modelName(ref); name != "" {
		return "", name
	}
	s := ref.Value
	switch one := theOne(s); {
	case one != nil:
		return typeWords(one)
	case len(s.OneOf) > 0:
		return "one of several objects", ""
	case len(s.AllOf) > 0:
		return "object", ""
	case s.Items != nil:
		words, model = typeWords(s.Items)
		return join("list of", words), model
	case s.AdditionalProperties.Schema != nil && len(s.Properties) == 0:
		words, model = typeWords(s.AdditionalProperties.Schema)
		return join("object whose values are", words), model
	case s.Type == nil || len(*s.Type) == 0:
		return "any value", ""
	}
	words = strings.Join(*s.Type, " or ")
	switch {
	case s.Format == "password":
	case s.Extensions["x-go-type"] == "json.Number":
		words = "decimal"
	case s.Format != "":
		words += " (" + s.Format + ")"
	}
	return words, ""
}

func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

func modelName(ref *openapi3.SchemaRef) string {
	name, ok := strings.CutPrefix(ref.Ref, models)
	if !ok {
		return ""
	}
	return name
}

// innermost is the schema of a list's elements or a map's values.
func innermost(ref *openapi3.SchemaRef) *openapi3.Schema {
	if next := inside(ref); next != nil {
		return innermost(next)
	}
	return ref.Value
}
