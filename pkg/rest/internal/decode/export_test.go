package decode

import "reflect"

// Into is [JSON] for tests that have the type as a reflect.Type only.
func Into(data []byte, dst reflect.Value) (Report, error) {
	p, err := planOf(dst.Type().Elem())
	if err != nil {
		return Report{}, err
	}
	return readJSON(data, p, place{dst.UnsafePointer()})
}
