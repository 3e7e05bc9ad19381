package main

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	jsonType = "application/json"
	formType = "application/x-www-form-urlencoded"
)

// main is the media type that is kept of a body's: JSON, what is JSON by another
// name, a form, or else the first.
func (c *converter) main(op *yaml.Node, id, of string, content *yaml.Node) (mediaType string, media *yaml.Node) {
	best, rank := "", 9
	for name := range entries(content) {
		plain, _, _ := strings.Cut(name.Value, ";")
		r := 3
		switch {
		case plain == jsonType:
			r = 0
		case plain == "*/*" || strings.HasSuffix(plain, "json"):
			r = 1
		case plain == formType:
			r = 2
		}
		if r < rank {
			best, rank = name.Value, r
		}
	}
	if best == "" {
		return "", nil
	}
	if len(content.Content) > 2 {
		c.note(op, id, "%s: of several media types %s is kept", of, best)
	}
	media = get(content, best)
	plain, _, _ := strings.Cut(best, ";")
	if rank == 1 {
		c.note(op, id, "%s: %s is taken for %s", of, best, jsonType)
		plain = jsonType
	}
	return plain, media
}

func (c *converter) body(op *yaml.Node, id string, old *yaml.Node) *yaml.Node {
	mediaType, media := c.main(op, id, "request", get(old, "content"))
	switch {
	case media == nil, get(media, "schema") == nil && !isFile(mediaType):
		c.note(op, id, "the request has a body without a schema: it is left out")
		return nil
	case get(media, "schema") == nil:
		c.note(op, id, "the request has a body without a schema (%s): it is taken for a file", mediaType)
	}
	fresh := mapping("description", orElse(text(old, "description"), "What is sent."))
	if isTrue(old, "required") {
		set(fresh, "required", word("true"))
	}
	set(fresh, "content", mapping(mediaType, c.media(mediaType, media, strings.ToUpper(id[:1])+id[1:]+"Request")))
	return fresh
}

// media is a media type with a schema that has a name where it is an object.
func (c *converter) media(mediaType string, old *yaml.Node, name string) *yaml.Node {
	schema := c.resolve(get(old, "schema"))
	if isFile(mediaType) && (schema == nil || isBinary(schema)) {
		return mapping("schema", mapping("type", "string", "format", "binary"))
	}
	fresh := mapping("schema", c.named(clone(get(old, "schema")), name))
	if example := get(old, "example"); example != nil {
		set(fresh, "example", example)
		return fresh
	}
	for _, ref := range entries(get(old, "examples")) {
		if value := get(c.resolve(ref), "value"); value != nil {
			set(fresh, "example", value)
			return fresh
		}
	}
	return fresh
}

// outcomes name the successes of an operation that has several.
var outcomes = map[string]string{"200": "OK", "201": "Created", "202": "Accepted", "203": "OtherInformation", "204": "NoContent", "206": "Partial", "207": "Several"}

func (c *converter) answers(op *yaml.Node, id string, old *yaml.Node) *yaml.Node {
	fresh := mapping()
	for status, ref := range entries(old) {
		code := c.status(op, id, status.Value, old)
		response := c.resolve(ref)
		switch {
		case code == "": // told already
			continue
		case response == nil:
			c.note(op, id, "the answer %s is a reference that leads nowhere: it is left out", status.Value)
			continue
		case has(fresh, code):
			c.note(op, id, "the answer %s is left out: there is another for %s", status.Value, code)
			continue
		case code[0] == '1':
			c.note(op, id, "the answer %s is left out: no caller sees it", status.Value)
			continue
		}
		set(fresh, code, c.answer(op, id, code, response))
	}
	c.successes(op, id, fresh)
	for status, answer := range entries(fresh) {
		if verb := words(id)[0]; status.Value == "200" && !has(answer, "content") && (verb == "get" || verb == "list") {
			c.note(answer, id, "the file does not say what is answered: describe the body")
		}
	}
	if len(fresh.Content) == 0 {
		set(fresh, "200", mapping("description", proposed(str("Success."))))
		c.note(op, id, "the file documents no answer: look what there is")
	}
	return fresh
}

// status is the one that stands for what the file says, "" when it is left out.
func (c *converter) status(op *yaml.Node, id, said string, all *yaml.Node) string {
	upper := strings.ToUpper(said)
	if code, err := strconv.Atoi(said); err == nil && code >= 100 && code < 600 {
		return said
	}
	switch {
	case upper == "DEFAULT" && !successIn(all):
		c.note(op, id, "the only answer is \"default\": it is taken for a 200")
		return "200"
	case len(upper) == 3 && strings.HasSuffix(upper, "XX"):
		c.note(op, id, "the range %s is written as %c00: name the statuses that the vendor documents", said, said[0])
		return said[:1] + "00"
	}
	c.note(op, id, "the answer %q is left out: name the statuses that the vendor documents", said)
	return ""
}

