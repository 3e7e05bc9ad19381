package speccheck

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	jsonType = "application/json"
	formType = "application/x-www-form-urlencoded"
)

func (c *checker) body(body *yaml.Node, where string) {
	if !c.once(body) {
		return
	}
	c.fields(body, bodyKind, where, "requestBody")
	sent := 0
	for mediaType, media := range entries(get(body, "content")) {
		of := "requestBody " + mediaType.Value
		c.fields(media, mediaKind, where, of)
		switch mediaType.Value {
		case jsonType:
			sent++
		case formType:
			sent++
			c.form(media, where, of)
		default:
			c.report(mediaType, where, "%s: a body of this media type is not supported: %s and %s are", of, jsonType, formType)
		}
		if get(media, "schema") == nil {
			c.report(mediaType, where, "%s: schema is missing: without one there is nothing to send", of)
		}
		c.schema(get(media, "schema"), where, of)
	}
	if get(body, "content") == nil {
		c.report(body, where, "requestBody: content is missing: name the media type and the schema")
	}
}

// form checks that a form has plain fields.
func (c *checker) form(media *yaml.Node, where, of string) {
	schema := c.resolve(get(media, "schema"))
	if get(schema, "properties") == nil {
		c.report(media, where, "%s: a form is an object with properties", of)
	}
	for name, property := range entries(get(schema, "properties")) {
		if !isPlain(c.resolve(property)) {
			c.report(name, where, "%s: field %s: only plain values are supported in a form", of, name.Value)
		}
	}
}

func (c *checker) answers(responses *yaml.Node, where string) {
	var successes []*yaml.Node
	for status, ref := range entries(responses) {
		response := c.resolve(ref)
		of := "answer " + status.Value
		switch s := status.Value; {
		case s == "default":
			c.report(status, where, "%s: default is not supported: name every status that the vendor documents", of)
		case strings.HasSuffix(strings.ToUpper(s), "XX"):
			c.report(status, where, "%s: a range is not supported: name every status that the vendor documents", of)
		case len(s) != 3 || s[0] < '1' || s[0] > '5':
			c.report(status, where, "%s: this is no status", of)
		case s[0] == '2':
			successes = append(successes, status)
			c.success(status, response, where, of)
		}
		if !c.once(response) {
			continue
		}
		c.fields(response, responseKind, where, of)
		for name, header := range entries(get(response, "headers")) {
			c.header(c.resolve(header), where, of+" header "+name.Value)
		}
		for mediaType, media := range entries(get(response, "content")) {
			c.fields(media, mediaKind, where, of+" "+mediaType.Value)
			c.schema(get(media, "schema"), where, of+" "+mediaType.Value)
		}
	}
	for _, status := range successes {
		response := c.resolve(get(responses, status.Value))
		if len(successes) > 1 && text(response, "x-outcome") == "" {
			c.report(status, where, "answer %s: there are several successes: name what each means with x-outcome, such as \"x-outcome: PaymentPage\"", status.Value)
		}
		if len(successes) > 1 && get(response, "content") == nil && !c.hasResult(response) {
			c.report(status, where, "answer %s: a success without a body beside another success is not supported", status.Value)
		}
	}
}

// success checks that the answer can be decoded.
func (c *checker) success(status, response *yaml.Node, where, of string) {
	forms := 0
	for mediaType, media := range entries(get(response, "content")) {
		schema := c.resolve(get(media, "schema"))
		switch {
		case mediaType.Value == jsonType:
			forms++
		case mediaType.Value == "application/xml":
			if get(get(schema, "xml"), "name") == nil || !c.isOneList(schema) {
				c.report(mediaType, where, "%s: an answer in XML must be a list: an object with xml.name and one array", of)
			}
		default:
			c.report(mediaType, where, "%s: the media type %s is not supported in a success: %s is, and lists in application/xml", of, mediaType.Value, jsonType)
			continue
		}
		if get(media, "schema") == nil {
			c.report(mediaType, where, "%s: %s has no schema: without one the body would not be read; x-go-type: boxoffice.RawJSON is JSON of no documented form", of, mediaType.Value)
		}
	}
	if get(response, "content") != nil && forms == 0 {
		c.report(status, where, "%s: %s must be among the media types", of, jsonType)
	}
}

func (c *checker) isOneList(schema *yaml.Node) bool {
	n, list := 0, false
	for _, property := range entries(get(schema, "properties")) {
		n++
		list = text(c.resolve(property), "type") == "array"
	}
	return n == 1 && list
}

// headerTypes are what a response header can be decoded to.
var headerTypes = map[string]bool{"string": true, "int64": true, "bool": true, "boxoffice.Sensitive": true}

func (c *checker) header(header *yaml.Node, where, of string) {
	if !c.once(header) {
		return
	}
	c.fields(header, headerKind, where, of)
	schema := c.resolve(get(header, "schema"))
	goType := text(schema, "x-go-type")
	if text(header, "x-result") == "true" && !headerTypes[goType] && (goType != "" || text(schema, "type") != "string" || text(schema, "format") == "date-time") {
		c.report(header, where, "%s: a header in the result must be a string, or have x-go-type int64, bool or boxoffice.Sensitive", of)
	}
	c.schema(get(header, "schema"), where, of)
}

// hasResult reports whether an answer has a header in its result.
func (c *checker) hasResult(response *yaml.Node) bool {
	for _, header := range entries(get(response, "headers")) {
		if text(c.resolve(header), "x-result") == "true" {
			return true
		}
	}
	return false
}
