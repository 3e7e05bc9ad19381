package wire

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// keyed reads a document. Lists whose order says nothing become maps: parameters
// by place and name, servers by name, required names and the values of an enum
// by themselves. Defaults of OpenAPI are filled in, so that writing one down is
// no difference.
func keyed(text []byte) (map[string]any, error) {
	var document map[string]any
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if document["paths"] == nil {
		return nil, fmt.Errorf("this is no OpenAPI document: it has no paths")
	}
	keyAll(document)
	return document, nil
}

func keyAll(node map[string]any) {
	for key, value := range node {
		if strings.HasPrefix(key, "x-") || whole[key] {
			continue
		}
		switch v := value.(type) {
		case []any:
			if set := keyList(key, v); set != nil {
				node[key] = set
				for _, entry := range set {
					if m, ok := entry.(map[string]any); ok {
						keyAll(m)
					}
				}
			}
		case map[string]any:
			keyAll(v)
		case bool:
			// Absent and false are the same for all of these.
			if !v && slices.Contains([]string{"required", "nullable", "deprecated", "readOnly", "writeOnly", "allowReserved", "allowEmptyValue", "uniqueItems"}, key) {
				delete(node, key)
			}
		}
	}
	if place, ok := node["in"].(string); ok && node["schema"] != nil {
		style := map[string]string{"query": "form", "cookie": "form"}[place]
		if style == "" {
			style = "simple"
		}
		setDefault(node, "style", style)
		setDefault(node, "explode", node["style"] == "form")
	}
}

func setDefault(node map[string]any, key string, value any) {
	if node[key] == nil {
		node[key] = value
	}
}

// keyList is a list as a map, nil when its order matters.
func keyList(key string, list []any) map[string]any {
	set := map[string]any{}
	for i, entry := range list {
		m, _ := entry.(map[string]any)
		name := fmt.Sprint(entry)
		switch key {
		case "parameters":
			name = fmt.Sprint(m["in"], " ", m["name"])
			if ref, ok := m["$ref"].(string); ok {
				name = ref[strings.LastIndex(ref, "/")+1:]
			}
		case "servers":
			name = fmt.Sprint(m["description"])
		case "tags":
			if m != nil {
				name = fmt.Sprint(m["name"])
			}
		case "security":
			name = alternative(m)
		case "required", "enum":
		case "allOf", "oneOf", "anyOf":
			name = fmt.Sprint(i)
		default:
			return nil
		}
		set[name] = entry
	}
	if key == "security" && len(list) == 0 {
		set["anonymous"] = true
	}
	return set
}

// alternative names one of the ways to be let in.
func alternative(requirement map[string]any) string {
	if len(requirement) == 0 {
		return "anonymous"
	}
	var schemes []string
	for scheme := range requirement {
		schemes = append(schemes, scheme)
	}
	slices.Sort(schemes)
	return strings.Join(schemes, " and ")
}
