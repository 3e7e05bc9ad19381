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
	if get(node, "in") != nil && get(node, "schema") != nil {
		c.money(text(node, "name"), get(node, "schema"), where)
	}
	for key, value := range entries(node) {
		switch {
		case key.Value == "example", key.Value == "examples", key.Value == "default", strings.HasPrefix(key.Value, "x-"):
		case key.Value == "properties":
			c.properties(value, where)
		case key.Value == "allOf":
			for _, part := range content(value) {
				c.within[part] = true
			}
			c.visit(value, where)
		case key.Value == "headers", key.Value == "responses":
			// The names are no fields: there is an answer "default", and a header "x-left".
			for _, named := range entries(value) {
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
		if text(schema, "description") == "" && get(schema, "$ref") == nil {
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
	c.used[ref.Value] = true
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

// unused reports components that nothing refers to.
func (c *checker) unused() {
	for kind, group := range entries(get(c.root, "components")) {
		for name := range entries(group) {
			if !c.used["#/components/"+kind.Value+"/"+name.Value] {
				c.report(name, kind.Value+" "+name.Value, "nothing refers to it: take it out")
			}
		}
	}
}
