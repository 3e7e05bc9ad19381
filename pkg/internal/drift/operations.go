package main

import (
	"fmt"
	"maps"
	"mime"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// compare lists the differences between two descriptions, by operation and then
// by schema.
func compare(ours, theirs *openapi3.T) *findings {
	f := newFindings(ours)
	c := &comparison{found: f, names: schemaNames(ours), seen: map[[2]*openapi3.Schema]bool{}}
	here, there := operations(ours), operations(theirs)
	for _, key := range slices.Sorted(maps.Keys(here)) {
		own := here[key]
		at := place{name: own.OperationID, marks: own.Extensions}
		if there[key] == nil {
			f.add(at, own.Extensions, "added", "operation", key+" is not published")
			continue
		}
		c.parameters(at, own, there[key])
		c.requests(at, own.RequestBody, there[key].RequestBody)
		c.answers(at, own.Responses, there[key].Responses)
	}
	for _, key := range slices.Sorted(maps.Keys(there)) {
		if here[key] == nil {
			f.add(place{}, nil, "missing", "operation "+key, "the vendor publishes it")
		}
	}
	f.idle = f.unused.left()
	return f
}

// operation is an operation with the parameters of its path.
type operation struct {
	*openapi3.Operation
	parameters map[string]*openapi3.Parameter
}

// operations are those of a document by method and path. Names in a path are not
// on the wire, so "{}" stands for each.
func operations(doc *openapi3.T) map[string]*operation {
	all := map[string]*operation{}
	for path, item := range doc.Paths.Map() {
		path = "/" + strings.Trim(variable.ReplaceAllString(path, "{}"), "/")
		for method, op := range item.Operations() {
			all[method+" "+path] = &operation{op, parameters(item.Parameters, op.Parameters)}
		}
	}
	return all
}

var variable = regexp.MustCompile(`\{[^}]*\}`)

// parameters are the query, header and cookie parameters by place and name.
func parameters(lists ...openapi3.Parameters) map[string]*openapi3.Parameter {
	all := map[string]*openapi3.Parameter{}
	for _, list := range lists {
		for _, ref := range list {
			p := ref.Value
			if p == nil || p.In == openapi3.ParameterInPath || ignoredHeader(p) {
				continue
			}
			name := p.Name
			if p.In == openapi3.ParameterInHeader {
				name = strings.ToLower(name)
			}
			all[p.In+" "+strings.TrimSuffix(name, "[]")] = p
		}
	}
	return all
}

// ignoredHeader reports whether OpenAPI says that a header parameter of this name
// is ignored.
func ignoredHeader(p *openapi3.Parameter) bool {
	return p.In == openapi3.ParameterInHeader &&
		slices.Contains([]string{"accept", "authorization", "content-type"}, strings.ToLower(p.Name))
}

func (c *comparison) parameters(at place, own, their *operation) {
	for _, key := range slices.Sorted(maps.Keys(own.parameters)) {
		ours := own.parameters[key]
		theirs := their.parameters[key]
		if theirs == nil {
			c.found.add(at, ours.Extensions, "added", key, "the vendor does not publish it")
			continue
		}
		c.required(at, ours.Extensions, key, ours.Required, theirs.Required)
		if ours.Schema != nil && theirs.Schema != nil {
			c.schemas(at, ours.Extensions, key, ours.Schema, theirs.Schema)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(their.parameters)) {
		if own.parameters[key] == nil {
			c.found.add(at, nil, "missing", key, "the vendor publishes it")
		}
	}
}

func (c *comparison) requests(at place, ours, theirs *openapi3.RequestBodyRef) {
	switch {
	case ours == nil && theirs == nil:
	case ours == nil:
		c.found.add(at, nil, "missing", "body", "the vendor publishes one")
	case theirs == nil:
		c.found.add(at, ours.Value.Extensions, "added", "body", "the vendor publishes none")
	default:
		c.required(at, ours.Value.Extensions, "body", ours.Value.Required, theirs.Value.Required)
		c.content(at, ours.Value.Extensions, "body", ours.Value.Content, theirs.Value.Content)
	}
}

func (c *comparison) answers(at place, ours, theirs *openapi3.Responses) {
	here, there := ours.Map(), theirs.Map()
	for _, status := range slices.Sorted(maps.Keys(here)) {
		own, what := here[status].Value, "answer "+status
		if there[status] == nil {
			c.found.add(at, own.Extensions, "added", what, "the vendor does not publish it")
			continue
		}
		their := there[status].Value
		c.content(at, own.Extensions, what, own.Content, their.Content)
		for _, name := range slices.Sorted(maps.Keys(their.Headers)) {
			if header(own.Headers, name) == "" {
				c.found.add(at, own.Extensions, "missing", what+" header "+strings.ToLower(name), "the vendor publishes it")
			}
		}
		for _, name := range slices.Sorted(maps.Keys(own.Headers)) {
			if header(their.Headers, name) == "" {
				c.found.add(at, own.Headers[name].Value.Extensions, "added", what+" header "+strings.ToLower(name), "the vendor does not publish it")
			}
		}
	}
	for _, status := range slices.Sorted(maps.Keys(there)) {
		if here[status] == nil {
			c.found.add(at, nil, "missing", "answer "+status, "the vendor publishes it")
		}
	}
}

// header is the name under which a header stands among others, "" for none.
func header(all openapi3.Headers, name string) string {
	for other := range all {
		if strings.EqualFold(other, name) {
			return other
		}
	}
	return ""
}

// content compares the media types of a body, and the schemas of those that both
// have. */* is whatever the other side says.
func (c *comparison) content(at place, marks map[string]any, what string, ours, theirs openapi3.Content) {
	here, there := mediaTypes(ours), mediaTypes(theirs)
	if whatever := there["*/*"]; whatever != nil && len(there) == 1 {
		there = map[string]*openapi3.MediaType{}
		for name := range here {
			there[name] = whatever
		}
	}
	if len(here) > 0 && len(there) == 0 {
		c.found.add(at, marks, "added", what+" body", "the vendor publishes no body")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(here)) {
		own, their := here[name], there[name]
		if their == nil {
			c.found.add(at, marks, "added", what+" "+name, "the vendor does not publish the media type")
			continue
		}
		if own.Schema != nil && their.Schema != nil {
			c.schemas(at, marks, what, own.Schema, their.Schema)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if here[name] == nil {
			c.found.add(at, marks, "missing", what+" "+name, "the vendor publishes the media type")
		}
	}
}

// mediaTypes are those of a body, without parameters such as a charset.
func mediaTypes(content openapi3.Content) map[string]*openapi3.MediaType {
	all := map[string]*openapi3.MediaType{}
	for name, media := range content {
		if plain, _, err := mime.ParseMediaType(name); err == nil {
			name = plain
		}
		all[name] = media
	}
	return all
}

func (c *comparison) required(at place, marks map[string]any, what string, ours, theirs bool) {
	if ours != theirs {
		c.found.add(at, marks, "required", what, fmt.Sprintf("%s here, %s as published", needed(ours), needed(theirs)))
	}
}

func needed(required bool) string {
	if required {
		return "required"
	}
	return "optional"
}
