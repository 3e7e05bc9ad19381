package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

const schemasPath = "#/components/schemas/"

// oneOf checks that a property tells the objects apart: each names its own values of
// it, in an enum.
func (c *checker) oneOf(schema *yaml.Node, where string, at func(string) string) {
	discriminator := get(schema, "discriminator")
	property := text(discriminator, "propertyName")
	if property == "" {
		c.report(get(schema, "oneOf"), where, "%s", at("oneOf without a discriminator is not supported: name the property that tells the objects apart; where there is none, write one schema with the properties of all, none of them required, or no type, and the value is JSON of any form"))
		return
	}
	for key := range entries(schema) {
		if !strings.HasPrefix(key.Value, "x-") && !slices.Contains(strings.Fields("oneOf discriminator type title description externalDocs example deprecated"), key.Value) {
			c.report(key, where, "%s", at(key.Value+" beside oneOf is not supported: say it where the schema is used, as allOf with one element"))
		}
	}
	values := map[string][]string{} // by the schema's name
	for value, ref := range entries(get(discriminator, "mapping")) {
		name := strings.TrimPrefix(ref.Value, schemasPath)
		values[name] = append(values[name], value.Value)
	}
	mapped := len(values) > 0
	for _, ref := range content(get(schema, "oneOf")) {
		name, named := strings.CutPrefix(text(ref, "$ref"), schemasPath)
		if !named {
			c.report(ref, where, "%s", at("oneOf: an object is a component of its own: move it to components.schemas"))
			continue
		}
		if !mapped {
			values[name] = []string{name}
		}
		if values[name] == nil {
			c.report(ref, where, "%s", at("discriminator: mapping names no value for "+name+": name one for each, or leave mapping out, and the schema's name is the value"))
		} else {
			c.variant(ref, name, property, values[name], where, at)
		}
		delete(values, name)
	}
	for value, ref := range entries(get(discriminator, "mapping")) {
		if values[strings.TrimPrefix(ref.Value, schemasPath)] != nil {
			c.report(value, where, "%s", at("discriminator: mapping of "+value.Value+" leads to none of oneOf: correct the name, or add the schema to oneOf"))
		}
	}
}

// variant checks one of the objects.
func (c *checker) variant(ref *yaml.Node, name, property string, values []string, where string, at func(string) string) {
	schema, needed := c.resolve(ref), false
	tells, union := c.propertyOf(schema, property, &needed, map[*yaml.Node]bool{})
	tells = c.resolve(tells)
	var listed []string
	for _, value := range content(get(tells, "enum")) {
		listed = append(listed, value.Value)
	}
	slices.Sort(listed)
	slices.Sort(values)
	switch {
	case union:
		c.report(ref, where, "%s", at("oneOf: "+name+" is made of several itself: name its objects here"))
	case tells == nil || text(tells, "type") != "string" || !needed || text(tells, "nullable") == "true":
		c.report(ref, where, "%s", at("oneOf: "+name+" must have "+property+", the discriminator, as a required property of type string"))
	case !slices.Equal(listed, values):
		c.report(ref, where, "%s", at("oneOf: "+property+" of "+name+" needs an enum with the values that tell it from the others, and no more: ["+strings.Join(values, ", ")+"]"))
	}
}

// propertyOf is a property of an object, or of a part of it.
func (c *checker) propertyOf(schema *yaml.Node, name string, needed *bool, seen map[*yaml.Node]bool) (property *yaml.Node, union bool) {
	if schema = c.resolve(schema); schema == nil || seen[schema] {
		return nil, false
	}
	seen[schema] = true
	if get(schema, "oneOf") != nil || get(schema, "anyOf") != nil {
		return nil, true
	}
	for _, key := range content(get(schema, "required")) {
		*needed = *needed || key.Value == name
	}
	property = get(get(schema, "properties"), name)
	for _, part := range content(get(schema, "allOf")) {
		found, inUnion := c.propertyOf(part, name, needed, seen)
		if union = union || inUnion; property == nil {
			property = found
		}
	}
	return property, union
}
