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
		w := walk{old: components(old), now: components(now), open: map[string]bool{}}
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
	old, now      map[string]any  // components
	before, after string          // the names found
	open          map[string]bool // pairs of components that are being compared inline
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
			pair := target(v[key]) + " " + target(other[key])
			if w.open[pair] {
				w.sameName(v[key], other[key]) // a schema that has itself as a part, which is being compared
				continue
			}
			var written bool
			v[key], other[key], written = w.sameForm(v[key], other[key])
			w.open[pair] = written
			w.both(v[key], other[key])
			delete(w.open, pair)
		}
	case []any:
		other, ok := b.([]any)
		for i := 0; ok && i < min(len(v), len(other)) && w.before == ""; i++ {
			w.both(v[i], other[i])
		}
	}
}

// sameName lets two references lead to the component that both versions know.
func (w *walk) sameName(a, b any) {
	from, to := target(a), target(b)
	switch {
	case w.now[strings.TrimPrefix(from, schemas)] != nil:
		refer(b, to, from)
	case w.old[strings.TrimPrefix(to, schemas)] != nil:
		refer(a, from, to)
	}
}

// sameForm writes schemas inline where the versions refer to different components, or
// only one of them refers to one. It notices two references to components that only one
// version knows each: that is another name.
func (w *walk) sameForm(a, b any) (one, other any, inline bool) {
	from, to := target(a), target(b)
	before, after := strings.TrimPrefix(from, schemas), strings.TrimPrefix(to, schemas)
	switch {
	case from == to && (reference(a) == "") == (reference(b) == ""):
		return a, b, false
	case from != "" && to != "" && w.now[before] == nil && w.old[after] == nil && w.old[before] != nil && w.now[after] != nil:
		w.before, w.after = before, after
		return a, b, false
	}
	return written(w.old, a), written(w.now, b), true
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
