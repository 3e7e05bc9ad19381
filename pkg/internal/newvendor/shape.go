package main

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/speccheck"
)

// shape rewrites one schema, in place and not below it, to what the templates
// know: one type, no union, exact numbers.
func (c *converter) shape(schema *yaml.Node, where string) {
	if schema == nil || has(schema, "$ref") && len(schema.Content) == 2 {
		return
	}
	if schema.Kind != yaml.MappingNode { // true, of JSON Schema
		*schema = *mapping("x-go-type", "boxoffice.RawJSON")
		return
	}
	modern(schema)
	c.all(schema, map[string]bool{})
	if c.oneOf(schema, where) {
		return
	}
	c.choice(schema, where)
	if has(schema, "$ref") {
		nullable := isTrue(schema, "nullable")
		ref := text(schema, "$ref")
		*schema = *mapping("$ref", ref)
		if nullable {
			set(schema, "nullable", word("true"))
		}
		return
	}
	c.kind(schema, where)
	c.required(schema, where)
	c.enum(schema, where)
	clean(schema)
}

// modern writes what is OpenAPI 3.1 as 3.0.
func modern(schema *yaml.Node) {
	if types := get(schema, "type"); types != nil && types.Kind == yaml.SequenceNode {
		del(schema, "type")
		var one []*yaml.Node
		for _, t := range types.Content {
			if t.Value == "null" {
				set(schema, "nullable", word("true"))
			} else {
				one = append(one, t)
			}
		}
		if len(one) == 1 {
			set(schema, "type", str(one[0].Value))
		}
	}
	if value := get(schema, "const"); value != nil {
		set(schema, "enum", list(value))
	}
	if examples := items(get(schema, "examples")); len(examples) > 0 && !has(schema, "example") {
		set(schema, "example", examples[0])
	}
	for _, end := range []struct{ exclusive, inclusive string }{{"exclusiveMinimum", "minimum"}, {"exclusiveMaximum", "maximum"}} {
		if v := get(schema, end.exclusive); v != nil && v.Value != "true" && v.Value != "false" {
			set(schema, end.inclusive, word(v.Value))
			set(schema, end.exclusive, word("true"))
		}
	}
}

// all writes the parts of an allOf into one schema.
func (c *converter) all(schema *yaml.Node, open map[string]bool) {
	parts := items(get(schema, "allOf"))
	del(schema, "allOf")
	if len(parts) == 1 && has(parts[0], "$ref") && !has(schema, "properties") {
		set(schema, "$ref", str(text(parts[0], "$ref")))
		return
	}
	for _, part := range parts {
		if ref := text(part, "$ref"); ref != "" {
			if open[ref] {
				continue
			}
			open[ref] = true
		}
		part = clone(c.resolve(part))
		if part == nil {
			continue
		}
		modern(part)
		c.all(part, open)
		if has(part, "$ref") {
			part = clone(c.resolve(part))
		}
		merge(schema, part)
	}
}

// merge adds to a schema what a part of it says.
func merge(schema, part *yaml.Node) {
	for key, value := range entries(part) {
		switch {
		case key.Value == "properties":
			if !has(schema, "properties") {
				set(schema, "properties", mapping())
			}
			for name, property := range entries(value) {
				if !has(get(schema, "properties"), name.Value) {
					set(get(schema, "properties"), name.Value, property)
				}
			}
		case key.Value == "required" && has(schema, "required"):
			get(schema, "required").Content = append(get(schema, "required").Content, value.Content...)
		case !has(schema, key.Value):
			set(schema, key.Value, value)
		}
	}
}

// choice makes one schema of a oneOf or anyOf: of objects one with the fields of
// all, none of them required; of anything else any JSON.
func (c *converter) choice(schema *yaml.Node, where string) {
	var alternatives []*yaml.Node
	for _, key := range []string{"oneOf", "anyOf"} {
		for _, a := range items(get(schema, key)) {
			if text(a, "type") == "null" {
				set(schema, "nullable", word("true"))
				continue
			}
			alternatives = append(alternatives, a)
		}
		del(schema, key)
	}
	del(schema, "discriminator")
	if len(alternatives) == 0 {
		return
	}
	if len(alternatives) == 1 && has(alternatives[0], "$ref") {
		set(schema, "$ref", str(text(alternatives[0], "$ref")))
		return
	}
	kinds := map[string]bool{}
	for _, a := range alternatives {
		part := clone(c.resolve(a))
		if part == nil {
			continue
		}
		modern(part)
		c.all(part, map[string]bool{})
		if has(part, "$ref") {
			part = clone(c.resolve(part))
		}
		if len(alternatives) > 1 {
			del(part, "required", "description")
		}
		kinds[orElse(text(part, "type"), "object")] = true
		merge(schema, part)
	}
	if len(kinds) > 1 || len(alternatives) > 1 && !has(schema, "properties") {
		*schema = *mapping("x-go-type", "boxoffice.RawJSON", "description", orElse(text(schema, "description"), "One of several forms."))
		c.note(schema, where, "it is one of several forms, which are no objects: it is any JSON")
	} else if len(alternatives) > 1 {
		c.note(schema, where, "it is one of several objects: their properties are taken together, and none is required")
	}
}

