package main

import (
	"fmt"
	"go/types"
	"strings"
	"unicode"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// method is the method for an operation, and what it is called on: the client,
// or one of its fields, such as that with the operations that the vendor's
// package wraps in safer methods.
func (c *caller) method(operation string) (receiver string, method *types.Func, err error) {
	if f := methodOf(c.client, operation); f != nil {
		return "client", f, nil
	}
	for _, field := range fieldsOf(c.client) {
		if f := methodOf(field.Type(), operation); f != nil {
			return "client." + field.Name(), f, nil
		}
	}
	return "", nil, fmt.Errorf("%s.Client has no method for %s, nor has one of its fields", c.vendor, operation)
}

// iterators are the methods that give an operation's list as an iterator. An
// operation with x-page must have one for all pages.
func (c *caller) iterators(op *oas.Operation) (pages, stream string, err error) {
	if receiver, method, err := c.method(op.ID + "Seq"); err == nil {
		stream = receiver + "." + method.Name()
	}
	page, ok := op.Spec.Extensions["x-page"].(map[string]any)
	if !ok {
		return "", stream, nil
	}
	name, _ := page["name"].(string)
	if name == "" {
		name = op.ID[max(0, strings.IndexFunc(op.ID, unicode.IsUpper)):] // without its verb
	}
	receiver, method, err := c.method(name)
	if err != nil {
		return "", "", err
	}
	return receiver + "." + method.Name(), stream, nil
}

// methodOf is the exported method of t or its pointer that has the operation's
// name, nil when there is none.
func methodOf(t types.Type, operation string) *types.Func {
	for method := range types.NewMethodSet(types.NewPointer(dereferenced(t))).Methods() {
		if f, ok := method.Obj().(*types.Func); ok && f.Exported() && strings.EqualFold(f.Name(), operation) {
			return f
		}
	}
	return nil
}

// fieldsOf are the exported fields of a struct and of those embedded in it.
func fieldsOf(t types.Type) []*types.Var {
	u, ok := dereferenced(t).Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var all []*types.Var
	for f := range u.Fields() {
		switch {
		case f.Embedded():
			all = append(all, fieldsOf(f.Type())...)
		case f.Exported():
			all = append(all, f)
		}
	}
	return all
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context" && named.Obj().Name() == "Context"
}

func dereferenced(t types.Type) types.Type {
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		return pointer.Elem()
	}
	return t
}

// same reports whether a name of the specification and one of Go are the same
// but for case and separators.
func same(specification, golang string) bool { return folded(specification) == folded(golang) }

func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
