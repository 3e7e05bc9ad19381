package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"time"

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
	members, ok := decode.AppendMembers(make([]decode.Member, 0, 8), data)
	if !ok {
		return nil, errNoForm
	}
	slices.SortStableFunc(members, func(a, b decode.Member) int { return bytes.Compare(a.Name, b.Name) })
	form := make([]byte, 0, len(data))
	for _, m := range members {
		name := url.QueryEscape(string(m.Name))
		add := func(value []byte) {
			if len(form) > 0 {
				form = append(form, '&')
			}
			form = append(append(form, name...), '=')
			form = append(form, url.QueryEscape(formText(value))...)
		}
		if m.Raw[0] != '[' || !decode.Elements(m.Raw, add) {
			add(m.Raw)
		}
	}
	return form, nil
}

var errNoForm = errors.New("only an object can be a form")

// formText returns the text of a string, "" for null, and everything else as it is.
func formText(raw []byte) string {
	switch raw[0] {
	case '"':
		text, _ := decode.Said(raw)
		return text
	case 'n':
		return ""
	}
	return string(raw)
}
