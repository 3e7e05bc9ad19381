package wire

import (
	"encoding/json"
	"maps"
	"slices"
)

// pair are two versions of a document, in the form of read.
type pair struct{ old, now map[string]any }

// check is what oasdiff says of the two.
func (p pair) check() (Findings, error) {
	before, err := json.Marshal(p.old)
	if err != nil {
		return nil, err
	}
	after, err := json.Marshal(p.now)
	if err != nil {
		return nil, err
	}
	return check(before, after)
}

// noticed tells whether oasdiff has a word about one edit among several of the same
// operations: about the edit alone, or about the others and not the same without it.
func (p pair) noticed(e edit, operations []string) bool {
	p = p.about(operations)
	base := p.old
	base["components"] = additions(base["components"], p.now["components"])
	alone, err := pair{base, with(base, p.now, e.path)}.check()
	if err == nil && slices.ContainsFunc(alone, func(f Finding) bool { return f.Severity > Note }) {
		return true
	}
	all, err := pair{base, p.now}.check()
	if err != nil {
		return false
	}
	others, err := pair{base, with(p.now, base, e.path)}.check()
	return err == nil && !slices.EqualFunc(all, others, func(a, b Finding) bool { return a.String() == b.String() })
}

// about are the two versions with the paths of these operations alone.
func (p pair) about(operations []string) pair {
	only := func(document map[string]any) map[string]any {
		document = maps.Clone(document)
		paths := map[string]any{}
		eachOperation(document, func(path, _ string, operation map[string]any) {
			if id, _ := operation["operationId"].(string); slices.Contains(operations, id) {
				all, _ := document["paths"].(map[string]any)
				paths[path] = all[path]
			}
		})
		document["paths"] = paths
		return document
	}
	return pair{only(p.old), only(p.now)}
}

// additions are components with those that only the newer version has, which an
// edit may refer to.
func additions(old, now any) any {
	before, _ := old.(map[string]any)
	after, _ := now.(map[string]any)
	all := map[string]any{}
	maps.Copy(all, before)
	for kind, group := range after {
		theirs, _ := group.(map[string]any)
		ours, _ := before[kind].(map[string]any)
		merged := maps.Clone(theirs)
		maps.Copy(merged, ours)
		all[kind] = merged
	}
	return all
}

// with is a document with one part as another document has it, or without the part
// where the other has none.
func with(document, other map[string]any, path []string) map[string]any {
	changed, _ := put(document, other, path, "").(map[string]any)
	return changed
}

// put follows a path of keyed documents, where entries of some lists have names,
// in documents as they are.
func put(in, from any, path []string, keyword string) any {
	if len(path) == 0 {
		return from
	}
	if list, ok := in.([]any); ok {
		return putIn(list, from, path, keyword)
	}
	m, _ := in.(map[string]any)
	other, _ := from.(map[string]any)
	changed := maps.Clone(m)
	if changed == nil {
		changed = map[string]any{}
	}
	value := put(m[path[0]], other[path[0]], path[1:], path[0])
	if _, there := other[path[0]]; !there && len(path) == 1 {
		delete(changed, path[0])
	} else {
		changed[path[0]] = value
	}
	return changed
}

func putIn(list []any, from any, path []string, keyword string) any {
	others, _ := from.([]any)
	theirs := entries(keyword, others)
	at, there := entries(keyword, list)[path[0]]
	their, alsoThere := theirs[path[0]]
	changed := slices.Clone(list)
	switch {
	case there && alsoThere:
		changed[at] = put(list[at], others[their], path[1:], "")
	case there && len(path) == 1:
		changed = slices.Delete(changed, at, at+1)
	case alsoThere && len(path) == 1:
		changed = append(changed, others[their])
	}
	return changed
}

// entries are the places of a list's entries by their names.
func entries(keyword string, list []any) map[string]int {
	places := map[string]int{}
	for i, entry := range list {
		places[entryName(keyword, i, entry)] = i
	}
	return places
}