func successIn(all *yaml.Node) bool {
	for status := range entries(all) {
		if strings.HasPrefix(status.Value, "2") {
			return true
		}
	}
	return false
}

func (c *converter) answer(op *yaml.Node, id, code string, old *yaml.Node) *yaml.Node {
	number, _ := strconv.Atoi(code)
	description := text(old, "description")
	fresh := mapping("description", description)
	if strings.TrimSpace(description) == "" {
		set(fresh, "description", proposed(str(orElse(http.StatusText(number), "An answer")+".")))
	}
	if headers := c.headers(fresh, id, code, get(old, "headers")); len(headers.Content) > 0 {
		set(fresh, "headers", headers)
	}
	mediaType, media := c.main(op, id, "answer "+code, get(old, "content"))
	switch {
	case media == nil || code == "204":
	case get(media, "schema") == nil && mediaType == jsonType:
		c.note(fresh, id, "answer %s has a body without a schema: it is any JSON", code)
		set(fresh, "content", mapping(mediaType, mapping("schema", c.untyped())))
	case number >= 300 && mediaType != jsonType, get(media, "schema") == nil && !isFile(mediaType):
		c.note(fresh, id, "the body of answer %s (%s) is left out", code, mediaType)
	case get(media, "schema") == nil:
		c.note(fresh, id, "the body of answer %s (%s) has no schema: it is taken for a file", code, mediaType)
		set(fresh, "content", mapping(mediaType, c.media(mediaType, media, "")))
	default:
		name := strings.ToUpper(id[:1]) + id[1:] + "Answer"
		if number >= 300 {
			name = strings.ToUpper(id[:1]) + id[1:] + "Refusal" + code
		}
		set(fresh, "content", mapping(mediaType, c.media(mediaType, media, name)))
		if number >= 300 && text(c.resolve(get(get(get(fresh, "content"), mediaType), "schema")), "type") != "object" {
			del(fresh, "content")
			c.note(fresh, id, "the body of answer %s is no object with a message: it is left out", code)
		}
	}
	return fresh
}

func (c *converter) headers(answer *yaml.Node, id, code string, old *yaml.Node) *yaml.Node {
	fresh := mapping()
	for name, ref := range entries(old) {
		header := c.resolve(ref)
		schema := clone(c.resolve(get(header, "schema")))
		if strings.EqualFold(name.Value, "content-type") {
			continue // OpenAPI says that it is ignored: the media type is that of the body
		}
		kind := ""
		if schema != nil {
			c.shape(schema, name.Value)
			kind = text(schema, "type")
		}
		if !slices.Contains([]string{"string", "integer", "boolean"}, kind) {
			c.note(answer, id, "the header %s of answer %s is left out: it is no text, integer or boolean", name.Value, code)
			continue
		}
		only := mapping("type", kind)
		if kind == "integer" {
			set(only, "format", str("int64"))
		}
		description := str(text(header, "description"))
		if description.Value == "" {
			description = proposed(str("The " + sentence(name.Value) + "."))
		}
		set(fresh, name.Value, mapping("description", description, "schema", only, "example", proposed(c.made(only, name.Value, 0))))
	}
	return fresh
}

// successes of different meaning are told apart by x-outcome, which needs a body
// for each.
func (c *converter) successes(op *yaml.Node, id string, answers *yaml.Node) {
	var codes []string
	for status := range entries(answers) {
		if status.Value[0] == '2' {
			codes = append(codes, status.Value)
		}
	}
	if len(codes) < 2 {
		return
	}
	bodies := 0
	for _, code := range codes {
		if has(get(answers, code), "content") {
			bodies++
		}
	}
	for _, code := range codes {
		switch {
		case bodies > 1 && has(get(answers, code), "content"):
			set(get(answers, code), "x-outcome", proposed(str(orElse(outcomes[code], "Success"+code))))
			c.note(get(answers, code), id, "there are several successes: name what %s means", code)
		case bodies > 0 && !has(get(answers, code), "content"), bodies == 0 && code != codes[0]:
			del(answers, code)
			c.note(op, id, "the success %s without a body is left out beside another success", code)
		}
	}
}
