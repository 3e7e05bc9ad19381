package decode

import "reflect"

// Knows reports whether an object of type T has a property of that name in JSON.
func Knows[T any](name string) bool {
	p, err := planOf(reflect.TypeFor[T]())
	return err == nil && p.kind == object && p.names.find([]byte(name)) >= 0
}
