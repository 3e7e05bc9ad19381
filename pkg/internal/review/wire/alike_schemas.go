package wire

import (
	"maps"
	"slices"
	"strings"
)

// likeSchemas names components as before: a schema has another name when the older
// version does not know the new name, the newer one does not know the old name, and
// both are referred to at the same place.
func likeSchemas(old, now map[string]any) Findings {
	var notes Findings
	for {
		w := walk{old: components(old), now: components(now)}
		w.both(old, now)
		if w.before == "" {
			return notes
		}
		notes = append(notes, renamed("schema", w.before, w.after))
		w.now[w.before] = w.now[w.after]
		delete(w.now, w.after)
		refer(now, schemas+w.after, schemas+w.before)
	}
}

func components(document map[string]any) map[string]any {
	all, _ := document["components"].(map[string]any)
	group, _ := all["schemas"].(map[string]any)
	return group
}

// refer lets references lead elsewhere.
func refer(node any, from, to string) {
	switch v := node.(type) {
	case map[string]any:
		for key, below := range v {
			if below == from {
				v[key] = to
			}
			refer(below, from, to)
		}
	case []any:
		for _, below := range v {
			refer(below, from, to)
		}
	}
}

// walk goes through two versions at once. It stops at the first component with another name.
type walk struct {
	old, now      map[string]any // components
	before, after string         // the names found
}

func (w *walk) both(a, b any) {
	switch v := a.(type) {
	case map[string]any:
		other, ok := b.(map[string]any)
		if !ok {
			return
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if w.before != "" {
				return
			}
			if strings.HasPrefix(key, "x-") || whole[key] || other[key] == nil {
				continue
			}
			v[key], other[key] = w.sameForm(v[key], other[key])
			w.both(v[key], other[key])
		}
	case []any:
		other, ok := b.([]any)
		for i := 0; ok && i < min(len(v), len(other)) && w.before == ""; i++ {
			w.both(v[i], other[i])
		}
	}
}

// sameForm writes a schema inline where only one version refers to a component, and
// notices two references to components that only one version knows each.
func (w *walk) sameForm(a, b any) (any, any) {
	one, other := target(a), target(b)
	switch {
	case reference(a) != "" && reference(b) != "":
		before, after := strings.TrimPrefix(one, schemas), strings.TrimPrefix(other, schemas)
		if before != after && w.now[before] == nil && w.old[after] == nil && w.old[before] != nil && w.now[after] != nil {
			w.before, w.after = before, after
		}
		return a, b
	case (reference(a) == "") == (reference(b) == "") && one == "" == (other == ""):
		return a, b // both are inline, or both are a reference with something beside it
	}
	return written(w.old, a), written(w.now, b)
}

// target is where a schema refers to, alone or with a description or null beside it.
func target(value any) string {
	node, _ := value.(map[string]any)
	if ref := reference(value); ref != "" {
		return ref
	}
	if parts, _ := node["allOf"].([]any); len(parts) == 1 && node["properties"] == nil {
		return reference(parts[0])
	}
	return ""
}

// written is a schema with what it refers to written in its place.
func written(components map[string]any, value any) any {
	node, _ := value.(map[string]any)
	referred, ok := components[strings.TrimPrefix(target(value), schemas)].(map[string]any)
	if !ok {
		return value
	}
	schema, _ := copied(referred).(map[string]any)
	for key, own := range node {
		if key != "$ref" && key != "allOf" {
			schema[key] = own
		}
	}
	return schema
}
