package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/constant"
	"go/types"
	"maps"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
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
		if isRawMessage(t) {
			return w.raw(v)
		}
		return w.list(t, u, v)
	case *types.Map:
		return w.dictionary(t, u, v)
	case *types.Interface:
		return w.untyped(v)
	}
	return "", fmt.Errorf("no way to write %T as %s", v, t)
}

// pointer writes the address of a value.
func (w *writer) pointer(t types.Type, v any) (string, error) {
	if v == nil {
		return "nil", nil
	}
	text, err := w.value(t, v)
	if err != nil {
		return "", err
	}
	if _, ok := t.Underlying().(*types.Struct); ok && strings.HasPrefix(text, w.name(t)+"{") {
		return "&" + text, nil
	}
	if w.packages.lookup("pkg/boxoffice", "Ptr") == nil {
		return "", errors.New("package boxoffice has no function Ptr to take an address with")
	}
	w.use(module + "/pkg/boxoffice")
	return "boxoffice.Ptr(" + w.typed(t, text) + ")", nil
}

// typed is an expression from which the compiler infers t.
func (w *writer) typed(t types.Type, text string) string {
	if literal(text) && !defaultType(t, text) {
		return w.name(t) + "(" + text + ")"
	}
	return text
}

// made writes a value of a generic type that has a function to make it from a
// value, and one for null, such as boxoffice.Nullable.
func (w *writer) made(t types.Type, v any) (text string, done bool, err error) {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.TypeArgs().Len() != 1 {
		return "", false, nil
	}
	p, inner := named.Obj().Pkg(), named.TypeArgs().At(0)
	for _, name := range p.Scope().Names() {
		f, ok := p.Scope().Lookup(name).(*types.Func)
		if !ok || !f.Exported() || f.Signature().TypeParams().Len() != 1 || f.Signature().Results().Len() != 1 {
			continue
		}
		result, ok := types.Unalias(f.Signature().Results().At(0).Type()).(*types.Named)
		if !ok || result.Origin() != named.Origin() {
			continue
		}
		switch parameters := f.Signature().Params(); {
		case v == nil && parameters.Len() == 0:
			w.use(p.Path())
			return p.Name() + "." + name + "[" + w.name(inner) + "]()", true, nil
		case v != nil && parameters.Len() == 1 && types.Identical(parameters.At(0).Type(), f.Signature().TypeParams().At(0)):
			text, err := w.value(inner, v)
			w.use(p.Path())
			return p.Name() + "." + name + "(" + w.typed(inner, text) + ")", true, err
		}
	}
	return "", false, nil
}

// literal reports whether an expression is an untyped constant.
func literal(text string) bool {
	return text == "true" || text == "false" || strings.ContainsAny(text[:1], "\"`-0123456789")
}

// defaultType reports whether t is the type that an untyped constant takes.
func defaultType(t types.Type, constant string) bool {
	basic, ok := types.Unalias(t).(*types.Basic)
	if !ok {
		return false
	}
	switch basic.Kind() {
	case types.String, types.Bool:
		return true
	case types.Float64:
		return strings.Contains(constant, ".")
	}
	return false
}

// text writes a string where the type makes something special of it.
func (w *writer) text(t types.Type, v string) (text string, done bool, err error) {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return "", false, nil
	}
	object := named.Obj()
	if object.Pkg() == nil {
		return "", false, nil
	}
	if object.Pkg().Path() == "time" && object.Name() == "Time" {
		at, err := time.Parse(time.RFC3339, v)
		w.use("time")
		return fmt.Sprintf("time.Date(%d, time.%s, %d, %d, %d, %d, %d, time.UTC)", at.UTC().Year(), at.UTC().Month(), at.UTC().Day(),
			at.UTC().Hour(), at.UTC().Minute(), at.UTC().Second(), at.Nanosecond()), true, err
	}
	scope := object.Pkg().Scope()
	for _, name := range scope.Names() {
		switch candidate := scope.Lookup(name).(type) {
		case *types.Const:
			if candidate.Exported() && types.Identical(candidate.Type(), t) && constant.StringVal(candidate.Val()) == v {
				w.use(object.Pkg().Path())
				return object.Pkg().Name() + "." + name, true, nil
			}
		case *types.Func: // a secret is made by a function from its text
			_, isStruct := t.Underlying().(*types.Struct)
			s := candidate.Signature()
			if isStruct && candidate.Exported() && s.Params().Len() == 1 && s.Results().Len() == 1 &&
				types.Identical(s.Params().At(0).Type(), types.Typ[types.String]) && types.Identical(s.Results().At(0).Type(), t) {
				w.use(object.Pkg().Path())
				return object.Pkg().Name() + "." + name + "(" + strconv.Quote(v) + ")", true, nil
			}
		}
	}
	return "", false, nil
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
func (w *writer) raw(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	w.use("encoding/json")
	quoted := "`" + string(text) + "`"
	if strings.Contains(string(text), "`") {
		quoted = strconv.Quote(string(text))
	}
	return "json.RawMessage(" + quoted + ")", nil
}

func isRawMessage(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "encoding/json" && named.Obj().Name() == "RawMessage"
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
