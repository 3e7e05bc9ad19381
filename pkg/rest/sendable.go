package rest

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// unsendable finds what must not be sent: something that the program did not set
// and that would go out as a value, a decimal that is no number, text that is not
// UTF-8. It returns the place and what is wrong there, "" for nothing.
func unsendable(v reflect.Value, required bool, at func() string) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ""
		}
		return unsendable(v.Elem(), required, at)
	case reflect.String:
		return badText(v, required, at)
	case reflect.Slice:
		if v.IsNil() && required {
			return at() + " is nil; give a list, which may be empty"
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return "" // raw JSON, which the encoder checks
		}
		for i := range v.Len() {
			if problem := unsendable(v.Index(i), true, func() string { return at() + "[" + strconv.Itoa(i) + "]" }); problem != "" {
				return problem
			}
		}
	case reflect.Map:
		if v.IsNil() && required {
			return at() + " is nil; give a map, which may be empty"
		}
		for entries := v.MapRange(); entries.Next(); {
			if problem := unsendable(entries.Value(), true, func() string { return at() + "." + entries.Key().String() }); problem != "" {
				return problem
			}
		}
	case reflect.Struct:
		if isNullable(v.Type()) {
			return badNullable(v, required, at)
		}
		for _, f := range sentFields(v.Type()) {
			if problem := unsendable(v.Field(f.index), f.required, func() string { return join(at(), f.name) }); problem != "" {
				return problem
			}
		}
	}
	return ""
}

func join(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}

func badText(v reflect.Value, required bool, at func() string) string {
	text := v.String()
	switch {
	case !utf8.ValidString(text):
		return at() + " is not UTF-8 text"
	case v.Type() != reflect.TypeFor[boxoffice.Decimal](), text == "" && !required:
		return ""
	case text == "":
		return at() + " is missing; a decimal such as \"12.50\" must be given"
	}
	if _, err := boxoffice.Decimal(text).Rat(); err != nil {
		return at() + " is not a decimal number such as \"12.50\""
	}
	return ""
}

// badNullable looks into a boxoffice.Nullable, whose fields are its state and its
// value.
func badNullable(v reflect.Value, required bool, at func() string) string {
	const absent, null = 0, 1
	switch v.Field(0).Uint() {
	case absent:
		if required {
			return at() + " is missing; give boxoffice.Set or boxoffice.Null"
		}
		return ""
	case null:
		return ""
	}
	return unsendable(v.Field(1), true, at)
}

func isNullable(t reflect.Type) bool {
	return strings.HasPrefix(t.Name(), "Nullable[") && t.PkgPath() == reflect.TypeFor[boxoffice.Decimal]().PkgPath()
}

// sentField is a field of a request, by its JSON name.
type sentField struct {
	index    int
	name     string
	required bool
}

var sentFieldsOf sync.Map // []sentField by reflect.Type

func sentFields(t reflect.Type) []sentField {
	if fields, ok := sentFieldsOf.Load(t); ok {
		return fields.([]sentField) //nolint:forcetypeassert // nothing else is stored
	}
	var fields []sentField
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "-" && (f.IsExported() || f.Anonymous) {
			fields = append(fields, sentField{i, name, option == ""})
		}
	}
	sentFieldsOf.Store(t, fields)
	return fields
}