// kind settles the type.
func (c *converter) kind(schema *yaml.Node, where string) {
	kind := text(schema, "type")
	switch {
	case text(schema, "x-go-type") == "boxoffice.RawJSON":
		return
	case kind == "" && has(schema, "properties"), kind == "" && has(schema, "additionalProperties"):
		kind = "object"
	case kind == "" && has(schema, "items"):
		kind = "array"
	case kind == "" && len(items(get(schema, "enum"))) > 0, kind == "file":
		kind = "string"
	}
	open := get(schema, "additionalProperties")
	described := open != nil && open.Kind == yaml.MappingNode && len(open.Content) > 0
	properties := len(items2(get(schema, "properties"))) > 0
	if !properties {
		del(schema, "properties")
	}
	switch kind {
	case "object":
		switch {
		case properties && open != nil:
			if described {
				c.note(schema, where, "properties of any name are allowed beside the named ones: they are left out")
			}
			del(schema, "additionalProperties")
		case !properties && !described:
			c.raw(schema, where, "the object has no described properties: it is any JSON")
			return
		}
	case "array":
		if !has(schema, "items") {
			c.raw(schema, where, "the list is of nothing described: it is any JSON")
			return
		}
	case "integer":
		set(schema, "format", str("int64"))
	case "number":
		if f := text(schema, "format"); f != "double" && f != "float" || speccheck.IsAmount(lastWord(where)) {
			del(schema, "format")
			set(schema, "x-go-type", str("boxoffice.Decimal"))
		} else {
			set(schema, "format", str("double"))
		}
	case "string":
		if f := text(schema, "format"); !slices.Contains(formats, f) {
			del(schema, "format")
		}
	case "boolean":
		del(schema, "format")
	default:
		c.raw(schema, where, "the file gives it no type, or several: it is any JSON")
		return
	}
	set(schema, "type", str(kind))
}

// formats are those that mean something to a client.
var formats = strings.Fields("date date-time uuid email uri password binary")

func items2(node *yaml.Node) []*yaml.Node {
	if node == nil {
		return nil
	}
	return node.Content
}

func (c *converter) raw(schema *yaml.Node, where, why string) {
	description := text(schema, "description")
	*schema = *mapping("x-go-type", "boxoffice.RawJSON")
	if description != "" {
		set(schema, "description", str(description))
	}
	c.note(schema, where, "%s", why)
}

// amount makes an exact decimal of a whole number that is money by its name.
func (c *converter) amount(schema *yaml.Node, of, name string) {
	kind := text(schema, "type")
	if kind == "number" && speccheck.IsAmount(name) {
		del(schema, "format")
		set(schema, "x-go-type", str("boxoffice.Decimal"))
	}
	if kind == "integer" && speccheck.IsAmount(name) && !speccheck.IsCount(name) {
		set(schema, "type", str("number"))
		del(schema, "format")
		set(schema, "x-go-type", str("boxoffice.Decimal"))
		c.note(schema, of, "%s is a whole number and an amount by its name: say in which unit, or make it an integer with x-whole", name)
	}
}

// required names properties that there are, once, and none that a request cannot
// have.
func (c *converter) required(schema *yaml.Node, where string) {
	old := get(schema, "required")
	if old == nil {
		return
	}
	fresh, seen := list(), map[string]bool{}
	for _, name := range items(old) {
		property := get(get(schema, "properties"), name.Value)
		switch {
		case property == nil || seen[name.Value]:
		case isTrue(property, "readOnly") || isTrue(property, "writeOnly"):
			c.note(schema, where, "%s is only sent or only answered and required: it is optional here; make two schemas if it matters", name.Value)
		default:
			fresh.Content = append(fresh.Content, name)
		}
		seen[name.Value] = true
	}
	del(schema, "required")
	if len(fresh.Content) > 0 {
		set(schema, "required", flow(fresh))
	}
}

// enum keeps the values of a text or a whole number, with a name for each where
// two would have the same.
func (c *converter) enum(schema *yaml.Node, where string) {
	old := items(get(schema, "enum"))
	if len(old) == 0 {
		del(schema, "enum")
		return
	}
	if kind := text(schema, "type"); kind != "string" && kind != "integer" {
		del(schema, "enum")
		c.note(schema, where, "the values of a %s are left out: name them in the description", orElse(kind, "schema"))
		return
	}
	fresh, seen, names, twice := list(), map[string]bool{}, list(), false
	for _, value := range old {
		if value.Tag == "!!null" || seen["="+value.Value] {
			continue
		}
		value = clone(value)
		if text(schema, "type") == "string" {
			value.Tag, value.Style = "!!str", yaml.DoubleQuotedStyle
		}
		name := camel(orWord(words(value.Value)), true)
		if seen[name] || name[0] >= '0' && name[0] <= '9' || len(words(value.Value)) == 0 {
			twice = true
			name = "Value" + letters(len(names.Content))
		}
		seen["="+value.Value], seen[name] = true, true
		fresh.Content = append(fresh.Content, value)
		names.Content = append(names.Content, str(name))
	}
	set(schema, "enum", flow(fresh))
	if twice {
		set(schema, "x-enum-varnames", flow(names))
		c.note(schema, where, "values of the enum have no names of their own: give them in x-enum-varnames")
	}
}

func letters(n int) string {
	if n < 26 {
		return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n : n+1]
	}
	return letters(n/26-1) + letters(n%26)
}

func lastWord(where string) string {
	fields := strings.Fields(where)
	return fields[len(fields)-1]
}

var (
	secretName = regexp.MustCompile(`(?i)password|passphrase|secret|token|api[_-]?key|cvv|cvc|authorization|^key$`)
	aboutOne   = regexp.MustCompile(`(?i)(type|id|count|expires|expiry|_at|_in)$`)
)
