package main

import (
	"fmt"
	"go/types"
	"maps"
	"reflect"
	"strings"
)

// structure writes an object as a struct, by the names in the fields' tags.
func (w *writer) structure(t types.Type, u *types.Struct, v any) (string, error) {
	object, ok := v.(map[string]any)
	if !ok {
		return "", fmt.Errorf("%v is no %s", v, t)
	}
	left := maps.Clone(object)
	layout := braced
	if w.outermost {
		layout = lines
		for name := range w.fromClient {
			delete(left, name)
		}
	}
	w.outermost = false
	var fields []string
	for i := range u.NumFields() {
		f := u.Field(i)
		name := fieldName(u.Tag(i))
		given, ok := left[name]
		if name == "" || !ok {
			continue
		}
		delete(left, name)
		text, err := w.value(f.Type(), given)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		if text != "nil" {
			fields = append(fields, f.Name()+": "+text)
		}
	}
	if len(left) > 0 {
		return "", fmt.Errorf("%s has no field for %s", t, strings.Join(names(nil, left), ", "))
	}
	return w.name(t) + layout(fields), nil
}

// params writes the struct of an operation's parameters.
func (w *writer) params(t types.Type, parameters []*parameter) (string, error) {
	inner := dereferenced(t)
	u, ok := inner.Underlying().(*types.Struct)
	if !ok {
		return "", fmt.Errorf("%s is no struct", inner)
	}
	if len(parameters) == 0 && inner != t {
		return "nil", nil
	}
	var fields []string
	for _, p := range parameters {
		at := -1
		for i := range u.NumFields() {
			if same(p.Name, u.Field(i).Name()) {
				at = i
			}
		}
		if at < 0 {
			return "", fmt.Errorf("%s has no field for %s", inner, p.Name)
		}
		v, ok := exampleOf(p)
		if !ok {
			return "", fmt.Errorf("%s has no example", p.Name)
		}
		text, err := w.value(u.Field(at).Type(), v)
		if err != nil {
			return "", fmt.Errorf("%s: %w", p.Name, err)
		}
		fields = append(fields, u.Field(at).Name()+": "+text)
	}
	text := w.name(inner) + lines(fields)
	if inner != t {
		text = "&" + text
	}
	return text, nil
}

// fieldName is the name under which a field travels.
func fieldName(tag string) string {
	for _, key := range []string{"json", "form", "xml"} {
		if name, _, _ := strings.Cut(reflect.StructTag(tag).Get(key), ","); name != "" && name != "-" {
			return name
		}
	}
	return ""
}

// braced puts the parts of a composite literal on lines of their own, unless
// they are few and short.
func braced(parts []string) string {
	oneLine := "{" + strings.Join(parts, ", ") + "}"
	if len(oneLine) <= 44 && !strings.ContainsAny(oneLine[1:], "{\n") || len(parts) == 0 {
		return oneLine
	}
	return lines(parts)
}

// lines puts each part of a composite literal on a line of its own.
func lines(parts []string) string {
	if len(parts) == 0 {
		return "{}"
	}
	return "{\n" + strings.Join(parts, ",\n") + ",\n}"
}
