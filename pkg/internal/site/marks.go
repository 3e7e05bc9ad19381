package main

import (
	"encoding/json"
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
)

// fact is a limit or default of a field.
type fact struct {
	Name   string
	Values []string
}

// labels are the marks of a field.
func labels(s *openapi3.Schema, beside map[string]any) ([]label, error) {
	var all []label
	for _, extensions := range []map[string]any{s.Extensions, beside} {
		if mark := extensions["x-evidence"]; mark != nil {
			l, err := evidence(mark)
			if err != nil {
				return nil, err
			}
			all = append(all, l)
			break
		}
	}
	if s.Extensions["x-from-client"] != nil || beside["x-from-client"] != nil {
		all = append(all, label{"note", "from the client", "The client fills it in from its options; the method does not ask for it."})
	}
	if s.Format == "password" {
		all = append(all, label{"note", "secret", "The Go type prints as [redacted]."})
	}
	if s.Nullable {
		all = append(all, label{"plain", "may be null", "The vendor may send or accept null."})
	}
	if s.Deprecated {
		all = append(all, label{"poor", "deprecated", "The vendor discourages its use."})
	}
	return all, nil
}

// facts are the limits and defaults of a schema.
func facts(s *openapi3.Schema) []fact {
	var all []fact
	add := func(name string, values ...any) {
		f := fact{Name: name}
		for _, value := range values {
			f.Values = append(f.Values, plain(value))
		}
		all = append(all, f)
	}
	if len(s.Enum) > 0 {
		add("one of", s.Enum...)
	}
	if s.Default != nil {
		add("default", s.Default)
	}
	if s.Min != nil {
		add("at least", *s.Min)
	}
	if s.Max != nil {
		add("at most", *s.Max)
	}
	if s.MinLength > 0 {
		add("shortest length", s.MinLength)
	}
	if s.MaxLength != nil {
		add("longest length", *s.MaxLength)
	}
	if s.MinItems > 0 {
		add("fewest elements", s.MinItems)
	}
	if s.MaxItems != nil {
		add("most elements", *s.MaxItems)
	}
	if s.Pattern != "" {
		add("pattern", s.Pattern)
	}
	return all
}

// plain writes a value in a line: text bare, everything else as JSON.
func plain(value any) string {
	if text, ok := value.(string); ok && text != "" {
		return text
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}
