package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

var schemaKind = kind{"schema", strings.Fields(`type format title description externalDocs example default enum nullable deprecated
	properties required items additionalProperties xml minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
	minLength maxLength pattern minItems maxItems uniqueItems minProperties maxProperties allOf oneOf anyOf discriminator`), map[string]string{
	"not":       "say it in the description",
	"readOnly":  "describe what is sent and what is answered as two schemas",
	"writeOnly": "describe what is sent and what is answered as two schemas",
	"const":     "write an enum with one value",
	"examples":  "OpenAPI 3.0 has example",
}}

// goTypes are those of other packages that a schema may name.
var goTypes = strings.Fields(`boxoffice.Date boxoffice.DateTime boxoffice.Decimal boxoffice.RawJSON boxoffice.Sensitive boxoffice.SensitiveNumber`)

// schema refuses what has no Go type, or one that loses something. of names the
// place inside the operation or component.
func (c *checker) schema(schema *yaml.Node, where, of string) {
	if schema == nil || get(schema, "$ref") != nil || !c.once(schema) {
		return
	}
	c.fields(schema, schemaKind, where, of)
	at := func(what string) string {
		if of == "" {
			return what
		}
		return of + ": " + what
	}
	kind, goType, format := text(schema, "type"), text(schema, "x-go-type"), text(schema, "format")
	properties, additional := get(schema, "properties"), get(schema, "additionalProperties")
	switch {
	case get(schema, "type") != nil && get(schema, "type").Kind != yaml.ScalarNode:
		c.report(schema, where, "%s", at("type is a list, which OpenAPI 3.0 does not have: give one type, and nullable"))
	case kind == "" && goType == "" && properties == nil && !c.isUnion(schema) && !saysNothing(schema):
		c.report(schema, where, "%s", at("type is missing: a schema without it may have a description and nullable; its value is JSON of any form"))
	case kind != "" && !slices.Contains(strings.Fields("string integer number boolean array object"), kind):
		c.report(schema, where, "%s", at("type "+kind+" is not one of OpenAPI 3.0"))
	case kind == "array" && get(schema, "items") == nil:
		c.report(schema, where, "%s", at("items is missing: say what the list is of"))
	case kind == "string" && (format == "binary" || format == "byte"):
		c.report(schema, where, "%s", at("format "+format+" is not supported inside a document: leave the format out; the text is passed as it is"))
	}
	if strings.Contains(goType, ".") && !slices.Contains(goTypes, goType) {
		c.report(get(schema, "x-go-type"), where, "%s", at("x-go-type "+goType+" is not supported: "+strings.Join(goTypes, ", ")+" are"))
	}
	if get(schema, "enum") != nil && kind != "string" && kind != "integer" {
		c.report(get(schema, "enum"), where, "%s", at("an enum of type "+kind+" is not supported: name the values in the description"))
	}
	c.whole(schema, where, at)
	c.byDefault(schema, where, at)
	c.additional(schema, additional, where, at)
	c.composition(schema, where, of, at)
	for key := range entries(get(schema, "xml")) {
		if key.Value != "name" && key.Value != "wrapped" {
			c.report(key, where, "%s", at("xml."+key.Value+" is not supported: elements with a name are"))
		}
	}
	for name, property := range entries(properties) {
		c.inside(property, where, at("property "+name.Value))
	}
	if items := get(schema, "items"); items != nil {
		c.inside(items, where, at("items"))
	}
}

// additional checks an object's open end.
func (c *checker) additional(schema, additional *yaml.Node, where string, at func(string) string) {
	switch {
	case additional == nil || additional.Kind == yaml.ScalarNode && additional.Value == "false":
	case get(schema, "properties") != nil:
		c.report(additional, where, "%s", at("additionalProperties beside properties are not supported: name the properties, or take all out, and the value is JSON of any form"))
	case additional.Kind == yaml.ScalarNode, len(additional.Content) == 0: // JSON of any form
	default:
		c.inside(additional, where, at("additionalProperties"))
	}
}

// inside checks a schema inside another one.
func (c *checker) inside(schema *yaml.Node, where, of string) {
	if get(schema, "properties") != nil {
		c.report(schema, where, "%s: an object inside another is a component of its own: move it to components.schemas", of)
	}
	if composed(schema) {
		c.report(schema, where, "%s: a schema that is made of several, inside another, is a component of its own: move it to components.schemas", of)
	}
	c.schema(schema, where, of)
}

// saysNothing reports whether a schema says nothing of the form of its values.
func saysNothing(schema *yaml.Node) bool {
	for key := range entries(schema) {
		if !strings.HasPrefix(key.Value, "x-") && !slices.Contains(aboutValue, key.Value) && key.Value != "additionalProperties" {
			return false
		}
	}
	return true
}

// isUnion reports whether the schema is said to be made of others.
func (c *checker) isUnion(schema *yaml.Node) bool {
	return get(schema, "allOf") != nil || get(schema, "oneOf") != nil || get(schema, "anyOf") != nil || get(schema, "not") != nil
}
