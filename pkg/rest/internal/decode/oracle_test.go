package decode_test

import (
	"bytes"
	"encoding/json"
	"math/big"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// This is a slow reader by the rules of the package, made from encoding/json's
// tokens and reflect, and of nothing in the package itself.

// member is a key of an object and its value, which is a []member, a []any, a
// string, a json.Number, a bool or nil.
type member struct {
	key   string
	value any
}

func tree(d *json.Decoder) any {
	token, _ := d.Token()
	switch token {
	case json.Delim('{'):
		all := []member{}
		for d.More() {
			key, _ := d.Token()
			all = append(all, member{key.(string), tree(d)})
		}
		_, _ = d.Token()
		return all
	case json.Delim('['):
		all := []any{}
		for d.More() {
			all = append(all, tree(d))
		}
		_, _ = d.Token()
		return all
	}
	return token
}

func treeOf(data []byte) any {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return tree(d)
}

func plainAny(v any) any {
	switch v := v.(type) {
	case []member:
		made := map[string]any{}
		for _, m := range v {
			made[m.key] = plainAny(m.value)
		}
		return made
	case []any:
		made := []any{}
		for _, e := range v {
			made = append(made, plainAny(e))
		}
		return made
	}
	return v
}

type oracle struct{ mistakes, problems int }

var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// scalarText is the text of a number, or of a string that holds one.
func scalarText(v any) (string, bool) {
	switch v := v.(type) {
	case json.Number:
		return string(v), true
	case string:
		return v, number.MatchString(v)
	}
	return "", false
}

// read sets dst to v; need is "must", "null" or "may".
func (o *oracle) read(v any, dst reflect.Value, need string) {
	t := dst.Type()
	if t.Kind() == reflect.Interface {
		if v != nil {
			dst.Set(reflect.ValueOf(plainAny(v)))
		}
		return
	}
	if v == nil {
		if need == "must" && t.Kind() != reflect.Pointer {
			o.mistakes++
		}
		return
	}
	if t.Kind() == reflect.Pointer {
		made := reflect.New(t.Elem())
		before := o.problems + o.mistakes
		o.read(v, made.Elem(), need)
		isObject := t.Elem().Kind() == reflect.Struct && t.Elem() != reflect.TypeFor[time.Time]()
		if o.problems+o.mistakes == before || isObject && !made.Elem().IsZero() {
			dst.Set(made)
		}
		return
	}
	if o.scalar(v, dst) {
		return
	}
	list, isList := v.([]any)
	object, isObject := v.([]member)
	if t.Kind() == reflect.Slice && isObject && numbered(object) {
		list, isList = []any{}, true
		for _, m := range object {
			list = append(list, m.value)
		}
	}
	isObject = isObject || isList && len(list) == 0
	switch {
	case t == reflect.TypeFor[time.Time]():
	case t.Kind() == reflect.Struct && isList && isObject && need == "may" && requires(t):
		o.problems++
		return
	case t.Kind() == reflect.Struct && isObject:
		o.object(object, dst)
		return
	case t.Kind() == reflect.Map && isObject:
		dst.Set(reflect.MakeMap(t))
		for _, m := range object {
			element := reflect.New(t.Elem()).Elem()
			if dst.MapIndex(reflect.ValueOf(m.key)).IsValid() {
				o.mistakes++
				continue
			}
			before := o.mistakes
			o.read(m.value, element, "must")
			if o.mistakes == before || !element.IsZero() {
				dst.SetMapIndex(reflect.ValueOf(m.key), element)
			}
		}
		return
	case t.Kind() == reflect.Slice && isList:
		made := reflect.MakeSlice(t, len(list), len(list))
		end := len(list)
		for i, e := range list {
			before := o.mistakes
			o.read(e, made.Index(i), "must")
			if t.Elem().Kind() == reflect.Struct && isObjectWithout(e, t.Elem()) {
				o.mistakes++
			}
			if o.mistakes > before && made.Index(i).IsZero() {
				end = min(end, i)
			}
		}
		dst.Set(made.Slice(0, end))
		return
	case (isList || reflect.TypeOf(v) == reflect.TypeFor[[]member]()) && (t.Kind() == reflect.Struct || t.Kind() == reflect.Map || t.Kind() == reflect.Slice):
		o.mistakes++
		return
	}
	if need == "may" {
		o.problems++
	} else {
		o.mistakes++
	}
}

// numbered reports whether all keys are different whole numbers.
func numbered(object []member) bool {
	seen := map[string]bool{}
	for _, m := range object {
		if !regexp.MustCompile(`^(0|[1-9][0-9]{0,18})$`).MatchString(m.key) || seen[m.key] {
			return false
		}
		seen[m.key] = true
	}
	return true
}

func (o *oracle) scalar(v any, dst reflect.Value) bool {
	written, isNumber := scalarText(v)
	said, isString := v.(string)
	switch t := dst.Type(); {
	case t == reflect.TypeFor[json.Number]():
		if isNumber && len(written) <= 1000 {
			dst.SetString(written)
			return true
		}
	case t == reflect.TypeFor[time.Time]():
		if when, err := time.Parse(`"2006-01-02T15:04:05Z0700"`, strconv.Quote(said)); isString && err == nil && !strings.Contains(said, ",") && len(said) > 20 && strings.HasSuffix(said, "00") {
			dst.Set(reflect.ValueOf(when))
			return true
		}
		var when time.Time
		if isString && when.UnmarshalText([]byte(said)) == nil {
			dst.Set(reflect.ValueOf(when))
			return true
		}
	case t.Kind() == reflect.String:
		if isString {
			dst.SetString(said)
			return true
		}
	case t.Kind() == reflect.Bool:
		if flag, ok := v.(bool); ok {
			dst.SetBool(flag)
			return true
		}
		if n, ok := v.(json.Number); ok {
			said = string(n)
		}
		if said == "1" || said == "true" || said == "0" || said == "false" {
			dst.SetBool(said == "1" || said == "true")
			return true
		}
	case t.Kind() == reflect.Int64 || t.Kind() == reflect.Int32:
		if !isNumber || len(written) > 1000 {
			return false
		}
		exact, ok := new(big.Rat).SetString(written)
		if ok && exact.IsInt() && exact.Num().IsInt64() && !dst.OverflowInt(exact.Num().Int64()) {
			dst.SetInt(exact.Num().Int64())
			return true
		}
	case t.Kind() == reflect.Float64:
		f, err := strconv.ParseFloat(written, 64)
		if isNumber && len(written) <= 1000 && err == nil {
			dst.SetFloat(f)
			return true
		}
	}
	return false
}

func (o *oracle) object(all []member, dst reflect.Value) {
	for i := range dst.NumField() {
		name, options, _ := strings.Cut(dst.Type().Field(i).Tag.Get("json"), ",")
		need := "must"
		if options != "" {
			need = "may"
		} else if dst.Type().Field(i).Tag.Get("api") == "nullable" {
			need = "null"
		}
		count := 0
		for _, m := range all {
			if m.key == name {
				if count++; count == 1 {
					o.read(m.value, dst.Field(i), need)
				} else {
					o.mistakes++
					dst.Field(i).SetZero()
				}
			}
		}
		if count == 0 && need != "may" {
			o.mistakes++
		}
	}
}

// requires reports whether an object of the type has required properties.
func requires(t reflect.Type) bool {
	for i := range t.NumField() {
		if !strings.Contains(t.Field(i).Tag.Get("json"), ",") {
			return true
		}
	}
	return false
}

// isObjectWithout reports whether v is an object that has no value of the type,
// of which nothing is required.
func isObjectWithout(v any, t reflect.Type) bool {
	all, ok := v.([]member)
	if list, isList := v.([]any); isList && len(list) == 0 {
		ok = true
	}
	for _, m := range all {
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			ok = ok && (m.key != name || m.value == nil)
		}
	}
	return ok && !requires(t)
}
