package main

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// components shapes the schemas of the file; more come while that goes on, and
// are shaped by who makes them.
func (c *converter) components() {
	components := get(c.root, "components")
	for kind := range entries(components) {
		if kind.Value != "schemas" && kind.Value != "securitySchemes" {
			del(components, kind.Value) // written out where they were used
		}
	}
	for name, schema := range entries(get(components, "schemas")) {
		c.component(name.Value, schema)
	}
}

// component shapes a schema with a name.
func (c *converter) component(name string, schema *yaml.Node) {
	if c.shaped[schema] {
		return
	}
	c.shaped[schema] = true
	c.shape(schema, name)
	if has(schema, "oneOf") {
		del(schema, "nullable")
	}
	if text(schema, "description") == "" && !has(schema, "$ref") {
		set(schema, "description", proposed(str("A "+sentence(name)+".")))
	}
	c.properties(name, schema)
}

// named is a schema as it may stand in a body: an object, or a list of objects,
// becomes a component.
func (c *converter) named(schema *yaml.Node, name string) *yaml.Node {
	if has(schema, "$ref") {
		return c.reference(schema, name)
	}
	c.shape(schema, name)
	switch {
	case has(schema, "$ref"):
		return c.reference(schema, name)
	case text(schema, "x-go-type") == "boxoffice.RawJSON":
		return c.untyped()
	case has(schema, "properties"), has(schema, "enum"), has(schema, "oneOf"):
		if has(schema, "oneOf") {
			del(schema, "nullable")
		}
		return c.hoisted(schema, name)
	case text(schema, "type") == "array":
		set(schema, "items", c.named(get(schema, "items"), name+"Item"))
	case get(schema, "additionalProperties") != nil:
		set(schema, "additionalProperties", c.named(get(schema, "additionalProperties"), name+"Value"))
	}
	return schema
}

// hoisted makes a component of a schema.
func (c *converter) hoisted(schema *yaml.Node, name string) *yaml.Node {
	same, err := yaml.Marshal(schema)
	if known := c.same[string(same)]; err == nil && known != "" {
		return mapping("$ref", "#/components/schemas/"+known) // written in place twice, or inside itself
	}
	name = c.fresh(typeName(name))
	c.same[string(same)] = name
	c.put(name, schema)
	c.component(name, schema)
	return mapping("$ref", "#/components/schemas/"+name)
}

func (c *converter) put(name string, schema *yaml.Node) {
	components := get(c.root, "components")
	if get(components, "schemas") == nil {
		set(components, "schemas", mapping())
	}
	set(get(components, "schemas"), name, schema)
}

// reference is one that leads to a schema, and stands alone.
func (c *converter) reference(schema *yaml.Node, where string) *yaml.Node {
	target := c.resolve(schema)
	if target == nil || !strings.HasPrefix(text(schema, "$ref"), "#/components/schemas/") {
		c.note(c.root, where, "the reference %s leads nowhere: it is any JSON", text(schema, "$ref"))
		return c.untyped()
	}
	return mapping("$ref", text(schema, "$ref"))
}

// untyped is JSON of no documented form.
func (c *converter) untyped() *yaml.Node {
	const name = "AnyJSON"
	if !has(get(get(c.root, "components"), "schemas"), name) {
		c.taken[name] = true
		schema := mapping("description", "Any JSON value. The vendor's file gives it no form, so it is handed over as it came.")
		c.shaped[schema] = true
		c.put(name, schema)
	}
	return mapping("$ref", "#/components/schemas/"+name)
}

