package main

import (
	"fmt"
	"iter"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The document is kept as a tree of YAML nodes, so that what is written is in the
// order of what was read.

func get(node *yaml.Node, key string) *yaml.Node {
	for k, v := range entries(node) {
		if k.Value == key {
			return v
		}
	}
	return nil
}

func text(node *yaml.Node, key string) string {
	if v := get(node, key); v != nil && v.Kind == yaml.ScalarNode {
		return v.Value
	}
	return ""
}

func isTrue(node *yaml.Node, key string) bool { return text(node, key) == "true" }

func has(node *yaml.Node, key string) bool { return get(node, key) != nil }

// set gives a key its value: in its place when the key is there, at the end
// otherwise.
func set(node *yaml.Node, key string, value *yaml.Node) {
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			node.Content[i+1] = value
			return
		}
	}
	node.Content = append(node.Content, str(key), value)
}

func del(node *yaml.Node, keys ...string) {
	for _, key := range keys {
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == key {
				node.Content = append(node.Content[:i:i], node.Content[i+2:]...)
				break
			}
		}
	}
}

// entries are the keys and values of a map as they are now; none of anything else.
func entries(node *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(*yaml.Node, *yaml.Node) bool) {
		if node == nil || node.Kind != yaml.MappingNode {
			return
		}
		content := append([]*yaml.Node(nil), node.Content...)
		for i := 0; i+1 < len(content); i += 2 {
			if !yield(content[i], content[i+1]) {
				return
			}
		}
	}
}

func items(node *yaml.Node) []*yaml.Node {
	if node == nil || node.Kind != yaml.SequenceNode {
		return nil
	}
	return node.Content
}

func str(s string) *yaml.Node  { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }
func word(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }

// mapping is a map of keys and values, which are nodes or texts.
func mapping(pairs ...any) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i+1 < len(pairs); i += 2 {
		value, ok := pairs[i+1].(*yaml.Node)
		if !ok {
			value = str(fmt.Sprint(pairs[i+1]))
		}
		m.Content = append(m.Content, str(fmt.Sprint(pairs[i])), value)
	}
	return m
}

func list(values ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Content: values}
}

func flow(node *yaml.Node) *yaml.Node {
	node.Style = yaml.FlowStyle
	return node
}

func clone(node *yaml.Node) *yaml.Node {
	if node == nil {
		return nil
	}
	c := *node
	c.Content = nil
	for _, n := range node.Content {
		c.Content = append(c.Content, clone(n))
	}
	return &c
}

// plain takes away aliases, comments and the style in which a document was
// written.
func plain(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return plain(clone(node.Alias))
	}
	c := &yaml.Node{Kind: node.Kind, Tag: node.ShortTag(), Value: node.Value}
	if c.Tag == "!!timestamp" {
		c.Tag = "!!str"
	}
	if c.Tag == "!!str" && oldBool[strings.ToLower(c.Value)] {
		c.Style = yaml.DoubleQuotedStyle
	}
	for _, n := range node.Content {
		c.Content = append(c.Content, plain(n))
	}
	return c
}

// oldBool are texts that YAML 1.1 takes for a boolean.
var oldBool = map[string]bool{"yes": true, "no": true, "on": true, "off": true, "y": true, "n": true}
