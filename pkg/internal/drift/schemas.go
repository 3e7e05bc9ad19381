package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// comparison is one run of compare.
type comparison struct {
	found *findings
	names map[*openapi3.Schema]string // of our components
	seen  map[[2]*openapi3.Schema]bool
}

// schemaNames are the names of a document's component schemas.
func schemaNames(doc *openapi3.T) map[*openapi3.Schema]string {
	names := map[*openapi3.Schema]string{}
	for name, ref := range doc.Components.Schemas {
		names[ref.Value] = name
	}
	return names
}

// schemas compares a schema of ours with the published one. A difference inside one of
// our components is reported for the component, wherever it is used. When the published
// schema is something else altogether, the difference is reported for the place that
// uses the component.
func (c *comparison) schemas(at place, marks map[string]any, what string, ours, theirs *openapi3.SchemaRef) {
	if ours.Value == nil || theirs.Value == nil {
		return
	}
	if ours.Value.Extensions["x-differs"] != nil {
		marks = ours.Value.Extensions
	}
	own, their := flattened(ours), flattened(theirs)
	composite := own.kind == "object" || own.kind == "array"
	if composite && c.types(at, marks, what, own, their) {
		return
	}
	if len(own.properties) > 0 && len(their.properties) == 0 {
		c.found.add(at, marks, "added", strings.TrimSpace(what+" fields"), "the vendor publishes none of its fields")
		return
	}
	if name := c.names[ours.Value]; name != "" {
		at, marks, what = place{name: name, marks: ours.Value.Extensions}, ours.Value.Extensions, ""
		pair := [2]*openapi3.Schema{ours.Value, theirs.Value}
		if c.seen[pair] {
			return
		}
		c.seen[pair] = true
	}
	if !composite && c.types(at, marks, what, own, their) {
		return
	}
	c.values(at, marks, what, own, their)
	c.fields(at, what, own, their)
	if own.items != nil && their.items != nil {
		c.schemas(at, own.items.Value.Extensions, what+"[]", own.items, their.items)
	}
	if own.entries != nil && their.entries != nil {
		c.schemas(at, own.entries.Value.Extensions, what+"{}", own.entries, their.entries)
	}
	if own.tells != their.tells && own.tells != "" && their.tells != "" {
		c.found.add(at, marks, "type", what, fmt.Sprintf("%s tells the objects apart here, %s as published", own.tells, their.tells))
	}
}

func (c *comparison) fields(at place, what string, own, their shape) {
	for _, name := range slices.Sorted(maps.Keys(own.properties)) {
		property, field := own.properties[name], joined(what, name)
		published := their.properties[name]
		if published == nil {
			c.found.add(at, property.Value.Extensions, "added", field, "the vendor does not publish it")
			continue
		}
		c.required(at, property.Value.Extensions, field, own.required[name], their.required[name])
		c.schemas(at, property.Value.Extensions, field, property, published)
	}
	for _, name := range slices.Sorted(maps.Keys(their.properties)) {
		if own.properties[name] == nil && len(own.properties) > 0 {
			c.found.add(at, nil, "missing", joined(what, name), "the vendor publishes it")
		}
	}
}

// joined is the way to a field: "field price.value", "body field name".
func joined(what, name string) string {
	if strings.Contains(what, "field ") {
		return what + "." + name
	}
	return strings.TrimSpace(what + " field " + name)
}

// types reports whether the types differ. When the vendor states no type, they do not
// differ.
func (c *comparison) types(at place, marks map[string]any, what string, ours, theirs shape) bool {
	if ours.kind == theirs.kind || theirs.kind == "" {
		return false
	}
	c.found.add(at, marks, "type", what, fmt.Sprintf("%s here, %s as published", cmp.Or(ours.kind, "anything"), theirs.kind))
	return !strings.HasPrefix(theirs.kind, ours.kind) // one of several objects is compared with all their fields
}

func (c *comparison) values(at place, marks map[string]any, what string, ours, theirs shape) {
	if len(ours.values) == 0 && len(theirs.values) == 0 {
		return
	}
	var only []string
	for _, v := range ours.values {
		if !slices.Contains(theirs.values, v) {
			only = append(only, "only here "+v)
		}
	}
	for _, v := range theirs.values {
		if !slices.Contains(ours.values, v) {
			only = append(only, "only published "+v)
		}
	}
	if len(only) > 0 {
		c.found.add(at, marks, "values", what, strings.Join(only, ", "))
	}
}

// shape is a schema with what it is composed of taken together.
type shape struct {
	kind       string // "string", "array", …; "" when nothing says it
	choice     bool   // it is one of several schemas, whose fields are taken together
	values     []string
	properties openapi3.Schemas
	required   map[string]bool
	items      *openapi3.SchemaRef
	entries    *openapi3.SchemaRef // the values of a map
	tells      string              // the discriminator
}

// flattened takes the parts of an allOf together.
func flattened(ref *openapi3.SchemaRef) shape {
	s := shape{properties: openapi3.Schemas{}, required: map[string]bool{}}
	s.take(ref, map[*openapi3.Schema]bool{})
	switch {
	case s.kind == "" && len(s.properties) > 0:
		s.kind = "object"
	case s.kind == "" && s.items != nil:
		s.kind = "array"
	}
	if s.choice {
		s.kind = strings.TrimSpace(s.kind + " (one of several)")
	}
	slices.Sort(s.values)
	return s
}

func (s *shape) take(ref *openapi3.SchemaRef, open map[*openapi3.Schema]bool) {
	schema := ref.Value
	if schema == nil || open[schema] {
		return
	}
	open[schema] = true
	for _, part := range schema.AllOf {
		s.take(part, open)
	}
	for _, kind := range schema.Type.Slice() {
		if kind != "null" {
			s.kind = kind
		}
	}
	// One alternative alone is how OpenAPI 3.0 writes a reference that may be null.
	for _, alternatives := range []openapi3.SchemaRefs{schema.OneOf, schema.AnyOf} {
		for _, part := range alternatives {
			s.take(part, open)
			s.choice = s.choice || len(alternatives) > 1
		}
	}
	for _, value := range schema.Enum {
		if value != nil {
			s.values = append(s.values, fmt.Sprint(value))
		}
	}
	maps.Copy(s.properties, schema.Properties)
	for _, name := range schema.Required {
		s.required[name] = true
	}
	if schema.Items != nil {
		s.items = schema.Items
	}
	if entries := schema.AdditionalProperties.Schema; entries != nil && entries.Value != nil {
		s.entries = entries
	}
	if schema.Discriminator != nil && len(schema.OneOf) > 1 {
		s.tells = schema.Discriminator.PropertyName
	}
}
