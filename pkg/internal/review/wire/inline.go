package wire

import (
	"fmt"
	"strings"
)

// inline puts parameters, answers, bodies and headers into the operations that refer to
// them, and the parameters of a path into its operations. Whether they are components
// is no difference on the wire.
func inline(document map[string]any) {
	components, _ := document["components"].(map[string]any)
	paths, _ := document["paths"].(map[string]any)
	for _, item := range paths {
		methods, _ := item.(map[string]any)
		shared, _ := methods["parameters"].([]any)
		for _, operation := range methods {
			o, ok := operation.(map[string]any)
			if !ok || o["responses"] == nil {
				continue
			}
			own, _ := o["parameters"].([]any)
			if all := parameters(components, shared, own); len(all) > 0 {
				o["parameters"] = all
			}
			if o["requestBody"] != nil {
				o["requestBody"] = referred(components, o["requestBody"])
			}
			answers, _ := o["responses"].(map[string]any)
			for status := range answers {
				answers[status] = referred(components, answers[status])
				answer, _ := answers[status].(map[string]any)
				headers, _ := answer["headers"].(map[string]any)
				for name := range headers {
					headers[name] = referred(components, headers[name])
				}
			}
		}
		delete(methods, "parameters")
	}
	for _, kind := range []string{"parameters", "responses", "requestBodies", "headers"} {
		delete(components, kind)
	}
}

// parameters are those of a path and of its operation, which has the last word.
func parameters(components map[string]any, shared, own []any) []any {
	var all []any
	known := map[string]int{}
	for _, list := range [][]any{shared, own} {
		for _, each := range list {
			parameter := referred(components, each)
			name := fmt.Sprint(entryName("parameters", 0, parameter))
			if i, there := known[name]; there {
				all[i] = parameter
				continue
			}
			known[name] = len(all)
			all = append(all, parameter)
		}
	}
	return all
}

// referred is a copy of the component that a reference leads to, or the value itself
// when it is none or leads nowhere.
func referred(components map[string]any, value any) any {
	kind, name, _ := strings.Cut(strings.TrimPrefix(reference(value), "#/components/"), "/")
	group, _ := components[kind].(map[string]any)
	if target := group[name]; target != nil {
		return copied(target)
	}
	return value
}
