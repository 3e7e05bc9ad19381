package vendortest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Operation describes an operation of the specification, for programs that let a user
// choose one or that build requests.
type Operation struct {
	ID      string `json:"id"`
	Method  string `json:"method"`
	Path    string `json:"path"` // with the base path, and {templates}
	Summary string `json:"summary"`
	Tag     string `json:"tag"` // the first
	// Parameters are those in path, query and header, those of the path included.
	Parameters []Parameter `json:"parameters"`
	// Body is nil for an operation without one.
	Body    *Body    `json:"body"`
	Answers []Answer `json:"answers"`
	// Schemes are the security schemes of which one is wanted, none for an
	// anonymous operation.
	Schemes []string `json:"schemes"`
}

// Parameter describes a parameter of an operation.
type Parameter struct {
	Name     string   `json:"name"`
	In       string   `json:"in"` // path, query or header
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Exploded bool     `json:"exploded"` // the elements of a list are sent as several parameters
	Values   []string `json:"values"`   // of an enumeration
	// Example is the documented example as it is sent, before escaping: one text,
	// or one for each element of a list that is sent as several parameters.
	Example []string `json:"example"`
}

// Body describes the body of a request.
type Body struct {
	Required  bool   `json:"required"`
	MediaType string `json:"mediaType"` // JSON where there is a choice
	Example   string `json:"example"`   // as it is sent
}

// Answer describes a documented answer.
type Answer struct {
	Status      string   `json:"status"` // "200", or "default"
	Description string   `json:"description"`
	MediaTypes  []string `json:"mediaTypes"`
	Examples    []string `json:"examples"` // names, none for a single example
	Example     string   `json:"example"`  // the body of the first, "" for none
}

// Operations describes all operations, by path.
func (s *Server) Operations() []Operation {
	all := make([]Operation, len(s.spec.ordered))
	for i, op := range s.spec.ordered {
		all[i] = op.describe(s.spec.bases[0])
	}
	return all
}

func (op *operation) describe(base string) Operation {
	o := Operation{
		ID: op.ID, Method: op.method, Path: base + op.path, Summary: op.Summary,
		Parameters: []Parameter{}, Answers: []Answer{}, Schemes: []string{},
	}
	if len(op.Tags) > 0 {
		o.Tag = op.Tags[0]
	}
	for _, p := range op.Parameters {
		if p.In == "header" && ignored[http.CanonicalHeaderKey(p.Name)] {
			continue
		}
		described := Parameter{Name: p.Name, In: p.In, Type: p.Schema.Type, Required: p.Required, Exploded: p.In == "query" && p.Schema.Type == "array" && p.exploded(), Values: []string{}, Example: p.example()}
		for _, value := range p.Schema.Enum {
			described.Values = append(described.Values, fmt.Sprint(value))
		}
		o.Parameters = append(o.Parameters, described)
	}
	if b := op.RequestBody; b != nil && len(b.Content) > 0 {
		mediaType := mediaTypes(b.Content)[0]
		o.Body = &Body{Required: b.Required, MediaType: mediaType, Example: string(b.Content[mediaType].sample(mediaType))}
	}
	for _, status := range op.statuses() {
		r := op.Responses[status]
		a := Answer{Status: status, Description: r.Description, MediaTypes: append([]string{}, mediaTypes(r.Content)...), Examples: []string{}}
		if len(a.MediaTypes) > 0 {
			m := r.Content[a.MediaTypes[0]]
			a.Examples = append(a.Examples, slices.Sorted(maps.Keys(m.Examples))...)
			a.Example = string(m.sample(a.MediaTypes[0]))
		}
		o.Answers = append(o.Answers, a)
	}
	for _, requirement := range op.requirements {
		o.Schemes = append(o.Schemes, slices.Sorted(maps.Keys(requirement))...)
	}
	return o
}

// example is the parameter's example as it is sent.
func (p *parameter) example() []string {
	if p.Example == nil || p.isStyled() {
		return []string{}
	}
	items, isList := p.Example.([]any)
	if !isList {
		return []string{fmt.Sprint(p.Example)}
	}
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = fmt.Sprint(item)
	}
	if p.In == "query" && p.exploded() {
		return texts
	}
	return []string{strings.Join(texts, ",")}
}

// sample is the first documented example as it is sent, nil for none.
func (m *media) sample(mediaType string) []byte {
	if mediaType == "application/x-www-form-urlencoded" {
		raw := m.Example
		for _, key := range slices.Sorted(maps.Keys(m.Examples)) {
			if raw == nil {
				raw = m.Examples[key].Value
			}
		}
		return formOf(raw)
	}
	body, err := m.example(mediaType, "")
	if err != nil {
		return nil
	}
	return body
}

// formOf encodes an object as a form.
func formOf(raw json.RawMessage) []byte {
	var object map[string]any
	if raw == nil || decode(raw, &object) != nil {
		return nil
	}
	form := url.Values{}
	for name, value := range object {
		items, isList := value.([]any)
		if !isList {
			items = []any{value}
		}
		for _, item := range items {
			form.Add(name, fmt.Sprint(item))
		}
	}
	return []byte(form.Encode())
}

// ExampleRequest returns a request of the operation with the documented examples as
// its values: method, URL below origin, header and body, without a credential. A given
// parameter replaces its example, and "" leaves the parameter out. A parameter that is
// not required is sent only when it is given.
func (o Operation) ExampleRequest(origin string, given map[string]string) (*http.Request, error) {
	path, query, header := o.Path, url.Values{}, http.Header{}
	for _, p := range o.Parameters {
		texts := p.Example
		if text, ok := given[p.Name]; ok {
			texts = []string{text}
		} else if !p.Required {
			continue
		}
		for _, text := range texts {
			switch {
			case p.In == "path":
				path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(text))
			case text == "":
			case p.In == "query":
				query.Add(p.Name, text)
			default:
				header.Add(p.Name, text)
			}
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	var body *strings.Reader
	if o.Body != nil {
		body = strings.NewReader(o.Body.Example)
		header.Set("Content-Type", o.Body.MediaType)
	} else {
		body = strings.NewReader("")
	}
	req, err := http.NewRequest(o.Method, origin+path, body) //nolint:noctx // the caller gives it one
	if err != nil {
		return nil, fmt.Errorf("vendortest: %s: %s is no URL", o.ID, strconv.Quote(origin))
	}
	req.Header = header
	return req, nil
}

// Hosts returns the hosts of the documented servers, such as "api.example.com". When
// the first label is different for each caller, the host begins with "*.".
func (s *Server) Hosts() []string { return slices.Clone(s.spec.hosts) }
