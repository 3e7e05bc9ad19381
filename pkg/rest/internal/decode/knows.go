package decode

import (
	"reflect"
	"slices"
)

// Knows reports whether an object of type T has a property of that name in JSON.
func Knows[T any](name string) bool {
	p, err := planOf(reflect.TypeFor[T]())
	return err == nil && p.knows([]byte(name))
}

func (p *plan) knows(name []byte) bool {
	if p.kind == union {
		return slices.ContainsFunc(p.variants.plans, func(variant *plan) bool { return variant.knows(name) })
	}
	return p.kind == object && p.names.find(name) >= 0
}
