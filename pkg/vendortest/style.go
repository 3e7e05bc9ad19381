package vendortest

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// isStyled reports whether the parameter is an object or a document, or is not in the
// usual style of its place.
func (p *parameter) isStyled() bool {
	usual := map[string]string{"path": "simple", "query": "form", "header": "simple"}[p.In]
	return p.json || p.isObject() || p.style() != usual && !(p.In == "query" && p.exploded()) || p.Schema.Type == "array" && p.In == "header"
}

func (p *parameter) isObject() bool { return p.Schema.Type == "object" || len(p.Schema.Properties) > 0 }

func (p *parameter) style() string {
	switch {
	case p.Style != "":
		return p.Style
	case p.In == "query", p.In == "cookie":
		return "form"
	}
	return "simple"
}

// exploded reports whether elements and properties stand by themselves. That is the
// usual way of the style form, and of no other.
func (p *parameter) exploded() bool {
	if p.Explode != nil {
		return *p.Explode
	}
	return p.style() == "form"
}

// checkStyled reads a parameter that is styled, and checks what it means.
func (op *operation) checkStyled(p *parameter, values map[string]string, query url.Values, r *http.Request, report reporter) {
	where := p.where()
	given := op.given(p, values, query, r)
	switch {
	case len(given) == 0 && p.Required:
		report(where, "is required and missing"+p.Schema.wanted())
		return
	case len(given) == 0:
		return
	}
	value, problem := p.read(given)
	if problem != "" {
		report(where, problem)
		return
	}
	p.Schema.check(value, "", func(at, problem string) { report(where+at, problem) })
}

// pair is what a request has of a parameter: its text, or the name and the text of one
// of its properties.
type pair struct{ name, text string }

// given are the pairs that a request has of a parameter.
func (op *operation) given(p *parameter, values map[string]string, query url.Values, r *http.Request) (given []pair) {
	switch p.In {
	case "path":
		return []pair{{text: values[p.Name]}}
	case "header":
		for _, text := range r.Header.Values(p.Name) {
			given = append(given, pair{text: text})
		}
		return given
	case "cookie":
		for _, cookie := range r.CookiesNamed(p.Name) {
			given = append(given, pair{text: cookie.Value})
		}
		return given
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if property, ok := p.takes(name); ok && (!p.takesAny(name) || op.taker(name) == p) {
			for _, text := range query[name] {
				given = append(given, pair{property, text})
			}
		}
	}
	return given
}

// takes reports whether a name of the query belongs to the parameter, and to which of
// its properties, "" for all of it.
func (p *parameter) takes(name string) (property string, ok bool) {
	switch {
	case p.In != "query":
		return "", false
	case p.style() == "deepObject":
		inner, ok := strings.CutPrefix(name, p.Name+"[")
		inner, closed := strings.CutSuffix(inner, "]")
		return inner, ok && closed
	case p.isObject() && p.exploded() && !p.json:
		return name, p.Schema.Properties[name] != nil || p.Schema.additional != nil
	}
	return "", name == p.Name
}

// takesAny reports whether the parameter takes the name because it takes all that are
// nobody else's: it is a map, exploded.
func (p *parameter) takesAny(name string) bool {
	property, ok := p.takes(name)
	return ok && property != "" && p.style() == "form" && p.Schema.Properties[name] == nil
}

// taker is the parameter that a name of the query belongs to, nil for none.
func (op *operation) taker(name string) (found *parameter) {
	for _, p := range op.Parameters {
		if _, ok := p.takes(name); ok && (found == nil || found.takesAny(name)) {
			found = p
		}
	}
	return found
}

// read makes a value of what was given. problem says why it is none.
func (p *parameter) read(given []pair) (value any, problem string) {
	if p.isObject() && !p.json && given[0].name != "" {
		return p.object(given)
	}
	if len(given) > 1 {
		return nil, "must be given once, is given " + times(len(given))
	}
	text := given[0].text
	switch {
	case p.json:
		if decode([]byte(text), &value) != nil {
			return nil, "must be JSON"
		}
		return value, ""
	case p.In == "path" && p.style() != "simple":
		return p.prefixed(text)
	}
	separator := map[string]string{"spaceDelimited": " ", "pipeDelimited": "|"}[p.style()]
	if separator == "" {
		separator = ","
	}
	return p.split(text, separator, p.exploded() && p.In != "cookie")
}

// prefixed reads a label or a matrix of the path.
func (p *parameter) prefixed(text string) (value any, problem string) {
	const label, matrix = ".", ";"
	begins, exploded := label, p.exploded()
	if p.style() == "matrix" {
		begins = matrix
	}
	rest, ok := strings.CutPrefix(text, begins)
	switch {
	case !ok:
		return nil, "must begin with " + begins
	case begins == label && exploded:
		return p.split(rest, ".", true)
	case begins == label:
		return p.split(rest, ",", false)
	case exploded && p.isObject():
		return p.split(rest, ";", true)
	case exploded && p.Schema.Type == "array":
		parts := strings.Split(rest, ";")
		for i, part := range parts {
			if parts[i], ok = strings.CutPrefix(part, p.Name+"="); !ok {
				return nil, "must have " + p.Name + "= before each element"
			}
		}
		return typedList(p.Schema, parts), ""
	case rest == p.Name:
		return p.split("", ",", false)
	}
	if rest, ok = strings.CutPrefix(rest, p.Name+"="); !ok {
		return nil, "must have " + p.Name + "= before the value"
	}
	return p.split(rest, ",", false)
}

// split reads a text whose parts are separated. The properties of an object are
// name=text when they stand by themselves, otherwise name and text in turn.
func (p *parameter) split(text, separator string, exploded bool) (value any, problem string) {
	if p.Schema.Type != "array" && !p.isObject() {
		return typed(p.Schema, text), ""
	}
	parts := strings.Split(text, separator)
	if !p.isObject() {
		return typedList(p.Schema, parts), ""
	}
	var pairs []pair
	switch {
	case exploded:
		for _, part := range parts {
			name, text, ok := strings.Cut(part, "=")
			if !ok {
				return nil, "must be name=value for each property"
			}
			pairs = append(pairs, pair{name, text})
		}
	case len(parts)%2 != 0:
		return nil, "must be a name and a value for each property"
	default:
		for i := 0; i < len(parts); i += 2 {
			pairs = append(pairs, pair{parts[i], parts[i+1]})
		}
	}
	return p.object(pairs)
}

func (p *parameter) object(pairs []pair) (value any, problem string) {
	object := map[string]any{}
	for _, each := range pairs {
		if _, twice := object[each.name]; twice {
			return nil, "must have each property once"
		}
		schema := p.Schema.Properties[each.name]
		if schema == nil {
			schema = p.Schema.additional
		}
		if schema == nil {
			schema = &typeless
		}
		object[each.name] = typed(schema, each.text)
	}
	return object, ""
}

var typeless schema
