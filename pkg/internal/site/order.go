package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// order remembers in which order a specification writes the names of its
// objects. A parsed document has lost it, and people read fields best in the
// order in which somebody has put them.
type order map[string][]string

// orderOf reads the order from a specification's YAML. Objects with the same
// set of names share the order of the first.
func orderOf(text []byte) (order, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	o := order{}
	o.add(&root)
	return o, nil
}

func (o order) add(n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		var names []string
		for i := 0; i < len(n.Content); i += 2 {
			names = append(names, n.Content[i].Value)
		}
		if key := set(names); o[key] == nil {
			o[key] = names
		}
	}
	for _, child := range n.Content {
		o.add(child)
	}
}

func set(names []string) string {
	sorted := slices.Clone(names)
	slices.Sort(sorted)
	return strings.Join(sorted, "\x00")
}

// names are the map's names as the specification writes them, or in
// alphabetical order where it has no such object.
func names[V any](o order, m map[string]V) []string {
	var all []string
	for name := range m {
		all = append(all, name)
	}
	slices.Sort(all)
	if written := o[set(all)]; written != nil {
		return written
	}
	return all
}

// pretty writes a value as indented JSON with the names of objects in the order
// of the specification.
func (o order) pretty(value any) string {
	var compact, indented bytes.Buffer
	o.encode(&compact, value)
	if err := json.Indent(&indented, compact.Bytes(), "", "  "); err != nil {
		return compact.String()
	}
	return indented.String()
}

func (o order) encode(b *bytes.Buffer, value any) {
	switch value := value.(type) {
	case map[string]any:
		b.WriteByte('{')
		for i, name := range names(o, value) {
			if i > 0 {
				b.WriteByte(',')
			}
			o.encode(b, name)
			b.WriteByte(':')
			o.encode(b, value[name])
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, element := range value {
			if i > 0 {
				b.WriteByte(',')
			}
			o.encode(b, element)
		}
		b.WriteByte(']')
	default:
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		if err := e.Encode(value); err != nil {
			b.WriteString("null")
		}
		if b.Bytes()[b.Len()-1] == '\n' {
			b.Truncate(b.Len() - 1)
		}
	}
}
