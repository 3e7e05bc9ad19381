package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// pageFields are what x-page has by the way in which pages are told apart: what it
// must have, and what it may have beside it.
var pageFields = map[string]struct{ must, may string }{
	"number": {"parameter", "first"},
	"offset": {"parameter", "instead"},
	"cursor": {"parameter next", ""},
	"after":  {"parameter", "next rising"},
	"link":   {"next", ""},
}

// anyPage is what x-page may have in any case.
const anyPage = "by name size most items id more total past"

// pages checks x-page, by which a list is read page by page.
func (c *checker) pages(operation *yaml.Node, where string) {
	page := get(operation, "x-page")
	if page == nil {
		return
	}
	by := text(page, "by")
	fields, known := pageFields[by]
	if !known {
		c.report(page, where, "x-page: by is number, offset, cursor, after or link: what the vendor asks for a page by")
		return
	}
	for name := range strings.FieldsSeq(fields.must) {
		if get(page, name) == nil {
			c.report(page, where, "x-page: by: %s needs %s: %s", by, name, map[string]string{
				"parameter": "the query parameter that says which page is asked for",
				"next":      "the field of the answer, or \"header Link\", that says what the next page is asked for by",
			}[name])
		}
	}
	for key := range entries(page) {
		if !slices.Contains(strings.Fields(anyPage+" "+fields.must+" "+fields.may), key.Value) {
			c.report(key, where, "x-page: %s says nothing of a list by %s: take it out", key.Value, by)
		}
	}
	if text(get(operation, "x-repeat"), "delivered") != "true" {
		c.report(page, where, "x-page: only an operation that may be repeated is read page by page: x-repeat: {delivered: true, …}")
	}
	c.pageParameters(operation, page, by, where)
	c.pageAnswer(operation, page, by, where)
	c.pageMethod(operation, page, where)
}

// pageParameters checks the parameters that x-page names.
func (c *checker) pageParameters(operation, page *yaml.Node, by, where string) {
	for _, key := range []string{"parameter", "size", "instead"} {
		name := get(page, key)
		if name == nil {
			continue
		}
		parameter := c.queryParameter(operation, name.Value)
		kind := text(c.resolve(get(parameter, "schema")), "type")
		whole := key == "size" || by == "number" || by == "offset"
		switch {
		case parameter == nil:
			c.report(name, where, "x-page: %s %s is no query parameter of the operation: correct the name", key, name.Value)
		case get(parameter, "x-from-client") != nil:
			c.report(name, where, "x-page: %s %s is the client's (x-from-client): name one of the caller's", key, name.Value)
		case whole && kind != "integer", kind != "integer" && kind != "string":
			c.report(name, where, "x-page: %s %s is of type %s: make it an integer%s", key, name.Value, kind, map[bool]string{false: " or a string"}[whole])
		}
	}
	if get(page, "most") != nil && get(page, "size") == nil {
		c.report(get(page, "most"), where, "x-page: most is the size that pages are asked for with: name the parameter for it as size")
	}
	for _, key := range []string{"first", "most"} {
		if n := get(page, key); n != nil && n.Tag != "!!int" {
			c.report(n, where, "x-page: %s is a whole number", key)
		}
	}
}

// queryParameter finds a parameter of the operation or of its path.
func (c *checker) queryParameter(operation *yaml.Node, name string) *yaml.Node {
	all := content(get(operation, "parameters"))
	for _, item := range entries(get(c.root, "paths")) {
		for _, other := range entries(item) {
			if other == operation {
				all = append(all, content(get(item, "parameters"))...)
			}
		}
	}
	for _, p := range all {
		if p = c.resolve(p); text(p, "name") == name && text(p, "in") == "query" {
			return p
		}
	}
	return nil
}

// pageAnswer checks the fields that x-page names.
func (c *checker) pageAnswer(operation, page *yaml.Node, by, where string) {
	var answer, headers *yaml.Node
	successes := 0
	for status, ref := range entries(get(operation, "responses")) {
		if status.Value[0] == '2' {
			successes++
			response := c.resolve(ref)
			headers = get(response, "headers")
			for mediaType, media := range entries(get(response, "content")) {
				if form(mediaType.Value) == "json" {
					answer = get(media, "schema")
				}
			}
		}
	}
	list := c.inAnswer(answer, text(page, "items"))
	if successes != 1 || text(list, "type") != "array" {
		c.report(page, where, "x-page: the one success must be a list in JSON, or an object whose list items names, such as \"items: data.orders\"")
		return
	}
	if get(operation, "x-stream") != nil && get(page, "id") == nil && (by == "number" || by == "offset" || by == "after") {
		c.report(page, where, "x-page: a list that is read as a stream needs id, the field that tells an element from others")
	}
	for _, key := range []string{"next", "more", "total"} {
		name := get(page, key)
		if name == nil {
			continue
		}
		header, isHeader := strings.CutPrefix(name.Value, "header ")
		if isHeader && get(headers, header) == nil || !isHeader && !c.isField(answer, name.Value) {
			c.report(name, where, "x-page: %s %s is no field of the answer: name one by its path, such as meta.next, or a header of it as \"header X-Next\"", key, name.Value)
		}
	}
	element := c.resolve(get(list, "items"))
	id := get(page, "id")
	switch {
	case id != nil && !c.isField(element, id.Value):
		c.report(id, where, "x-page: id %s is no field of an element", id.Value)
	case id == nil && by == "after" && get(page, "next") == nil:
		c.report(page, where, "x-page: by: after needs id, the field of an element that is sent, or next, the field of the answer that has it")
	case get(page, "rising") != nil && (text(c.inAnswer(element, text(page, "id")), "type") != "integer" || get(page, "next") != nil):
		c.report(get(page, "rising"), where, "x-page: rising needs id, an integer of each element, and no next")
	}
	c.pagePast(operation, page, where)
}

// pagePast checks the refusal of a page past the last one.
func (c *checker) pagePast(operation, page *yaml.Node, where string) {
	past := get(page, "past")
	if past == nil {
		return
	}
	response := c.resolve(get(get(operation, "responses"), text(past, "status")))
	if response == nil || text(past, "field") == "" {
		c.report(past, where, "x-page: past is {status, field}: a documented refusal of a page past the last one, and a field that tells it from the page of a proxy")
	}
}

// inAnswer follows a path of properties, nil if it leads nowhere.
func (c *checker) inAnswer(schema *yaml.Node, path string) *yaml.Node {
	schema = c.resolve(schema)
	if path == "" {
		return schema
	}
	for name := range strings.SplitSeq(path, ".") {
		schema = c.propertyAt(schema, name)
	}
	return schema
}

func (c *checker) isField(schema *yaml.Node, path string) bool {
	field := c.inAnswer(schema, path)
	return isPlain(field) || text(field, "x-go-type") == "boxoffice.RawJSON"
}

// pageMethod checks that the methods of two lists have not the same name.
func (c *checker) pageMethod(operation, page *yaml.Node, where string) {
	name := text(page, "name")
	if name == "" {
		name = strings.TrimLeft(text(operation, "operationId"), "abcdefghijklmnopqrstuvwxyz")
	}
	name = strings.ToLower(name)
	if other := c.paged[name]; other != "" {
		c.report(page, where, "x-page: its method would have the name of that of %s: give one of them name", other)
	}
	if name == "" {
		c.report(page, where, "x-page: the operationId is one word: give the method a name, such as \"name: orders\"")
	}
	c.paged[name] = where
}
