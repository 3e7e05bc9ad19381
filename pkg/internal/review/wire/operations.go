package wire

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Operation is what a reader wants to know of an operation in one line.
type Operation struct {
	ID, Method, Path, Summary, Repeat string
}

func (o Operation) String() string {
	return fmt.Sprintf("`%s` (%s %s): %s; %s", o.ID, strings.ToUpper(o.Method), o.Path, o.Summary, o.Repeat)
}

// Operations are the operations of one version that the other does not have. A
// nil text is a specification without operations.
func Operations(before, after []byte) (added, removed []Operation, err error) {
	old, err := operations(before)
	if err != nil {
		return nil, nil, err
	}
	now, err := operations(after)
	if err != nil {
		return nil, nil, err
	}
	return missing(now, old), missing(old, now), nil
}

func missing(from, in map[string]Operation) []Operation {
	var all []Operation
	for _, id := range slices.Sorted(maps.Keys(from)) {
		if _, there := in[id]; !there {
			all = append(all, from[id])
		}
	}
	return all
}

func operations(document []byte) (map[string]Operation, error) {
	all := map[string]Operation{}
	if document == nil {
		return all, nil
	}
	d, err := read(document)
	if err != nil {
		return nil, err
	}
	paths, _ := d["paths"].(map[string]any)
	for path, item := range paths {
		methods, _ := item.(map[string]any)
		for method, operation := range methods {
			o, _ := operation.(map[string]any)
			if id, ok := o["operationId"].(string); ok {
				rule, _ := o["x-repeat"].(map[string]any)
				all[id] = Operation{id, method, path, fmt.Sprint(o["summary"]), repeats(rule)}
			}
		}
	}
	return all, nil
}
