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

// IntoXML is [XML] for them.
func IntoXML(data []byte, root string, dst reflect.Value) (Report, error) {
	p, err := planOf(dst.Type().Elem())
	if err != nil {
		return Report{}, err
	}
	return readXML(data, func(x *xmlReader) bool {
		return x.root(root) && x.element(p, place{dst.UnsafePointer()}, must) && x.after()
	})
}
