package speccheck

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// visit walks everything below a part of the document, without its examples.
func (c *checker) visit(node *yaml.Node, where string) {
	for _, element := range content(node) {
		c.visit(element, where)
	}
	c.differs(node, where)
	c.required(node, where)
	if ref := get(node, "$ref"); ref != nil {
		c.reference(node, ref, where)
	}
	if nullable := get(node, "nullable"); nullable != nil && nullable.Kind == yaml.ScalarNode && nullable.Tag == "!!bool" && get(node, "type") == nil && !c.isUnion(node) {
		c.report(nullable, where, "nullable without a type says nothing in OpenAPI 3.0: give the type, or leave nullable out")
	}
	if get(node, "in") != nil {
		c.money(text(node, "name"), get(node, "schema"), where)
		for _, media := range entries(get(node, "content")) {
			c.money(text(node, "name"), get(media, "schema"), where)
		}
	}
	for key, value := range entries(node) {
		c.place(key.Value, value, where)
		switch {
		case key.Value == "examples":
			for _, named := range entries(value) {
				if ref := get(named, "$ref"); ref != nil {
					c.reference(named, ref, where)
				}
			}
		case key.Value == "example", key.Value == "default", strings.HasPrefix(key.Value, "x-"):
		case key.Value == "properties":
			c.properties(value, where)
		case key.Value == "allOf":
			for _, part := range content(value) {
				c.within[part] = true
			}
			c.visit(value, where)
		case key.Value == "headers", key.Value == "responses":
			// The names are no fields: there is an answer "default", and a header "x-left".
			for name, named := range entries(value) {
				// A whole number in a header counts something, as X-Total does.
				if schema := get(c.resolve(named), "schema"); key.Value == "headers" && text(schema, "type") == "number" {
					c.money(name.Value, schema, where)
				}
				c.visit(named, where)
			}
		default:
			c.visit(value, where)
		}
	}
}

// required checks that an object requires properties that it has. What is only a part of
// an object may require those of other parts.
func (c *checker) required(node *yaml.Node, where string) {
	properties := get(node, "properties")
	if properties == nil || get(node, "allOf") != nil || c.within[node] {
		return
	}
	for _, name := range content(get(node, "required")) {
		if get(properties, name.Value) == nil {
			c.report(name, where, "%s is required and no property: correct the name, or describe the property", name.Value)
		}
	}
}

func (c *checker) properties(all *yaml.Node, where string) {
	for name, schema := range entries(all) {
		if words := get(schema, "description"); get(schema, "$ref") == nil && (words == nil || words.Tag == "!!null" || strings.TrimSpace(words.Value) == "") {
			c.report(name, where, "property %s has no description", name.Value)
		}
		c.money(name.Value, schema, where)
		c.visit(schema, where+"."+name.Value)
	}
}

// reference checks that a reference leads somewhere and stands alone.
func (c *checker) reference(node, ref *yaml.Node, where string) {
	for key := range entries(node) {
		if key.Value != "$ref" {
			c.report(key, where, "%s stands beside a $ref, where OpenAPI 3.0 ignores it: put it into the component, or write the reference as allOf with one element", key.Value)
		}
	}
	if c.target(ref.Value) == nil {
		c.report(ref, where, "$ref %s leads nowhere", ref.Value)
	}
	c.refers[c.component] = append(c.refers[c.component], ref.Value)
}

// places are the components that may stand in the place of a key's value, or of its
// elements.
var places = map[string]string{
	"schema": "schemas", "items": "schemas", "additionalProperties": "schemas", "properties": "schemas",
	"allOf": "schemas", "oneOf": "schemas", "anyOf": "schemas",
	"parameters": "parameters", "requestBody": "requestBodies", "responses": "responses", "headers": "headers", "examples": "examples",
}

// place checks that a reference leads to a component of the kind that its place takes.
func (c *checker) place(key string, value *yaml.Node, where string) {
	kind := places[key]
	if kind == "" {
		return
	}
	all := append([]*yaml.Node{value}, content(value)...)
	if get(value, "$ref") == nil {
		for _, named := range entries(value) {
			all = append(all, named)
		}
	}
	for _, node := range all {
		ref := get(node, "$ref")
		if ref == nil || c.target(ref.Value) == nil {
			continue
		}
		name, right := strings.CutPrefix(ref.Value, "#/components/"+kind+"/")
		if !right || strings.Contains(name, "/") {
			c.report(ref, where, "$ref %s leads to no component of components.%s: refer to one, or make what is there one", ref.Value, kind)
		}
	}
}

// target is what a reference leads to, nil if it leads nowhere.
func (c *checker) target(ref string) *yaml.Node {
	path, inside := strings.CutPrefix(ref, "#/")
	if !inside {
		return nil
	}
	target := c.root
	for step := range strings.SplitSeq(path, "/") {
		target = get(target, strings.NewReplacer("~1", "/", "~0", "~").Replace(step))
	}
	return target
}

// unused reports components that no operation needs. Those that only refer to each
// other are not needed either.
func (c *checker) unused() {
	used, next := map[string]bool{}, []string{""}
	for len(next) > 0 {
		from := next[0]
		next = next[1:]
		for _, to := range c.refers[from] {
			if !used[to] {
				used[to] = true
				next = append(next, to)
			}
		}
	}
	for kind, group := range entries(get(c.root, "components")) {
		for name := range entries(group) {
			if !used["#/components/"+kind.Value+"/"+name.Value] {
				c.report(name, kind.Value+" "+name.Value, "nothing refers to it: take it out")
			}
		}
	}
}