// properties shapes what an object, a list or a map holds.
func (c *converter) properties(name string, schema *yaml.Node) {
	goNames := map[string]bool{}
	for key, property := range entries(get(schema, "properties")) {
		fresh := c.property(name, key.Value, clone(property))
		goName := strings.Join(words(key.Value), "")
		if goNames[goName] {
			c.note(schema, name, "%s has the Go name of another property: give it x-go-name", key.Value)
			if !has(fresh, "$ref") {
				set(fresh, "x-go-name", str(camel(append(words(key.Value), "2"), true)))
			}
		}
		goNames[goName] = true
		set(get(schema, "properties"), key.Value, fresh)
	}
	if element := get(schema, "items"); element != nil {
		set(schema, "items", c.named(element, name+"Item"))
	}
	if value := get(schema, "additionalProperties"); value != nil {
		set(schema, "additionalProperties", c.named(value, name+"Value"))
	}
}

func (c *converter) property(of, name string, schema *yaml.Node) *yaml.Node {
	nullable, description := isTrue(schema, "nullable"), str(text(schema, "description"))
	if description.Value == "" {
		description = proposed(str("The " + sentence(name) + "."))
	}
	if has(schema, "$ref") {
		return c.orNull(c.reference(schema, of+"."+name), nullable, description)
	}
	hint := of + camel(orWord(words(name)), true)
	c.shape(schema, hint)
	nullable = nullable || isTrue(schema, "nullable")
	switch {
	case has(schema, "$ref"):
		return c.orNull(c.reference(schema, of+"."+name), nullable, description)
	case text(schema, "x-go-type") == "boxoffice.RawJSON":
		return c.untyped()
	case has(schema, "oneOf"):
		del(schema, "nullable") // said where it is used
		return c.orNull(c.hoisted(schema, hint), nullable, description)
	case has(schema, "properties"), has(schema, "enum"):
		return c.hoisted(schema, hint)
	case text(schema, "type") == "array":
		set(schema, "items", c.named(get(schema, "items"), of+camel(orWord(words(singular(name))), true)))
	case has(schema, "additionalProperties"):
		set(schema, "additionalProperties", c.named(get(schema, "additionalProperties"), hint+"Value"))
	}
	if secretName.MatchString(name) && !aboutOne.MatchString(name) && text(schema, "type") == "string" && text(schema, "format") != "password" {
		set(schema, "format", str("password"))
		c.note(schema, of, "%s is a secret by its name: its value is not printed", name)
	}
	c.amount(schema, of, name)
	if text(schema, "description") == "" {
		set(schema, "description", proposed(str("The "+sentence(name)+".")))
	}
	return schema
}

// orNull is a reference that may be null, as OpenAPI 3.0 writes it.
func (c *converter) orNull(ref *yaml.Node, nullable bool, description *yaml.Node) *yaml.Node {
	if !nullable || isTrue(c.resolve(ref), "nullable") || text(ref, "$ref") == "#/components/schemas/AnyJSON" {
		return ref
	}
	return mapping("description", description, "nullable", word("true"), "allOf", flow(list(ref)))
}

func orWord(w []string) []string {
	if len(w) == 0 {
		return []string{"value"}
	}
	return w
}

// kept are the fields of a schema that are read.
var kept = strings.Fields(`type format description example default enum nullable deprecated properties required items additionalProperties
	minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems
	x-go-type x-enum-varnames $ref`)

func clean(schema *yaml.Node) {
	for key := range entries(schema) {
		if !slices.Contains(kept, key.Value) {
			del(schema, key.Value)
		}
	}
	// The form of a date or an identifier is often another than the format says.
	if value := get(schema, "example"); value != nil && (text(schema, "format") != "" && text(schema, "type") == "string" || !allowed(schema, value)) {
		del(schema, "example")
	}
	if value := get(schema, "default"); value != nil && !allowed(schema, value) {
		del(schema, "default")
	}
}

// allowed reports whether a default or example is a value that its schema has.
func allowed(schema, value *yaml.Node) bool {
	if value.Kind != yaml.ScalarNode || value.Value == "" || !fits(value, text(schema, "type")) {
		return false
	}
	values := items(get(schema, "enum"))
	return len(values) == 0 || slices.ContainsFunc(values, func(v *yaml.Node) bool { return v.Value == value.Value })
}
