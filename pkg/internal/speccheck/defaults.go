package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// tags are the kinds of YAML values that a type of OpenAPI has.
var tags = map[string][]string{
	"string": {"!!str"}, "integer": {"!!int"}, "number": {"!!int", "!!float"}, "boolean": {"!!bool"}, "array": {"!!seq"}, "object": {"!!map"},
}

// byDefault checks that a default is a value that the schema takes.
func (c *checker) byDefault(schema *yaml.Node, where string, at func(string) string) {
	value, kind := get(schema, "default"), text(schema, "type")
	if value == nil || tags[kind] == nil || value.Tag == "!!null" && text(schema, "nullable") == "true" {
		return
	}
	if !slices.Contains(tags[kind], value.Tag) {
		c.report(value, where, "%s", at("default "+value.Value+" is no value of type "+kind+": correct it, and quote a text that looks like something else"))
		return
	}
	var listed []string
	for _, one := range content(get(schema, "enum")) {
		listed = append(listed, one.Value)
	}
	if len(listed) > 0 && !slices.Contains(listed, value.Value) {
		c.report(value, where, "%s", at("default "+value.Value+" is none of the enum's values: "+strings.Join(listed, ", ")))
	}
}
