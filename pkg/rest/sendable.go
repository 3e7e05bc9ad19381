package rest

import (
	"cmp"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/decimal"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// unsendable looks for a value that must not be sent: a required value that the
// program did not set, a decimal that is not a number, or text that is not UTF-8. It
// returns where the value is and what is wrong with it, or nil.
func unsendable(v reflect.Value, required bool) *obstacle {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return unsendable(v.Elem(), true) // a pointer that is not nil is always sent
	case reflect.String:
		return badText(v, required)
	case reflect.Float32, reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return &obstacle{what: "is no number that can be sent"}
		}
	case reflect.Slice:
		if v.IsNil() && required {
			return &obstacle{what: "is nil; give a list, which may be empty"}
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return badRaw(v.Bytes())
		}
		for i := range v.Len() {
			element := v.Index(i)
			if o := cmp.Or(unsendable(element, true), unset(element)); o != nil {
				return o.in("[" + strconv.Itoa(i) + "]")
			}
		}
	case reflect.Map:
		if v.IsNil() && required {
			return &obstacle{what: "is nil; give a map, which may be empty"}
		}
		for entries := v.MapRange(); entries.Next(); {
			if !utf8.ValidString(entries.Key().String()) {
				return &obstacle{what: "has a key that is not UTF-8 text"}
			}
			if o := unsendable(entries.Value(), true); o != nil {
				return o.in("." + entries.Key().String())
			}
		}
	case reflect.Struct:
		sent := sentAs(v.Type())
		if sent.file { // its first field is Content
			if v.Field(0).IsNil() && required {
				return (&obstacle{what: "is nil; give a reader"}).in(".Content")
			}
			return nil
		}
		if sent.nullable {
			return badNullable(v, required)
		}
		if sent.oneOf {
			if v.Field(0).IsNil() && required {
				return &obstacle{what: "is missing; make it with a function whose name begins with New" + v.Type().Name()}
			}
			return unsendable(v.Field(0), true)
		}
		for _, f := range sent.fields {
			o := unsendable(v.Field(f.index), f.required)
			if f.required {
				o = cmp.Or(o, unset(v.Field(f.index)))
			}
			if o != nil {
				if f.name != "" {
					o = o.in("." + f.name)
				}
				return o
			}
		}
	}
	return nil
}

// unset refuses a required date or value of an enumeration that the program did not set:
// "" is neither. A plain text and a secret may be empty, and are the vendor's to refuse.
func unset(v reflect.Value) *obstacle {
	if v.Kind() != reflect.String || v.Len() > 0 || v.Type() == reflect.TypeFor[string]() || v.Type() == reflect.TypeFor[boxoffice.Sensitive]() {
		return nil
	}
	return &obstacle{what: "is missing; it must be given"}
}

// badRaw refuses a raw value that is not JSON in UTF-8.
func badRaw(raw []byte) *obstacle {
	if raw != nil && !(utf8.Valid(raw) && json.Valid(raw)) {
		return &obstacle{what: "is not JSON text"}
	}
	return nil
}

// obstacle says why a body must not be sent. Each level of the search adds its own
// step to place on return, so a body without an obstacle costs nothing.
type obstacle struct{ place, what string }

func (o *obstacle) in(step string) *obstacle {
	o.place = step + o.place
	return o
}

func (o *obstacle) String() string {
	return strings.TrimSpace(strings.TrimPrefix(o.place, ".") + " " + o.what)
}

func badText(v reflect.Value, required bool) *obstacle {
	text := v.String()
	switch {
	case !utf8.ValidString(text):
		return &obstacle{what: "is not UTF-8 text"}
	case v.Type() != reflect.TypeFor[boxoffice.Decimal](), text == "" && !required:
		return nil
	case text == "":
		return &obstacle{what: "is missing; a decimal such as \"12.50\" must be given"}
	case !decimal.Valid(text):
		return &obstacle{what: "is not a decimal number such as \"12.50\""}
	}
	return nil
}

// badNullable is unsendable for a boxoffice.Nullable, which has two fields: the state
// and the value.
func badNullable(v reflect.Value, required bool) *obstacle {
	const absent, null = 0, 1
	switch v.Field(0).Uint() {
	case absent:
		if required {
			return &obstacle{what: "is missing; give boxoffice.Set or boxoffice.Null"}
		}
		return nil
	case null:
		return nil
	}
	return unsendable(v.Field(1), true)
}

func isNullable(t reflect.Type) bool {
	return strings.HasPrefix(t.Name(), "Nullable[") && t.PkgPath() == reflect.TypeFor[boxoffice.Decimal]().PkgPath()
}

// sentField is a field of a request's body.
type sentField struct {
	index    int
	name     string
	required bool
}

// sentStruct is what is known of a struct type of a request's body.
type sentStruct struct {
	file, nullable bool // it is a boxoffice.File or a boxoffice.Nullable
	oneOf          bool // its only field has one of several objects
	fields         []sentField
	byName         []sentField // fields in the order of their names
}

var sentStructs sync.Map // *sentStruct by reflect.Type

func sentFields(t reflect.Type) []sentField { return sentAs(t).fields }

func sentAs(t reflect.Type) *sentStruct {
	if known, ok := sentStructs.Load(t); ok {
		return known.(*sentStruct) //nolint:forcetypeassert // nothing else is stored
	}
	sent := &sentStruct{file: t == reflect.TypeFor[boxoffice.File](), nullable: isNullable(t)}
	_, sent.oneOf = decode.VariantsOf(t)
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "-" && (f.IsExported() || f.Anonymous) {
			sent.fields = append(sent.fields, sentField{i, name, option == ""})
		}
	}
	sent.byName = slices.SortedStableFunc(slices.Values(sent.fields), func(a, b sentField) int { return cmp.Compare(a.name, b.name) })
	sentStructs.Store(t, sent)
	return sent
}
