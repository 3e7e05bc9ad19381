package speccheck

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	jsonType      = "application/json"
	formType      = "application/x-www-form-urlencoded"
	multipartType = "multipart/form-data"
)

// form is how a body of a media type is written: by its fields, or as it is.
func form(mediaType string) string {
	switch {
	case mediaType == jsonType, strings.HasSuffix(mediaType, "+json"):
		return "json"
	case mediaType == formType, mediaType == multipartType:
		return "form"
	}
	return "opaque"
}

func (c *checker) body(body *yaml.Node, where string) {
	if !c.once(body) {
		return
	}
	c.fields(body, bodyKind, where, "requestBody")
	if get(body, "content") == nil {
		c.report(body, where, "requestBody: content is missing: name the media type and the schema")
	}
	for mediaType, media := range entries(get(body, "content")) {
		of := "requestBody " + mediaType.Value
		c.fields(media, mediaKind, where, of)
		switch schema := get(media, "schema"); form(mediaType.Value) {
		case "opaque":
			c.opaque(mediaType, schema, where, of)
		case "form":
			c.form(mediaType, schema, where, of)
			c.schema(schema, where, of)
		default:
			c.typed(mediaType, schema, where, of)
			c.sent(schema, where, of+": body", map[*yaml.Node]bool{})
		}
	}
	c.oneForm(get(body, "content"), where, "requestBody")
}

// typed checks a body that is read or written by its fields.
func (c *checker) typed(mediaType, schema *yaml.Node, where, of string) {
	if schema == nil {
		c.report(mediaType, where, "%s: schema is missing; x-go-type: boxoffice.RawJSON is JSON of no documented form", of)
	}
	c.schema(schema, where, of)
}

// opaque checks a body that is sent or received as it is.
func (c *checker) opaque(mediaType, schema *yaml.Node, where, of string) {
	if schema = c.resolve(schema); schema != nil && text(schema, "type") != "string" {
		c.report(mediaType, where, "%s: a body of this media type is bytes or text: its schema is {type: string, format: binary}, or {type: string} for text", of)
	}
}

// oneForm checks that bodies of several media types are one type in Go.
func (c *checker) oneForm(all *yaml.Node, where, of string) {
	first := ""
	for mediaType, media := range entries(all) {
		schema := get(media, "schema")
		kind := form(mediaType.Value)
		switch {
		case kind == "form":
			kind = "json"
		case kind == "opaque" && mediaType.Value == "application/xml" && c.isOneList(c.resolve(schema)):
			continue // the list that is JSON too
		case kind == "opaque" && text(c.resolve(schema), "format") != "binary":
			kind = "text"
		}
		kind += " " + text(schema, "$ref")
		if first == "" {
			first = kind
		}
		if kind != first {
			c.report(mediaType, where, "%s: %s has another form than the media types before it: a method has one type for it; leave one of them, with a reason in the description", of, mediaType.Value)
		}
	}
}

// form checks that the fields of a form can be written.
func (c *checker) form(mediaType, schema *yaml.Node, where, of string) {
	schema = c.resolve(schema)
	if get(schema, "properties") == nil {
		c.report(mediaType, where, "%s: a form is an object with properties", of)
	}
	for name, property := range entries(get(schema, "properties")) {
		plain := c.resolve(property)
		if text(plain, "type") == "array" {
			plain = c.resolve(get(plain, "items"))
		}
		switch {
		case mediaType.Value == multipartType && text(plain, "format") == "binary":
			c.met[plain], c.met[c.resolve(property)] = true, true // a file, which no other body can hold
		case mediaType.Value == formType && !isPlain(plain):
			c.report(name, where, "%s: field %s: plain values and lists of them are supported in a form", of, name.Value)
		}
	}
}

func (c *checker) answers(responses *yaml.Node, where string) {
	var successes []*yaml.Node
	for status, ref := range entries(responses) {
		if s := status.Value; s != "default" && (len(s) != 3 || s[0] < '1' || s[0] > '5') {
			c.report(status, where, "answer %s: this is no status: write one such as 200, a range such as 4XX, or default", s)
		} else if s[0] == '2' {
			successes = append(successes, status)
		}
		c.answer(c.resolve(ref), where, "answer "+status.Value, status.Value[0] == '2')
	}
	for _, status := range successes {
		if response := c.resolve(get(responses, status.Value)); len(successes) > 1 && text(response, "x-outcome") == "" {
			c.report(status, where, "answer %s: there are several successes: name what each means with x-outcome, such as \"x-outcome: PaymentPage\"", status.Value)
		}
	}
}

func (c *checker) answer(response *yaml.Node, where, of string, success bool) {
	if !c.once(response) {
		return
	}
	c.fields(response, responseKind, where, of)
	for name, header := range entries(get(response, "headers")) {
		c.header(c.resolve(header), where, of+" header "+name.Value)
	}
	for mediaType, media := range entries(get(response, "content")) {
		of := of + " " + mediaType.Value
		c.fields(media, mediaKind, where, of)
		schema := get(media, "schema")
		switch {
		case form(mediaType.Value) == "json":
			c.typed(mediaType, schema, where, of)
		case mediaType.Value == "application/xml" && c.isOneList(c.resolve(schema)) && get(c.resolve(schema), "xml") != nil:
			c.inXML(schema, where, of, map[*yaml.Node]bool{})
			c.schema(schema, where, of)
		case mediaType.Value == "application/xml" && text(c.resolve(schema), "type") != "string":
			c.report(mediaType, where, "%s: an answer in XML must be a list: an object with xml.name and one array; or {type: string} for its text", of)
		default:
			c.opaque(mediaType, schema, where, of)
		}
	}
	if success {
		c.oneForm(get(response, "content"), where, of)
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

func (c *checker) header(header *yaml.Node, where, of string) {
	if !c.once(header) {
		return
	}
	c.fields(header, headerKind, where, of)
	schema := c.resolve(get(header, "schema"))
	if text(header, "x-result") == "true" && (!isPlain(schema) || text(schema, "type") == "number" && get(schema, "x-go-type") == nil) {
		c.report(header, where, "%s: a header in the result is a string, an integer or a boolean", of)
	}
	c.schema(get(header, "schema"), where, of)
}
