package rest

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strconv"
	"time"
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

// marshalForm encodes a struct of plain fields and lists as a form. It encodes the
// struct as JSON first, so that names, omitted fields and exact numbers are the same
// as in JSON.
func marshalForm(body any) ([]byte, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	if string(data) == "null" {
		return data, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, err
	}
	form := make(url.Values, len(fields))
	for name, raw := range fields {
		for _, element := range elements(raw) {
			form.Add(name, element)
		}
	}
	return []byte(form.Encode()), nil
}

// elements returns the texts of a JSON list's elements. Any other value is one text.
func elements(raw json.RawMessage) []string {
	var list []json.RawMessage
	if len(raw) == 0 || raw[0] != '[' || json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	texts := make([]string, len(list))
	for i, element := range list {
		if json.Unmarshal(element, &texts[i]) != nil {
			texts[i] = string(element)
		}
	}
	return texts
}
