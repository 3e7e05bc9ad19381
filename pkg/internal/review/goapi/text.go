package goapi

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// text is a type in full, so that two types are the same for a program exactly when
// their texts are: names of packages are paths, aliases are what they stand for, and
// parameters have no names.
func (s *surface) text(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		if t.Kind() == types.Uint8 {
			return "byte"
		}
		return types.Typ[t.Kind()].Name()
	case *types.Pointer:
		return "*" + s.text(t.Elem())
	case *types.Slice:
		return "[]" + s.text(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), s.text(t.Elem()))
	case *types.Map:
		return "map[" + s.text(t.Key()) + "]" + s.text(t.Elem())
	case *types.Chan:
		return [...]string{"chan ", "chan<- ", "<-chan "}[t.Dir()] + s.text(t.Elem())
	case *types.Signature:
		return "func" + s.tuple(t.Params(), t.Variadic()) + s.results(t.Results())
	case *types.Struct:
		return s.structure(t)
	case *types.Interface:
		return s.interfaces(t)
	case *types.Named:
		return s.name(t) + s.arguments(t.TypeArgs())
	case *types.TypeParam:
		return letter(t.Index())
	case *types.Union:
		return s.union(t)
	default:
		return t.String()
	}
}

// letter names a type parameter by its place.
func letter(index int) string {
	if index == 0 {
		return "T"
	}
	return fmt.Sprintf("T%d", index)
}

func (s *surface) tuple(list *types.Tuple, variadic bool) string {
	return "(" + strings.Join(s.types(list, variadic), ", ") + ")"
}

func (s *surface) types(list *types.Tuple, variadic bool) []string {
	var all []string
	for v := range list.Variables() {
		all = append(all, s.text(v.Type()))
	}
	if variadic {
		last := &all[len(all)-1]
		*last = "..." + strings.TrimPrefix(*last, "[]")
	}
	return all
}

func (s *surface) results(list *types.Tuple) string {
	switch list.Len() {
	case 0:
		return ""
	case 1:
		return " " + s.text(list.At(0).Type())
	default:
		return " " + s.tuple(list, false)
	}
}

func (s *surface) structure(t *types.Struct) string {
	var all []string
	for i := range t.NumFields() {
		field := t.Field(i).Name() + " " + s.text(t.Field(i).Type())
		if tag := t.Tag(i); tag != "" {
			field += fmt.Sprintf(" %q", tag)
		}
		all = append(all, field)
	}
	return "struct{" + strings.Join(all, "; ") + "}"
}

func (s *surface) interfaces(t *types.Interface) string {
	var all []string
	for m := range t.Methods() {
		all = append(all, m.Name()+strings.TrimPrefix(s.text(m.Type()), "func"))
	}
	all = append(all, s.elements(t)...)
	if len(all) == 0 {
		return "any"
	}
	return "interface{" + strings.Join(all, "; ") + "}"
}

// elements are what an interface says of the types that it is a constraint for.
func (s *surface) elements(t *types.Interface) []string {
	var all []string
	for e := range t.EmbeddedTypes() {
		if _, isInterface := e.Underlying().(*types.Interface); !isInterface {
			all = append(all, s.text(e))
			continue
		}
		if below, ok := e.Underlying().(*types.Interface); ok {
			all = append(all, s.elements(below)...)
		}
	}
	if len(all) == 0 && t.IsComparable() {
		all = append(all, "comparable")
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (s *surface) union(t *types.Union) string {
	var all []string
	for term := range t.Terms() {
		tilde := ""
		if term.Tilde() {
			tilde = "~"
		}
		all = append(all, tilde+s.text(term.Type()))
	}
	slices.Sort(all)
	return strings.Join(all, " | ")
}

func (s *surface) arguments(list *types.TypeList) string {
	if list.Len() == 0 {
		return ""
	}
	var all []string
	for t := range list.Types() {
		all = append(all, s.text(t))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// name is the full name of a type. What programs have without its name is looked into.
func (s *surface) name(t *types.Named) string {
	if name := path(t.Obj()); s.hides(t) && !s.seen[name] {
		s.seen[name] = true
		s.hidden = append(s.hidden, t.Origin())
	}
	return s.now(t)
}

// now is where a type is in the newer version.
func (s *surface) now(t *types.Named) string {
	name := path(t.Obj())
	if to := s.moved[name]; to != "" {
		return to
	}
	return name
}

// path is the full name of an object.
func path(o types.Object) string {
	if o.Pkg() == nil {
		return o.Name()
	}
	return o.Pkg().Path() + "." + o.Name()
}

// hides tells whether programs can have values of the type but not import its name.
func (s *surface) hides(t *types.Named) bool {
	pkg := t.Obj().Pkg()
	if pkg == nil {
		return false
	}
	if pkg == s.pkg.Types {
		return !t.Obj().Exported()
	}
	return s.pkg.Module != "" && strings.HasPrefix(pkg.Path(), s.pkg.Module+"/") && strings.Contains(pkg.Path()+"/", "/internal/")
}
