package wire

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// read is a document in one form, so that the same thing in other words is no
// difference: defaults of OpenAPI are filled in, each operation has its security,
// parameters, answers and bodies,
// a discriminator has its whole mapping, and an object that is composed of several
// has their properties.
func read(text []byte) (map[string]any, error) {
	var document map[string]any
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if document["paths"] == nil {
		return nil, errors.New("this is no OpenAPI document: it has no paths")
	}
	document, _ = copied(document).(map[string]any)
	inherit(document)
	inline(document)
	eachNode(document, false, func(node map[string]any) {
		node = merge(document, node)
		defaults(node)
		completeMapping(node)
	})
	return document, nil
}

// copied is a value that shares nothing with it. The keys of all maps are texts.
func copied(value any) any {
	switch v := value.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for key, below := range v {
			m[key] = copied(below)
		}
		return m
	case map[any]any:
		m := make(map[string]any, len(v))
		for key, below := range v {
			m[fmt.Sprint(key)] = copied(below)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, below := range v {
			list[i] = copied(below)
		}
		return list
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return int(v) // 1.0 is 1
		}
		return v
	default:
		return v
	}
}

// eachNode calls do for each map whose keys are keywords, and for what is in it
// afterwards.
func eachNode(value any, names bool, do func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		if !names {
			do(v)
		}
		for key, below := range v {
			if names || !strings.HasPrefix(key, "x-") && !whole[key] {
				eachNode(below, !names && named[key], do)
			}
		}
	case []any:
		for _, below := range v {
			eachNode(below, false, do)
		}
	}
}

// inherit gives each operation the security of the document, unless it has its own.
func inherit(document map[string]any) {
	all, there := document["security"]
	delete(document, "security")
	paths, _ := document["paths"].(map[string]any)
	for _, item := range paths {
		methods, _ := item.(map[string]any)
		for _, operation := range methods {
			if o, ok := operation.(map[string]any); ok && there && o["responses"] != nil && o["security"] == nil {
				o["security"] = copied(all)
			}
		}
	}
}

// defaults fills in what an absent keyword means, or takes out a keyword that means
// the same as its absence.
func defaults(node map[string]any) {
	for _, key := range []string{"required", "nullable", "deprecated", "readOnly", "writeOnly", "allowReserved", "allowEmptyValue", "uniqueItems"} {
		if node[key] == false {
			delete(node, key)
		}
	}
	if node["additionalProperties"] == true {
		delete(node, "additionalProperties")
	}
	place, ok := node["in"].(string)
	if !ok || node["schema"] == nil {
		return
	}
	if node["style"] == nil {
		node["style"] = "simple"
		if slices.Contains([]string{"query", "cookie"}, place) {
			node["style"] = "form"
		}
	}
	if node["explode"] == nil {
		node["explode"] = node["style"] == "form"
	}
}
