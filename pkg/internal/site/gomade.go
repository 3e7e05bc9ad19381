package main

import (
	"errors"
	"fmt"
	"go/constant"
	"go/types"
	"strconv"
	"strings"
	"time"
)

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
