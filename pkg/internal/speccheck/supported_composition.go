package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// aboutValue are the fields of a schema that say nothing of the form of its values.
var aboutValue = strings.Fields("title description externalDocs example default nullable deprecated")

// parts are the schemas that a schema is made of.
func parts(schema *yaml.Node) (all []*yaml.Node) {
	for _, key := range []string{"allOf", "oneOf", "anyOf"} {
		all = append(all, content(get(schema, key))...)
	}
	return all
}

// standsFor is the schema that another one stands for: the way of OpenAPI 3.0 to say
// something beside a reference, such as that the value may be null. It is nil for
// any other schema.
func (c *checker) standsFor(schema *yaml.Node) *yaml.Node {
	all := parts(schema)
	if len(all) != 1 || get(all[0], "$ref") == nil || get(schema, "discriminator") != nil ||
		get(schema, "properties") != nil || get(schema, "required") != nil {
		return nil
	}
	return c.resolve(all[0])
}

// composed reports whether a schema is made of several.
func composed(schema *yaml.Node) bool {
	all := parts(schema)
	return len(all) > 1 || len(all) == 1 && (get(all[0], "$ref") == nil || get(schema, "discriminator") != nil || get(schema, "properties") != nil)
}

// composition checks a schema that is made of others.
func (c *checker) composition(schema *yaml.Node, where, of string, at func(string) string) {
	if target := c.standsFor(schema); target != nil {
		for key := range entries(schema) {
			same := key.Value == "type" && text(schema, "type") == text(target, "type")
			if !same && !strings.HasPrefix(key.Value, "x-") && !slices.Contains(aboutValue, key.Value) && !strings.HasSuffix(key.Value, "Of") {
				c.report(key, where, "%s", at(key.Value+" beside a reference is not supported: a description and nullable are"))
			}
		}
		return
	}
	switch {
	case get(schema, "anyOf") != nil:
		c.report(get(schema, "anyOf"), where, "%s", at("anyOf is not supported: write oneOf with a discriminator where a property tells the objects apart; else one schema with the properties of all, none of them required; or no type, and the value is JSON of any form"))
	case get(schema, "oneOf") != nil:
		c.oneOf(schema, where, at)
	case get(schema, "discriminator") != nil:
		c.report(get(schema, "discriminator"), where, "%s", at("discriminator stands beside oneOf: name the schemas there, or describe the property like any other"))
	case get(schema, "allOf") != nil:
		c.allOf(schema, where, of, at)
	}
}

// allOf checks that the parts can be written into one object.
func (c *checker) allOf(schema *yaml.Node, where, of string, at func(string) string) {
	seen := map[string]*yaml.Node{}
	for name, property := range entries(get(schema, "properties")) {
		seen[name.Value] = property
	}
	for key := range entries(schema) {
		if !strings.HasPrefix(key.Value, "x-") && !slices.Contains(strings.Fields("allOf type properties required title description externalDocs example deprecated"), key.Value) {
			c.report(key, where, "%s", at(key.Value+" beside allOf is not supported: say it where the schema is used, as allOf with one element"))
		}
	}
	for _, part := range content(get(schema, "allOf")) {
		c.part(part, seen, where, at, map[*yaml.Node]bool{schema: true})
		if get(part, "type") != nil || get(part, "properties") != nil {
			c.schema(part, where, of)
		}
	}
	for _, name := range content(get(schema, "required")) {
		if seen[name.Value] == nil {
			c.report(name, where, "%s", at("allOf: "+name.Value+" is required, and no part has it: correct the name"))
		}
	}
}

// part adds the properties of a part of an allOf to those of the parts before it.
func (c *checker) part(part *yaml.Node, seen map[string]*yaml.Node, where string, at func(string) string, open map[*yaml.Node]bool) {
	line := part
	part = c.resolve(part)
	if part == nil || open[part] {
		c.report(line, where, "%s", at("allOf: a schema is a part of itself: take it out"))
		return
	}
	open[part] = true
	defer delete(open, part)
	if kind := text(part, "type"); kind != "" && kind != "object" || get(part, "oneOf") != nil || get(part, "anyOf") != nil ||
		get(part, "additionalProperties") != nil || text(part, "nullable") == "true" {
		c.report(line, where, "%s", at("allOf: a part is an object with properties, and nothing else: write them into this schema"))
		return
	}
	for _, inner := range content(get(part, "allOf")) {
		c.part(inner, seen, where, at, open)
	}
	for name, property := range entries(get(part, "properties")) {
		if other := seen[name.Value]; other != nil && !same(other, property) {
			c.report(line, where, "%s", at("allOf: property "+name.Value+" has another schema in a part before: write the properties of all into one schema, with the one that holds"))
		}
		seen[name.Value] = property
	}
}

// same reports whether two parts of a document say the same.
func same(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.Value != b.Value || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !same(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}

// propertyAt is the schema of a property of an object, or of a part of it, nil for
// none.
func (c *checker) propertyAt(schema *yaml.Node, name string) *yaml.Node {
	needed := false
	property, _ := c.propertyOf(schema, name, &needed, map[*yaml.Node]bool{})
	if property = c.resolve(property); property != nil && c.standsFor(property) != nil {
		return c.standsFor(property)
	}
	return property
}
