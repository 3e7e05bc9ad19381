package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// once reports whether a part of the document is met for the first time: one that
// many operations refer to is reported at the first of them.
func (c *checker) once(node *yaml.Node) bool {
	if node == nil || c.met[node] {
		return false
	}
	c.met[node] = true
	return true
}

// ownHeaders are headers that OpenAPI does not let a parameter describe.
var ownHeaders = []string{"accept", "content-type", "authorization"}

// styles are the default style by the place of a parameter. No other is sent.
var styles = map[string]string{"query": "form", "path": "simple", "header": "simple"}

func (c *checker) parameter(p *yaml.Node, where string) {
	if !c.once(p) {
		return
	}
	name, in := text(p, "name"), text(p, "in")
	of := "parameter " + name
	c.fields(p, parameterKind, where, of)
	if in == "header" && slices.Contains(ownHeaders, strings.ToLower(name)) {
		c.report(p, where, "%s: OpenAPI ignores a header parameter of this name: use security, or the media types of the body and the answers", of)
	}
	style, known := styles[in]
	switch {
	case in == "cookie":
		c.report(p, where, "%s: in: cookie is not supported: a client sends no cookies of its own", of)
	case !known:
		c.report(p, where, "%s: in: %s is no place of a parameter", of, in)
	case text(p, "style") != "" && text(p, "style") != style:
		c.report(get(p, "style"), where, "%s: style %s is not supported: %s is, or a string whose text the caller builds", of, text(p, "style"), style)
	}
	schema := c.resolve(get(p, "schema"))
	switch kind := text(schema, "type"); {
	case schema == nil:
	case kind == "object" || get(schema, "properties") != nil:
		c.report(p, where, "%s: an object is not supported as a parameter: write one parameter for each of its properties", of)
	case kind == "array" && in != "query":
		c.report(p, where, "%s: a list is not supported in: %s: make it a string, whose elements the caller joins", of, in)
	case kind == "array" && !isPlain(c.resolve(get(schema, "items"))):
		c.report(p, where, "%s: a list of anything but plain values is not supported as a parameter", of)
	}
	c.schema(get(p, "schema"), where, of)
}

// isPlain reports whether a schema is of a text, a number or a boolean.
func isPlain(schema *yaml.Node) bool {
	return slices.Contains([]string{"string", "integer", "number", "boolean"}, text(schema, "type"))
}
