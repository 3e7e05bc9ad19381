package main

import (
	"encoding/json"
	"fmt"
	"go/types"
	"math"
	"strconv"
	"strings"
)

// writer writes values of the specification's examples as Go expressions of the
// types that the generated code gives them.
type writer struct {
	*caller
	imports    map[string]bool
	outermost  bool            // the next struct is the body itself
	fromClient map[string]bool // fields of the body that are left out
}

func (w *writer) use(path string) { w.imports[path] = true }

// name is a type's name as the example writes it.
func (w *writer) name(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		w.use(p.Path())
		return p.Name()
	})
}

// value writes v as an expression that can be assigned to t.
func (w *writer) value(t types.Type, v any) (string, error) {
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		return w.pointer(pointer.Elem(), v)
	}
	if text, done, err := w.made(t, v); done {
		return text, err
	}
	if text, done, err := w.oneOf(t, v); done {
		return text, err
	}
	switch v := v.(type) {
	case string:
		if text, done, err := w.text(t, v); done {
			return text, err
		}
	case nil:
		return "nil", nil
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return w.basic(t, u, v)
	case *types.Struct:
		return w.structure(t, u, v)
	case *types.Slice:
		if isRawJSON(t) {
			return w.raw(t, v)
		}
		return w.list(t, u, v)
	case *types.Map:
		return w.dictionary(t, u, v)
	case *types.Interface:
		return w.untyped(v)
	}
	return "", fmt.Errorf("no way to write %T as %s", v, t)
}

// basic writes text, a number or a yes or no.
func (w *writer) basic(t types.Type, u *types.Basic, v any) (string, error) {
	switch v := v.(type) {
	case string:
		if u.Info()&types.IsString != 0 {
			return strconv.Quote(v), nil
		}
	case bool:
		if u.Info()&types.IsBoolean != 0 {
			return strconv.FormatBool(v), nil
		}
	case float64:
		switch text := strconv.FormatFloat(v, 'f', -1, 64); {
		case u.Info()&types.IsString != 0: // a decimal
			return strconv.Quote(text), nil
		case u.Info()&types.IsInteger != 0 && v != math.Trunc(v):
			return "", fmt.Errorf("%s is no %s", text, t)
		case u.Info()&types.IsNumeric != 0:
			return text, nil
		}
	}
	return "", fmt.Errorf("%v is no %s", v, t)
}

// list writes an array. The elements leave out the type that the list names.
func (w *writer) list(t types.Type, u *types.Slice, v any) (string, error) {
	values, ok := v.([]any)
	if !ok {
		return "", fmt.Errorf("%v is no %s", v, t)
	}
	w.outermost = false
	var elements []string
	for i, v := range values {
		text, err := w.value(u.Elem(), v)
		if err != nil {
			return "", fmt.Errorf("element %d: %w", i, err)
		}
		text = strings.TrimPrefix(text, "&")
		if short, ok := strings.CutPrefix(text, w.name(dereferenced(u.Elem()))+"{"); ok {
			text = "{" + short
		}
		elements = append(elements, text)
	}
	return w.name(t) + braced(elements), nil
}

// dictionary writes an object as a map.
func (w *writer) dictionary(t types.Type, u *types.Map, v any) (string, error) {
	object, ok := v.(map[string]any)
	if !ok {
		return "", fmt.Errorf("%v is no %s", v, t)
	}
	var entries []string
	for _, name := range names(w.order, object) {
		text, err := w.value(u.Elem(), object[name])
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		entries = append(entries, strconv.Quote(name)+": "+text)
	}
	return w.name(t) + braced(entries), nil
}

// untyped writes a value of any type.
func (w *writer) untyped(v any) (string, error) {
	switch v := v.(type) {
	case map[string]any:
		return w.dictionary(mapOfAny, mapOfAny, v)
	case []any:
		return w.list(listOfAny, listOfAny, v)
	case string:
		return strconv.Quote(v), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	}
	return "nil", nil
}

var (
	anything  = types.Universe.Lookup("any").Type()
	mapOfAny  = types.NewMap(types.Typ[types.String], anything)
	listOfAny = types.NewSlice(anything)
)

// raw writes a value as the JSON text that it is sent as.
func (w *writer) raw(t types.Type, v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	quoted := "`" + string(text) + "`"
	if strings.Contains(string(text), "`") {
		quoted = strconv.Quote(string(text))
	}
	return w.name(t) + "(" + quoted + ")", nil
}

// isRawJSON reports whether t holds JSON text: bytes with a MarshalJSON of their own.
func isRawJSON(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	if !ok || !types.Identical(slice.Elem(), types.Typ[types.Byte]) {
		return false
	}
	method, _, _ := types.LookupFieldOrMethod(t, true, nil, "MarshalJSON")
	return method != nil
}
