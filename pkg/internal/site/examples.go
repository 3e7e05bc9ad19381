package main

import (
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

type parameter = openapi3.Parameter

// exampleOf is a parameter's example, or else its default or its first
// permitted value.
func exampleOf(p *parameter) (any, bool) {
	if p.Example != nil {
		return p.Example, true
	}
	for _, e := range p.Examples {
		if e.Value != nil && e.Value.Value != nil {
			return e.Value.Value, true
		}
	}
	if p.Schema == nil || p.Schema.Value == nil {
		return nil, false
	}
	switch s := p.Schema.Value; {
	case s.Example != nil:
		return s.Example, true
	case s.Default != nil:
		return s.Default, true
	case len(s.Enum) > 0:
		return s.Enum[0], true
	}
	return nil, false
}

// separator is what joins the elements of a parameter that is a list, "" when
// each is given by itself or the parameter is no list.
func separator(p *parameter) string {
	if p.Schema == nil || p.Schema.Value == nil || p.Schema.Value.Items == nil {
		return ""
	}
	form, err := p.SerializationMethod()
	if err != nil {
		return ""
	}
	switch {
	case form.Style == "spaceDelimited" && !form.Explode:
		return " "
	case form.Style == "pipeDelimited" && !form.Explode:
		return "|"
	case form.Style == "simple", form.Style == "form" && !form.Explode:
		return ","
	}
	return ""
}

// listForm says how the elements of a parameter that is a list are written, ""
// of another parameter.
func listForm(p *parameter) string {
	switch separator(p) {
	case ",":
		return "elements are joined by commas"
	case " ":
		return "elements are joined by spaces"
	case "|":
		return "elements are joined by |"
	}
	if p.In == "query" && p.Schema != nil && p.Schema.Value != nil && p.Schema.Value.Items != nil {
		return "given once for each element"
	}
	return ""
}

// shownParameters are the query, header and cookie parameters that an example
// call gives: those that are required, and two others so that the reader sees
// how they are given. What the client fills in is not among them.
func shownParameters(op *oas.Operation) []*parameter {
	var shown []*parameter
	optional := 0
	page, _ := op.Spec.Extensions["x-page"].(map[string]any)
	for _, in := range []string{"query", "header", "cookie"} {
		for _, p := range op.Parameters(in) {
			if p.Extensions["x-from-client"] != nil || !p.Required && page["instead"] == p.Name {
				continue
			}
			if _, ok := exampleOf(p); !p.Required && (!ok || optional == 2) {
				continue
			} else if !p.Required {
				optional++
			}
			shown = append(shown, p)
		}
	}
	return shown
}

// example is one example of a body.
type example struct {
	MediaType, Summary string
	Value              any
}

// mediaExamples are the examples of one media type, in the order of their names.
func mediaExamples(o order, mediaType string, m *openapi3.MediaType) []example {
	if m.Example != nil {
		return []example{{mediaType, "", m.Example}}
	}
	var all []example
	for _, name := range names(o, m.Examples) {
		if e := m.Examples[name].Value; e != nil && e.Value != nil {
			summary := e.Summary
			if summary == "" {
				summary = name
			}
			all = append(all, example{mediaType, summary, e.Value})
		}
	}
	return all
}

// requestExample is the first example of the operation's body, nil when it has
// none. JSON comes before other media types.
func requestExample(op *oas.Operation) *example {
	if op.Spec.RequestBody == nil || op.Spec.RequestBody.Value == nil {
		return nil
	}
	content := op.Spec.RequestBody.Value.Content
	all := names(nil, content)
	for i, mediaType := range all {
		if mediaType == "application/json" {
			all[0], all[i] = all[i], all[0]
		}
	}
	for _, mediaType := range all {
		if found := mediaExamples(nil, mediaType, content[mediaType]); len(found) > 0 {
			return &found[0]
		}
	}
	return nil
}

// clientFields are the fields of the body that the client fills in.
func clientFields(op *oas.Operation) map[string]bool {
	fields := map[string]bool{}
	for _, media := range op.Spec.RequestBody.Value.Content {
		if media.Schema == nil || media.Schema.Value == nil {
			continue
		}
		for name, property := range media.Schema.Value.Properties {
			if property.Extensions["x-from-client"] != nil || property.Value != nil && property.Value.Extensions["x-from-client"] != nil {
				fields[name] = true
			}
		}
	}
	return fields
}
