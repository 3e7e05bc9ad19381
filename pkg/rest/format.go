package rest

import (
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// Fill sets an empty field of the body to the client's value. The specification
// marks such a field with x-from-client.
func Fill[T ~string](r *Request, field *T, value string) {
	if *field == "" {
		*field = T(r.client.Values[value])
	}
}

// FillOptional is [Fill] for an optional field.
func FillOptional[T ~string](r *Request, field **T, value string) {
	if text := r.client.Values[value]; *field == nil && text != "" {
		filled := T(text)
		*field = &filled
	}
}

// format returns a parameter's value as text: a string as it is, a number in
// decimal, a boolean as true or false, a time as RFC 3339. It returns false for a
// nil pointer and for types that no parameter has.
func format(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case int64:
		return strconv.FormatInt(v, 10), true
	case time.Time:
		return v.Format(time.RFC3339Nano), true
	}
	v := reflect.ValueOf(value)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", false
		}
		v = v.Elem()
	}
	if t, ok := reflect.TypeAssert[time.Time](v); ok {
		return t.Format(time.RFC3339Nano), true
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), true
	case reflect.Int, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), true
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), true
	}
	return "", false
}

// eachText calls do with the text of a value, or of each element of a slice.
func eachText(value any, do func(string)) {
	v := reflect.ValueOf(value)
	if v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().Kind() == reflect.Slice {
		v = v.Elem()
	}
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			if text, ok := format(v.Index(i).Interface()); ok {
				do(text)
			}
		}
		return
	}
	if text, ok := format(value); ok {
		do(text)
	}
}

// marshalForm encodes a struct or map of plain values and lists as a form, in the order
// of its names. Names, omitted fields and exact numbers are the same as in JSON.
func marshalForm(body any) (form []byte, err error) {
	v := reflect.ValueOf(body)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	form = make([]byte, 0, 128)
	switch v.Kind() {
	case reflect.Struct:
		for _, f := range sentAs(v.Type()).byName {
			if field := v.Field(f.index); err == nil && (f.required || !field.IsZero()) {
				form, err = appendField(form, url.QueryEscape(f.name), field)
			}
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			if err == nil {
				form, err = appendField(form, url.QueryEscape(key.String()), v.MapIndex(key))
			}
		}
		if v.IsNil() {
			return []byte("null"), nil
		}
	case reflect.Invalid, reflect.Pointer:
		return []byte("null"), nil
	default:
		err = errNoForm
	}
	return form, err
}

var errNoForm = errors.New("only an object can be a form")

// appendField appends a field to a form, once for each element of a list.
func appendField(form []byte, name string, v reflect.Value) (_ []byte, err error) {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() != reflect.Uint8 {
		for i := range v.Len() {
			if form, err = appendField(form, name, v.Index(i)); err != nil {
				return nil, err
			}
		}
		return form, nil
	}
	text, _, err := partText(v)
	if err != nil {
		return nil, err
	}
	if v.Kind() == reflect.Struct || v.Kind() == reflect.Slice { // a Nullable, or raw JSON: it may hold a list
		isList := decode.Elements([]byte(text), func(element []byte) {
			said, _ := jsonText(element)
			form = appendText(form, name, said)
		})
		if isList {
			return form, nil
		}
	}
	return appendText(form, name, text), nil
}

func appendText(form []byte, name, text string) []byte {
	if len(form) > 0 {
		form = append(form, '&')
	}
	form = append(append(form, name...), '=')
	return append(form, url.QueryEscape(text)...)
}

// partText returns the text of a value in a form: that of a string, "" for null, and
// everything else as it is in JSON.
func partText(v reflect.Value) (text string, isObject bool, err error) {
	switch v.Type() {
	case reflect.TypeFor[string](), reflect.TypeFor[boxoffice.Sensitive](), reflect.TypeFor[boxoffice.Decimal]():
		return v.String(), false, nil
	case reflect.TypeFor[int64]():
		return strconv.FormatInt(v.Int(), 10), false, nil
	case reflect.TypeFor[bool]():
		return strconv.FormatBool(v.Bool()), false, nil
	}
	data, err := json.Marshal(v.Interface())
	if err != nil {
		return "", false, err
	}
	text, isObject = jsonText(data)
	return text, isObject, nil
}

// jsonText is partText for a value in JSON.
func jsonText(data []byte) (text string, isObject bool) {
	if text, ok := decode.Said(data); ok || string(data) == "null" {
		return text, false
	}
	return string(data), data[0] == '{'
}
