package main

import (
	"go/types"
	"strings"
)

// oneOf writes an object that is one of several by the function that makes it: the
// one whose name ends with the value of a property.
func (w *writer) oneOf(t types.Type, v any) (text string, done bool, err error) {
	named, ok := types.Unalias(t).(*types.Named)
	object, isObject := v.(map[string]any)
	if !ok || !isObject {
		return "", false, nil
	}
	u, ok := named.Underlying().(*types.Struct)
	if !ok || u.NumFields() != 1 || u.Field(0).Exported() || named.Obj().Pkg() == nil {
		return "", false, nil
	}
	p := named.Obj().Pkg()
	for _, name := range p.Scope().Names() {
		f, ok := p.Scope().Lookup(name).(*types.Func)
		of, begins := strings.CutPrefix(name, "New"+named.Obj().Name())
		if !ok || !begins || f.Signature().Params().Len() != 1 || f.Signature().Results().Len() != 1 || !types.Identical(f.Signature().Results().At(0).Type(), t) {
			continue
		}
		for _, value := range object {
			if said, ok := value.(string); ok && same(said, of) {
				w.outermost = false
				inner, err := w.value(f.Signature().Params().At(0).Type(), v)
				w.use(p.Path())
				return p.Name() + "." + name + "(" + inner + ")", true, err
			}
		}
	}
	return "", false, nil
}
