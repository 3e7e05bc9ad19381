package vendortest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// reporter hears what is wrong with a request, and where.
type reporter func(where, problem string)

// checkParameters checks path values, query, header and cookie parameters. A query parameter
// _ is a warning: clients in JavaScript have an option to send one with the time, so
// that no cache answers. keys are the names of credentials in the query.
func (op *operation) checkParameters(values map[string]string, r *http.Request, keys []string, report, warn reporter) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		report("query", "must be escaped, has a % that begins no escape or a semicolon")
	}
	for _, p := range op.Parameters {
		if p.isStyled() {
			op.checkStyled(p, values, query, r, report)
			continue
		}
		var given []string
		switch p.In {
		case "path":
			given = []string{values[p.Name]}
		case "query":
			given = query[p.Name]
		case "header":
			if ignored[http.CanonicalHeaderKey(p.Name)] {
				continue
			}
			given = r.Header.Values(p.Name)
		}
		p.check(given, report)
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		switch {
		case op.taker(name) != nil, slices.Contains(keys, name):
		case name == "_":
			warn("query parameter _", undocumented(op.parameterNames("query")))
		default:
			report("query parameter "+name, undocumented(op.parameterNames("query")))
		}
	}
}

func (op *operation) parameterNames(in string) []string {
	var names []string
	for _, p := range op.Parameters {
		if p.In == in {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return names
}

func times(n int) string { return fmt.Sprintf("%d times", n) }

// ignored are the header parameters that OpenAPI gives no meaning: they are
// described elsewhere.
var ignored = map[string]bool{"Accept": true, "Content-Type": true, "Authorization": true}

// where names the parameter in a violation.
func (p *parameter) where() string {
	if p.In == "path" {
		return "path value " + p.Name
	}
	return p.In + " parameter " + p.Name
}

func (p *parameter) check(given []string, report reporter) {
	where := p.where()
	if len(given) == 0 {
		if p.Required {
			report(where, "is required and missing"+p.Schema.wanted())
		}
		return
	}
	found := func(at, problem string) { report(where+at, problem) }
	if p.Schema.Type == "array" {
		if p.In != "query" || !p.exploded() {
			if len(given) > 1 {
				report(where, "must be given once with its elements separated by commas, is given "+times(len(given)))
				return
			}
			given = strings.Split(given[0], ",")
		}
		p.Schema.check(typedList(p.Schema, given), "", found)
		return
	}
	switch {
	case len(given) > 1:
		report(where, "must be given once, is given "+times(len(given)))
	case given[0] == "" && p.Required:
		report(where, "is required and empty"+p.Schema.wanted())
	default:
		p.Schema.check(typed(p.Schema, given[0]), "", found)
	}
}

// typed reads a parameter's or form field's text as the value its schema means.
// Text that is none stays text, which the schema then refuses.
func typed(s *schema, text string) any {
	switch s.Type {
	case "integer", "number":
		var n json.Number
		if json.Unmarshal([]byte(text), &n) == nil && n.String() == text {
			return n
		}
	case "boolean":
		if text == "true" || text == "false" {
			return text == "true"
		}
	}
	return text
}

func typedList(s *schema, texts []string) []any {
	values := make([]any, len(texts))
	for i, text := range texts {
		values[i] = text
		if s.Items != nil {
			values[i] = typed(s.Items, text)
		}
	}
	return values
}
