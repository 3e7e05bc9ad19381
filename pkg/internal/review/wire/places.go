package wire

import (
	"fmt"
	"slices"
	"strings"
)

// places knows which operations use a part of a document, in either version.
type places struct {
	ids  map[string]string          // operation id by "post /orders"
	uses map[string]map[string]bool // by "components/schemas/Order": what refers to it
}

func newPlaces(documents ...map[string]any) places {
	p := places{map[string]string{}, map[string]map[string]bool{}}
	for _, d := range documents {
		paths, _ := d["paths"].(map[string]any)
		for path, item := range paths {
			methods, _ := item.(map[string]any)
			for method, operation := range methods {
				if o, ok := operation.(map[string]any); ok && o["operationId"] != nil {
					p.ids[method+" "+path] = fmt.Sprint(o["operationId"])
					p.collect("paths/"+method+" "+path, o)
				} else if method == "parameters" {
					for m := range methods {
						p.collect("paths/"+m+" "+path, operation)
					}
				}
			}
		}
		components, _ := d["components"].(map[string]any)
		for kind, group := range components {
			members, _ := group.(map[string]any)
			for name, member := range members {
				p.collect("components/"+kind+"/"+name, member)
			}
		}
	}
	return p
}

// collect notes every $ref below a node.
func (p places) collect(from string, node any) {
	switch v := node.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			target := strings.TrimPrefix(ref, "#/")
			if p.uses[target] == nil {
				p.uses[target] = map[string]bool{}
			}
			p.uses[target][from] = true
		}
		for _, below := range v {
			p.collect(from, below)
		}
	case []any:
		for _, below := range v {
			p.collect(from, below)
		}
	}
}

// users are the ids of the operations that the part at a path belongs to or is
// used by.
func (p places) users(path []string) []string {
	if len(path) >= 3 && path[0] == "paths" {
		if id := p.ids[path[2]+" "+path[1]]; id != "" {
			return []string{id}
		}
	}
	if len(path) >= 2 && path[0] == "paths" {
		return p.of(path[1])
	}
	if len(path) < 3 || path[0] != "components" {
		return nil
	}
	var ids []string
	seen := map[string]bool{}
	var follow func(string)
	follow = func(part string) {
		if seen[part] {
			return
		}
		seen[part] = true
		if operation, ok := strings.CutPrefix(part, "paths/"); ok {
			ids = append(ids, p.ids[operation])
			return
		}
		for user := range p.uses[part] {
			follow(user)
		}
	}
	follow(strings.Join(path[:3], "/"))
	slices.Sort(ids)
	return ids
}

// of are the operations of a path of the API.
func (p places) of(path string) []string {
	var ids []string
	for key, id := range p.ids {
		if strings.HasSuffix(key, " "+path) {
			ids = append(ids, id)
		}
	}
	return ids
}

// name is a path for readers: "createOrder request application/json lines", or
// "schema Order.total".
func (p places) name(path []string) string {
	switch {
	case len(path) >= 3 && path[0] == "paths":
		id := p.ids[path[2]+" "+path[1]]
		if id == "" {
			id = path[2] + " " + path[1]
		}
		return strings.TrimSpace(id + " " + inside(path[3:]))
	case len(path) >= 3 && path[0] == "components":
		kind := strings.TrimSuffix(path[1], "s")
		rest := inside(path[3:])
		if rest != "" && !strings.HasPrefix(rest, ".") {
			rest = " " + rest
		}
		return kind + " " + path[2] + rest
	default:
		return path[0]
	}
}

// inside leaves out the keywords that only lead to a name.
func inside(path []string) string {
	var words []string
	for i, word := range path {
		switch {
		case slices.Contains([]string{"responses", "content", "schema", "parameters", "headers"}, word):
		case word == "requestBody":
			words = append(words, "request")
		case word == "properties" && i+1 < len(path), word == "items" && i+1 < len(path), i+1 == len(path) && i > 0 && path[i-1] != "properties" && path[i-1] != "parameters":
		case i > 0 && path[i-1] == "properties":
			words = append(words, "."+word)
		default:
			if i+1 < len(path) || i > 0 {
				words = append(words, word)
			}
		}
	}
	return strings.ReplaceAll(strings.Join(words, " "), " .", ".")
}
