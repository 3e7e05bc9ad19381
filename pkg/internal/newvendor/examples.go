package main

import (
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// examples gives every body and parameter an example that fits: the file's, or
// one that is made up.
func (c *converter) examples() {
	out, err := yaml.Marshal(c.root)
	if err != nil {
		return
	}
	doc, err := openapi3.NewLoader().LoadFromData(out)
	if err != nil {
		doc = nil // the generator says what is wrong
	}
	for path, item := range entries(get(c.root, "paths")) {
		for method, op := range entries(item) {
			id := text(op, "operationId")
			var loaded *openapi3.Operation
			if doc != nil {
				loaded = doc.Paths.Value(path.Value).GetOperation(strings.ToUpper(method.Value))
			}
			for mediaType, media := range entries(get(get(op, "requestBody"), "content")) {
				var known *openapi3.MediaType
				if loaded != nil {
					known = loaded.RequestBody.Value.Content[mediaType.Value]
				}
				c.example(media, known, id, "request")
			}
			for status, answer := range entries(get(op, "responses")) {
				for mediaType, media := range entries(get(answer, "content")) {
					var known *openapi3.MediaType
					if loaded != nil {
						known = loaded.Responses.Value(status.Value).Value.Content[mediaType.Value]
					}
					c.example(media, known, id, "answer "+status.Value)
				}
			}
			if loaded != nil {
				c.parameterExamples(op, loaded, id)
			}
		}
	}
}

func (c *converter) example(media *yaml.Node, known *openapi3.MediaType, id, of string) {
	given := get(media, "example")
	if given != nil && known != nil && known.Schema.Value.VisitJSON(known.Example, openapi3.EnableFormatValidation()) != nil {
		c.note(media, id, "the example of the %s does not fit its schema: another is made up", of)
		given = nil
	}
	if given != nil {
		return
	}
	set(media, "example", c.made(get(media, "schema"), "", 0))
	c.note(get(media, "example"), id, "the example of the %s is made up: write one as the vendor shows it", of)
}

func (c *converter) parameterExamples(op *yaml.Node, loaded *openapi3.Operation, id string) {
	for i, p := range items(get(op, "parameters")) {
		known := loaded.Parameters[i].Value
		if known.Schema.Value.VisitJSON(known.Example) != nil {
			set(p, "example", proposed(c.made(get(p, "schema"), text(p, "name"), 0)))
			c.note(p, id, "the example of %s does not fit its schema: another is made up", text(p, "name"))
		}
	}
}

// deepest is where examples end, also of schemas that require themselves.
const deepest = 9

// made is a value that fits a schema.
func (c *converter) made(ref *yaml.Node, name string, depth int) *yaml.Node {
	schema := c.resolve(ref)
	if schema == nil {
		return mapping()
	}
	if values := items(get(schema, "enum")); len(values) > 0 {
		return clone(values[0])
	}
	if example := get(schema, "example"); example != nil && example.Kind == yaml.ScalarNode && fits(example, text(schema, "type")) {
		return clone(example)
	}
	for _, key := range []string{"allOf", "oneOf"} {
		if parts := items(get(schema, key)); len(parts) > 0 {
			return c.made(parts[0], name, depth)
		}
	}
	switch text(schema, "type") {
	case "array":
		least, _ := strconv.Atoi(text(schema, "minItems"))
		if depth > 3 && least == 0 || depth > deepest {
			return flow(list())
		}
		made := list()
		for range max(least, 1) {
			made.Content = append(made.Content, c.made(get(schema, "items"), singular(name), depth+1))
		}
		return made
	case "object":
		return c.madeObject(schema, depth)
	case "integer":
		least, _ := strconv.Atoi(text(schema, "minimum"))
		if isTrue(schema, "exclusiveMinimum") {
			least++
		}
		return word(strconv.Itoa(max(least, 1)))
	case "number":
		return word(orElse(text(schema, "minimum"), "12.5"))
	case "boolean":
		return word("true")
	case "string":
		return str(madeText(schema, name))
	}
	return mapping("note", "example")
}

func fits(example *yaml.Node, kind string) bool {
	tag := map[string]string{"string": "!!str", "integer": "!!int", "boolean": "!!bool"}[kind]
	return tag == example.Tag || kind == "number" && (example.Tag == "!!int" || example.Tag == "!!float")
}

func (c *converter) madeObject(schema *yaml.Node, depth int) *yaml.Node {
	made := mapping()
	for name, property := range entries(get(schema, "properties")) {
		deep := c.resolve(property)
		if depth > 1 && (text(deep, "type") == "object" || text(deep, "type") == "array" || has(deep, "allOf") || has(deep, "oneOf")) && !isRequired(schema, name.Value) {
			continue
		}
		if depth > deepest {
			continue
		}
		set(made, name.Value, c.made(property, name.Value, depth+1))
	}
	if value := get(schema, "additionalProperties"); value != nil {
		set(made, "en", c.made(value, "value", depth+1))
	}
	return made
}

func isRequired(schema *yaml.Node, name string) bool {
	for _, n := range items(get(schema, "required")) {
		if n.Value == name {
			return true
		}
	}
	return false
}

func madeText(schema *yaml.Node, name string) string {
	switch text(schema, "format") {
	case "date":
		return "2026-01-31"
	case "date-time":
		return "2026-01-31T20:00:00Z"
	case "uuid":
		return "00000000-0000-4000-8000-000000000001"
	case "email":
		return "alice@example.com"
	case "uri":
		return "https://example.com/" + strings.ReplaceAll(sentence(name), " ", "-")
	case "password":
		return "redacted-" + name
	}
	if strings.Contains(strings.ToLower(name), "email") {
		return "alice@example.com"
	}
	return strings.TrimSpace("example " + sentence(name))
}
