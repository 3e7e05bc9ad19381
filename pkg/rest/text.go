package rest

import (
	"reflect"
	"unicode/utf8"
)

// text refuses a parameter that is not UTF-8: vendors would read another text.
func (r *Request) text(name string, value any) {
	switch v := value.(type) {
	case int64, bool, float64:
		return
	case string:
		if utf8.ValidString(v) {
			return
		}
	default:
		if sound(reflect.ValueOf(value)) {
			return
		}
	}
	r.invalid("parameter %s is not UTF-8 text", name)
}

// sound reports whether every string in v is UTF-8.
func sound(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil() || sound(v.Elem())
	case reflect.String:
		return utf8.ValidString(v.String())
	case reflect.Slice:
		for i := range v.Len() {
			if !sound(v.Index(i)) {
				return false
			}
		}
	}
	return true
}
