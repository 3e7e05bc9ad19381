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

// styles are those of OpenAPI 3.0 by the place of a parameter, the usual one first.
var styles = map[string][]string{
	"query":  {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
	"path":   {"simple", "label", "matrix"},
	"header": {"simple"},
	"cookie": {"form"},
}

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
	if styles[in] == nil {
		c.report(p, where, "%s: in: %s is no place of a parameter", of, in)
		return
	}
	if all := get(p, "content"); all != nil {
		c.content(p, all, where, of)
		return
	}
	c.styled(p, where, of)
	c.schema(get(p, "schema"), where, of)
}

// styled checks that a parameter's style can write its values, and that a reader can
// tell them apart.
func (c *checker) styled(p *yaml.Node, where, of string) {
	in, style := text(p, "in"), text(p, "style")
	if style == "" {
		style = styles[in][0]
	}
	schema := c.resolve(get(p, "schema"))
	explode := text(p, "explode") == "true" || style == "form" && text(p, "explode") == "" // the default
	isObject := text(schema, "type") == "object" || get(schema, "properties") != nil
	isList := text(schema, "type") == "array"
	delimited, usual := strings.HasSuffix(style, "Delimited"), style == styles[in][0]
	switch {
	case !slices.Contains(styles[in], style):
		c.report(get(p, "style"), where, "%s: style %s does not exist in: %s: %s do", of, style, in, strings.Join(styles[in], ", "))
	case schema == nil:
		c.report(p, where, "%s: schema is missing", of)
	case len(parts(schema)) > 0 || text(schema, "type") == "" && get(schema, "x-go-type") == nil && get(schema, "properties") == nil:
		c.report(p, where, "%s: the schema of a parameter has a type, and is made of no others", of)
	case text(p, "allowReserved") == "true" && in != "query":
		c.report(get(p, "allowReserved"), where, "%s: allowReserved is for the query: take it out", of)
	case get(p, "x-from-client") != nil && (in != "query" && in != "header" || isObject || isList || !usual || text(p, "allowReserved") == "true"):
		c.report(get(p, "x-from-client"), where, "%s: x-from-client is for a plain value in the query or in a header", of)
	case isObject && get(get(p, "schema"), "properties") != nil:
		c.report(p, where, "%s: an object with properties is a component of its own: move it to components.schemas", of)
	case isObject && !c.isFlat(schema):
		c.report(p, where, "%s: an object in a parameter has plain values alone, and none is nullable: describe JSON with content: {application/json: …}", of)
	case isList && !isPlain(c.resolve(get(schema, "items"))):
		c.report(p, where, "%s: a list in a parameter is of plain values: describe JSON with content: {application/json: …}", of)
	case style == "deepObject" && (!isObject || !explode):
		c.report(p, where, "%s: style deepObject is for objects, with explode: true", of)
	case delimited && (!isObject && !isList || isObject && explode):
		c.report(p, where, "%s: style %s is for lists, and for objects with explode: false", of, style)
	case in == "cookie" && explode && (isObject || isList):
		c.report(p, where, "%s: a list or object in a cookie has explode: false", of)
	case isObject && c.holdsSecret(schema, map[*yaml.Node]bool{}), text(schema, "format") == "password" && in == "path" && !usual:
		c.report(p, where, "%s: a secret is a parameter of its own, in the style %s", of, styles[in][0])
	}
}

// content checks a parameter that is a document.
func (c *checker) content(p, all *yaml.Node, where, of string) {
	for mediaType, media := range entries(all) {
		c.fields(media, mediaKind, where, of)
		if mediaType.Value != jsonType || len(all.Content) > 2 || text(p, "in") == "cookie" {
			c.report(mediaType, where, "%s: content is %s alone, and in no cookie: make the schema a string, whose text the caller encodes", of, jsonType)
		}
		if c.holdsSecret(get(media, "schema"), map[*yaml.Node]bool{}) {
			c.report(mediaType, where, "%s: a secret is a parameter of its own, in the style %s", of, styles[text(p, "in")][0])
		}
		c.typed(mediaType, get(media, "schema"), where, of)
	}
	if mark := get(p, "x-from-client"); mark != nil {
		c.report(mark, where, "%s: x-from-client is for a plain value in the query or in a header", of)
	}
}

// isFlat reports whether an object has plain values alone.
func (c *checker) isFlat(schema *yaml.Node) bool {
	values := []*yaml.Node{}
	for _, property := range entries(get(schema, "properties")) {
		values = append(values, property)
	}
	if additional := get(schema, "additionalProperties"); additional != nil && additional.Value != "false" {
		values = append(values, additional)
	}
	for _, value := range values {
		if value = c.resolve(value); !isPlain(value) || text(value, "nullable") == "true" {
			return false
		}
	}
	return len(values) > 0
}

// isPlain reports whether a schema is of a text, a number or a boolean.
func isPlain(schema *yaml.Node) bool {
	return slices.Contains([]string{"string", "integer", "number", "boolean"}, text(schema, "type"))
}
