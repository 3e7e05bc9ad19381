package main

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

const schemasPath = "#/components/schemas/"

// oneOf keeps a schema as one of several objects where a property tells them apart,
// and reports whether it did. Each object gets an enum of its own values of it.
func (c *converter) oneOf(schema *yaml.Node, where string) bool {
	property := text(get(schema, "discriminator"), "propertyName")
	var variants []*yaml.Node
	nullable := isTrue(schema, "nullable")
	for _, one := range items(get(schema, "oneOf")) {
		if text(one, "type") == "null" {
			nullable = true
			continue
		}
		variants = append(variants, one)
	}
	if property == "" || len(variants) < 2 || has(schema, "properties") {
		return false
	}
	values := c.told(schema, variants)
	for _, one := range variants {
		target, name := c.resolve(one), strings.TrimPrefix(text(one, "$ref"), schemasPath)
		said := strings.Join(values[name], " ")
		if target == nil || said == "" || !c.isObject(target, schema, 0) || c.tells[target] != "" && c.tells[target] != property+" "+said {
			return false
		}
	}
	refs := list()
	for _, one := range variants {
		name := strings.TrimPrefix(text(one, "$ref"), schemasPath)
		c.tell(c.resolve(one), name, property, values[name], where)
		refs.Content = append(refs.Content, mapping("$ref", schemasPath+name))
	}
	discriminator := mapping("propertyName", property)
	if has(get(schema, "discriminator"), "mapping") {
		said := mapping()
		for _, ref := range refs.Content {
			for _, value := range values[strings.TrimPrefix(text(ref, "$ref"), schemasPath)] {
				set(said, value, str(text(ref, "$ref")))
			}
		}
		set(discriminator, "mapping", said)
	}
	description := orElse(text(schema, "description"), "One of several objects, by "+property+".")
	*schema = *mapping("description", description, "oneOf", refs, "discriminator", discriminator)
	if nullable {
		set(schema, "nullable", word("true"))
	}
	return true
}

// told are the values of the discriminator by the name of the schema.
func (c *converter) told(schema *yaml.Node, variants []*yaml.Node) map[string][]string {
	values := map[string][]string{}
	named := get(get(schema, "discriminator"), "mapping")
	for value, ref := range entries(named) {
		name := strings.TrimPrefix(ref.Value, schemasPath)
		values[name] = append(values[name], value.Value)
	}
	for _, one := range variants {
		if name, ok := strings.CutPrefix(text(one, "$ref"), schemasPath); ok && named == nil {
			values[name] = []string{name}
		}
	}
	return values
}

// isObject reports whether a schema is an object with properties, and has no part
// that is one of several, such as the schema that names it.
func (c *converter) isObject(schema, union *yaml.Node, depth int) bool {
	if schema == nil || schema == union || depth > 10 || has(schema, "oneOf") || has(schema, "anyOf") {
		return false
	}
	is := has(schema, "properties")
	for _, part := range items(get(schema, "allOf")) {
		part = c.resolve(part)
		if part == union || has(part, "oneOf") || has(part, "anyOf") {
			return false
		}
		is = is || c.isObject(part, union, depth+1)
	}
	return is
}

// tell gives an object the values of the discriminator that are its own.
func (c *converter) tell(schema *yaml.Node, name, property string, values []string, where string) {
	if c.tells[schema] != "" {
		return
	}
	c.tells[schema] = property + " " + strings.Join(values, " ")
	c.component(name, schema)
	old := c.resolve(get(get(schema, "properties"), property))
	if old == nil {
		c.note(schema, where, "%s does not have %s, which tells the objects apart: it is added", name, property)
	}
	enum := list()
	for _, value := range values {
		enum.Content = append(enum.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value, Style: yaml.DoubleQuotedStyle})
	}
	set(get(schema, "properties"), property, mapping("type", "string", "enum", flow(enum),
		"description", orElse(text(old, "description"), "The kind of the object.")))
	required := get(schema, "required")
	if required == nil {
		required = flow(list())
		set(schema, "required", required)
	}
	if !slices.ContainsFunc(required.Content, func(n *yaml.Node) bool { return n.Value == property }) {
		required.Content = append(required.Content, str(property))
	}
}
