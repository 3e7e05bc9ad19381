package wire

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// edit is one difference between two documents.
type edit struct {
	path    []string // from the root: "components", "schemas", "Order", "properties", "total", "format"
	keyword string   // the last keyword on the path, "format"; of a property that is added it is "properties"
	before  any      // nil when it was added
	after   any      // nil when it was removed
}

func (e edit) added() bool   { return e.before == nil }
func (e edit) removed() bool { return e.after == nil }

// has tells whether a keyword is on the path.
func (e edit) has(name string) bool { return slices.Contains(e.path, name) }

// named are the keywords whose entries have names of somebody's choice, so that
// a property called "description" is not taken for a description.
var named = words(`components.schemas properties patternProperties responses headers content paths variables
	parameters requestBodies servers tags security required enum examples encoding securitySchemes callbacks links
	schemas allOf oneOf anyOf mapping`)

// whole are the values that are compared as one.
var whole = words(`example examples default`)

// edits are the differences of two documents in the form of keyed. A part that
// only one of them has is one edit.
func edits(before, after any) []edit {
	var found []edit
	compare(nil, "", false, before, after, &found)
	return found
}

func compare(path []string, keyword string, names bool, before, after any, found *[]edit) {
	a, isMap := before.(map[string]any)
	b, alsoMap := after.(map[string]any)
	if !isMap || !alsoMap {
		if !reflect.DeepEqual(before, after) {
			*found = append(*found, edit{slices.Clone(path), keyword, before, after})
		}
		return
	}
	keys := maps.Clone(a)
	maps.Copy(keys, b)
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		at, word := append(path, key), keyword
		if !names {
			word = key
		}
		if !names && (strings.HasPrefix(key, "x-") || whole[key]) {
			if !reflect.DeepEqual(a[key], b[key]) {
				*found = append(*found, edit{slices.Clone(at), word, a[key], b[key]})
			}
			continue
		}
		compare(at, word, !names && named[key], a[key], b[key], found)
	}
}

func words(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}

// short is a value on one line.
func short(value any) string {
	text := strings.Join(strings.Fields(fmt.Sprint(value)), " ")
	if len(text) > 80 {
		text = strings.ToValidUTF8(text[:77], "") + "..."
	}
	return text
}
