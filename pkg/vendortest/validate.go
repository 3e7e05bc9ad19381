package vendortest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// finder hears what is wrong with a value, and where in it.
type finder func(at, problem string)

// check tells found everything in which value does not fit the schema. value is
// decoded JSON with its numbers as json.Number. No problem quotes a value.
func (s *schema) check(value any, at string, found finder) {
	if value == nil && s.Nullable {
		return
	}
	s.checkParts(value, at, found)
	if value == nil {
		if len(s.AllOf)+len(s.OneOf)+len(s.AnyOf) == 0 {
			found(at, "must not be null")
		}
		return
	}
	if s.Type != "" && kind(value) != s.Type && (s.Type != "integer" || kind(value) != "number") {
		found(at, fmt.Sprintf("must be %s, is %s", article(s.Type), article(kind(value))))
		return
	}
	if len(s.Enum) > 0 && !slices.ContainsFunc(s.Enum, func(e any) bool { return equal(e, value) }) {
		found(at, "must be one of "+enumeration(s.Enum))
		return
	}
	switch v := value.(type) {
	case json.Number:
		s.checkNumber(v, at, found)
	case string:
		s.checkString(v, at, found)
	case []any:
		s.checkLength("items", len(v), s.MinItems, s.MaxItems, at, found)
		for i, item := range v {
			if s.Items != nil {
				s.Items.check(item, fmt.Sprintf("%s[%d]", at, i), found)
			}
		}
	case map[string]any:
		s.checkObject(v, at, found)
	}
}

func (s *schema) checkObject(v map[string]any, at string, found finder) {
	s.checkLength("properties", len(v), s.MinProperties, s.MaxProperties, at, found)
	for _, name := range s.Required {
		if _, ok := v[name]; !ok {
			found(below(at, name), "is required and missing"+s.Properties[name].wanted())
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		switch property := s.Properties[name]; {
		case property != nil:
			property.check(v[name], below(at, name), found)
		case s.additional != nil:
			s.additional.check(v[name], below(at, name), found)
		case s.closed:
			found(below(at, name), undocumented(slices.Sorted(maps.Keys(s.Properties))))
		}
	}
}

// wanted is what a value that is missing would have to be, as the end of a
// message, "" when any value will do.
func (s *schema) wanted() string {
	switch {
	case s == nil:
		return ""
	case len(s.Enum) > 0:
		return ", must be one of " + enumeration(s.Enum)
	case s.Type != "":
		return ", must be " + article(s.Type)
	}
	return ""
}

// undocumented is the problem of a name where only others are documented.
func undocumented(others []string) string {
	if len(others) == 0 {
		return "is not documented; none is"
	}
	return "is not documented; documented: " + list(others)
}

func (s *schema) checkString(v, at string, found finder) {
	s.checkLength("characters", utf8.RuneCountInString(v), s.MinLength, s.MaxLength, at, found)
	if s.pattern != nil && !s.pattern.MatchString(v) {
		found(at, "must match "+s.Pattern)
	}
	if f, ok := formats[s.Format]; ok && !f.fits(v) {
		found(at, "must be "+f.what)
	}
}

func (s *schema) checkLength(of string, n, least int, most *int, at string, found finder) {
	if n < least {
		found(at, fmt.Sprintf("must have at least %d %s, has %d", least, of, n))
	}
	if most != nil && n > *most {
		found(at, fmt.Sprintf("must have at most %d %s, has %d", *most, of, n))
	}
}

func below(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

// kind is the JSON type of a decoded value.
func kind(value any) string {
	switch value.(type) {
	case json.Number:
		return "number"
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "null"
}

func article(kind string) string {
	if strings.ContainsAny(kind[:1], "aio") {
		return "an " + kind
	}
	return "a " + kind
}

// equal compares a value with one of an enumeration.
func equal(a, b any) bool {
	x, ok := a.(json.Number)
	y, both := b.(json.Number)
	if ok && both {
		return compare(x, y) == 0
	}
	switch a.(type) {
	case string, bool, json.Number:
		return a == b
	}
	return false
}

func enumeration(values []any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return list(texts)
}

func list(texts []string) string { return strings.Join(texts, ", ") }
