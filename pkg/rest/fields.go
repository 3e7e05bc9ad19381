package rest

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// HasField reports whether name is a field of the request's body, by its JSON name
// and at any depth: "city", "address.city", "dates[0].day". A field name in a
// vendor's refusal may be printed when HasField is true: then it is a word of the
// specification and no value that the caller sent.
func (r *Request) HasField(name string) bool {
	if r.bodyType == nil || len(name) > 200 {
		return false
	}
	known := map[string]bool{}
	collectFields(r.bodyType, known, map[reflect.Type]bool{})
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(".[]", r) })
	found := false
	for _, word := range words {
		_, notIndex := strconv.ParseUint(word, 10, 16)
		if notIndex != nil && !known[word] {
			return false
		}
		found = found || notIndex != nil
	}
	return found
}

// collectFields collects the JSON names of a type's fields.
func collectFields(t reflect.Type, names map[string]bool, seen map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		collectFields(t.Elem(), names, seen)
	case reflect.Struct:
		if seen[t] {
			return
		}
		seen[t] = true
		if isNullable(t) {
			collectFields(t.Field(1).Type, names, seen)
			return
		}
		if variants, ok := decode.VariantsOf(t); ok {
			for _, variant := range variants.Types {
				collectFields(reflect.TypeOf(variant), names, seen)
			}
			return
		}
		for _, f := range sentFields(t) {
			if f.name != "" {
				names[f.name] = true
			}
			collectFields(t.Field(f.index).Type, names, seen)
		}
	}
}
