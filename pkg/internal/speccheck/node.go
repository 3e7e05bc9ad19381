package speccheck

import (
	"iter"

	"go.yaml.in/yaml/v3"
)

// follow puts what an alias stands for in its place, so that nobody has to look for it.
func follow(node *yaml.Node, seen map[*yaml.Node]bool) {
	if seen[node] {
		return
	}
	seen[node] = true
	for i, below := range node.Content {
		if below.Kind == yaml.AliasNode {
			node.Content[i] = below.Alias
		}
		follow(node.Content[i], seen)
	}
}

// get is the value of a key, nil when there is none or node is no map.
func get(node *yaml.Node, key string) *yaml.Node {
	for k, v := range entries(node) {
		if k.Value == key {
			return v
		}
	}
	return nil
}

// entries are the keys and values of a map; none of anything else.
func entries(node *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(*yaml.Node, *yaml.Node) bool) {
		if node == nil || node.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(node.Content); i += 2 {
			if !yield(node.Content[i], node.Content[i+1]) {
				return
			}
		}
	}
}

// content are the elements of a list; none of anything else.
func content(node *yaml.Node) []*yaml.Node {
	if node == nil || node.Kind != yaml.SequenceNode {
		return nil
	}
	return node.Content
}

// text is the value of a key, "" when there is none.
func text(node *yaml.Node, key string) string {
	if v := get(node, key); v != nil {
		return v.Value
	}
	return ""
}
