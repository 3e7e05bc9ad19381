package wire

import (
	"reflect"
	"slices"
	"strings"
)

const schemas = "#/components/schemas/"

// completeMapping writes the mapping of a discriminator in full: a schema without a
// value has its name as the value.
func completeMapping(node map[string]any) {
	discriminator, ok := node["discriminator"].(map[string]any)
	if !ok {
		return
	}
	mapping, _ := discriminator["mapping"].(map[string]any)
	full, has := map[string]any{}, map[string]bool{}
	for value, to := range mapping {
		if name, ok := to.(string); ok && !strings.ContainsAny(name, "/.") {
			to = schemas + name
		}
		target, _ := to.(string)
		full[value], has[target] = to, true
	}
	variants, _ := node["oneOf"].([]any)
	for _, each := range variants {
		if target := reference(each); target != "" && !has[target] {
			full[strings.TrimPrefix(target, schemas)] = target
		}
	}
	discriminator["mapping"] = full
}

func reference(value any) string {
	node, _ := value.(map[string]any)
	target, _ := node["$ref"].(string)
	return target
}

// merge puts the properties of an object's parts into the object. A reference that
// stands alone in allOf remains: it is there for a description or nullable beside it.
func merge(document, node map[string]any) map[string]any {
	parts, _ := node["allOf"].([]any)
	if len(parts) == 0 || len(parts) == 1 && node["properties"] == nil && node["required"] == nil {
		return node
	}
	whole := object{properties: map[string]any{}}
	if !whole.add(document, map[string]any{"allOf": parts}, nil) || !whole.add(document, own(node), nil) {
		return node
	}
	delete(node, "allOf")
	node["type"], node["properties"] = "object", whole.properties
	if whole.required != nil {
		node["required"] = whole.required
	}
	return node
}

// own is what a composed schema has beside its parts.
func own(node map[string]any) map[string]any {
	only := map[string]any{}
	for _, key := range []string{"properties", "required"} {
		if node[key] != nil {
			only[key] = node[key]
		}
	}
	return only
}

// object is what several parts make together.
type object struct {
	properties map[string]any
	required   []any
}

// add adds a part. It reports false when the part is not an object that can be
// merged, and then the schema stays as it is.
func (o *object) add(document, part map[string]any, open []string) bool {
	if target := reference(part); target != "" {
		if slices.Contains(open, target) {
			return false
		}
		components, _ := document["components"].(map[string]any)
		all, _ := components["schemas"].(map[string]any)
		referred, ok := all[strings.TrimPrefix(target, schemas)].(map[string]any)
		return ok && o.add(document, referred, append(open, target))
	}
	for key, value := range part {
		switch key {
		case "properties":
			properties, _ := value.(map[string]any)
			for name, property := range properties {
				if there := o.properties[name]; there != nil && !reflect.DeepEqual(there, property) {
					return false
				}
				o.properties[name] = copied(property)
			}
		case "required":
			names, ok := value.([]any)
			if !ok {
				return false
			}
			o.required = append(o.required, names...)
		case "allOf":
			parts, _ := value.([]any)
			for _, each := range parts {
				below, ok := each.(map[string]any)
				if !ok || !o.add(document, below, open) {
					return false
				}
			}
		case "type":
			if value != "object" {
				return false
			}
		case "description", "title", "example", "x-evidence":
		default:
			return false
		}
	}
	return true
}
