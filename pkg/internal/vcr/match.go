package vcr

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// differs lists in what two redacted requests are not the same, by name. It is
// empty when they are.
func (r request) differs(other request) []string {
	var diffs []string
	if r.method != other.method {
		diffs = append(diffs, "the method is "+r.method)
	}
	if r.url.Scheme != other.url.Scheme || !strings.EqualFold(r.url.Host, other.url.Host) {
		diffs = append(diffs, "the origin is another")
	}
	if r.url.EscapedPath() != other.url.EscapedPath() {
		diffs = append(diffs, "the path is another")
	}
	diffs = append(diffs, differing("query parameter", r.query, other.query)...)
	diffs = append(diffs, differing("header", r.header, other.header)...)
	if r.body != other.body {
		diffs = append(diffs, differingBodies(r.body, other.body)...)
	}
	return diffs
}

// differing names the values that one side lacks or has otherwise.
func differing[M ~map[string][]string](what string, a, b M) []string {
	var diffs []string
	for _, name := range sortedNames(a, b) {
		switch _, here := a[name]; {
		case !here:
			diffs = append(diffs, what+" "+name+" is missing")
		case b[name] == nil:
			diffs = append(diffs, what+" "+name+" is not on tape")
		case !slices.Equal(a[name], b[name]):
			diffs = append(diffs, what+" "+name+" differs")
		}
	}
	return diffs
}

func sortedNames[M ~map[string]V, V any](a, b M) []string {
	names := slices.Sorted(maps.Keys(a))
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// mostDiffs is how many fields of a body an error names.
const mostDiffs = 5

// differingBodies names the JSON fields that differ; it is empty when only their
// order or the white space does.
func differingBodies(a, b string) []string {
	var x, y any
	switch okA, okB := decode(a, &x), decode(b, &y); {
	case a == "":
		return []string{"the body is missing"}
	case b == "":
		return []string{"there is no body on tape"}
	case !okA || !okB:
		return []string{"the body differs"}
	}
	var diffs []string
	differingValues("", x, y, &diffs)
	if len(diffs) > mostDiffs {
		diffs = append(diffs[:mostDiffs], fmt.Sprintf("%d more", len(diffs)-mostDiffs))
	}
	return diffs
}

// decode keeps the text of numbers: 1 and 1.0 are not the same request. A text that only
// begins with JSON, such as the length and hash of an opaque body, is none.
func decode(text string, value *any) bool {
	if !json.Valid([]byte(text)) {
		return false
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return d.Decode(value) == nil
}

func differingValues(at string, x, y any, diffs *[]string) {
	switch a := x.(type) {
	case map[string]any:
		if b, ok := y.(map[string]any); ok {
			for _, name := range sortedNames(a, b) {
				field := strings.TrimPrefix(at+"."+name, ".")
				switch _, here := a[name]; {
				case !here:
					*diffs = append(*diffs, "body field "+field+" is missing")
				default:
					if _, there := b[name]; !there {
						*diffs = append(*diffs, "body field "+field+" is not on tape")
						continue
					}
					differingValues(field, a[name], b[name], diffs)
				}
			}
			return
		}
	case []any:
		if b, ok := y.([]any); ok && len(a) == len(b) {
			for i := range a {
				differingValues(at+"["+strconv.Itoa(i)+"]", a[i], b[i], diffs)
			}
			return
		}
	}
	if !reflect.DeepEqual(x, y) {
		what := "the body"
		if at != "" {
			what = "body field " + at
		}
		*diffs = append(*diffs, what+" differs")
	}
}
