package rest

import (
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// field returns the text of a field or header of the answer, "" when it is missing,
// null, false or empty.
func (l *list[E]) field(name string) string {
	if header, is := strings.CutPrefix(name, "header "); is {
		if strings.EqualFold(header, "Link") {
			return nextIn(l.heard.Header[http.CanonicalHeaderKey(header)])
		}
		return l.heard.Header.Get(header)
	}
	if !l.answer.IsValid() {
		return ""
	}
	return textOf(locate(l.answer.Type(), name).in(l.answer))
}

// isMore reports whether there may be a next page: the answer says so, or it has no
// field that says it.
func (l *list[E]) isMore() bool {
	if l.More == "" {
		return true
	}
	text := l.field(l.More)
	return text != "" && text != "false" && text != "0"
}

// isAll reports whether as many elements were yielded as the vendor's total says.
func (l *list[E]) isAll() bool {
	total := l.total()
	return total > 0 && l.yielded >= total
}

// unclear is the error of a page that does not say whether the list goes on: a field that
// tells it could not be read, or the elements are missing. Such a page must not be taken
// for the end of the list.
func (l *list[E]) unclear(p page) error {
	for _, problem := range l.heard.Problems {
		for _, name := range []string{l.Items, l.Next, l.More} {
			if name != "" && (name == problem.Path || strings.HasPrefix(name, problem.Path+".")) && !l.saysNo(problem.Path) {
				return l.unexpected("%s: %s; it is not known whether the list goes on", problem.Path, problem.Text)
			}
		}
	}
	if p.elements > 0 || l.Items == "" || l.yielded >= l.total() {
		return nil
	}
	items := locate(l.answer.Type(), l.Items).in(l.answer)
	if items.IsValid() && !items.IsZero() && !(l.beginning && l.pages == 0) {
		return nil // an empty list: others were removed meanwhile
	}
	return l.unexpected("the page has no %s, and %s says that there are more", l.Items, l.Total)
}

// saysNo reports whether a field that could not be read holds what PHP and Lua also write
// for nothing.
func (l *list[E]) saysNo(path string) bool {
	raw, header := l.heard.Body, l.heard.Header
	for name := range strings.SplitSeq(path, ".") {
		raw, header = fieldsOf(raw, header).get(name), nil
	}
	return slices.Contains([]string{"false", "0", "[]", "{}"}, string(raw))
}

// total is the vendor's number of all elements, 0 when it is not known.
func (l *list[E]) total() int64 {
	if l.Total == "" {
		return 0
	}
	total, _ := strconv.ParseInt(l.field(l.Total), 10, 64)
	return total
}

// isPastTheEnd reports whether an error is the vendor's refusal of a page past the
// last one.
func (l *list[E]) isPastTheEnd(err error) bool {
	e := boxoffice.AsError(err)
	if l.PastStatus == 0 || l.pages == 0 || e == nil || e.StatusCode != l.PastStatus {
		return false
	}
	raw := string(fieldsOf(e.Body, e.Header).get(l.PastField))
	return raw != "" && raw != "null" && raw != `""`
}

func (l *list[E]) idOf(element E) reflect.Value {
	l.element = element
	return l.id.in(l.holder)
}

// contents returns a hash of the value, which identifies an element without an id.
func contents(value any) string {
	data, _ := json.Marshal(value) // a model always encodes
	sum := sha256.Sum256(data)
	return string(sum[:])
}

// textOf returns the text of a value, "" for false, nil, lists and objects.
func textOf(v reflect.Value) string {
	switch {
	case !v.IsValid():
		return ""
	case v.Type() == reflect.TypeFor[boxoffice.RawJSON]():
		return strings.TrimPrefix(strings.Trim(string(v.Bytes()), `"`), "null")
	case v.Kind() == reflect.String:
		return v.String()
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	case v.Kind() == reflect.Bool && v.Bool():
		return "true"
	}
	return ""
}

// place is the path to a field of a type: the index of the field at each level.
type place []int

// locate finds a field by the path of its JSON names. It returns nil, the place of
// the value itself, when path is "".
func locate(t reflect.Type, path string) (p place) {
	if path == "" {
		return nil
	}
	for name := range strings.SplitSeq(path, ".") {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		f, found := fieldNamed(t, name)
		if !found {
			return place{-1}
		}
		p, t = append(p, f.Index...), t.FieldByIndex(f.Index).Type
	}
	return p
}

// fieldNamed finds a field of a struct, embedded ones included.
func fieldNamed(t reflect.Type, name string) (reflect.StructField, bool) {
	if t.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	for _, f := range reflect.VisibleFields(t) {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == name {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

// in returns the field of a value. The result is not valid when the field is missing
// or nil.
func (p place) in(v reflect.Value) reflect.Value {
	for _, step := range p {
		if v = plain(v); !v.IsValid() || step < 0 {
			return reflect.Value{}
		}
		v = v.Field(step)
	}
	return plain(v)
}

// plain returns what a pointer or a boxoffice.Nullable holds. The result is not valid
// when it holds nothing.
func plain(v reflect.Value) reflect.Value {
	for v.IsValid() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.IsValid() && v.Kind() == reflect.Struct && isNullable(v.Type()) {
		if v.Field(0).Uint() < nullableSet {
			return reflect.Value{}
		}
		return plain(v.Field(1))
	}
	return v
}

// nullableSet is the state of a boxoffice.Nullable with a value.
const nullableSet = 2
