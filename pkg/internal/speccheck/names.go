package speccheck

import (
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// names reports what would get one Go name: components of several kinds, which are all
// types, and the parameters of an operation, which are fields.
func (c *checker) names() {
	types := map[string]string{}
	components := get(c.root, "components")
	for _, kind := range []string{"schemas", "parameters"} {
		for name, component := range entries(get(components, kind)) {
			goName := goNameOf(name.Value, component)
			if other := types[goName]; other != "" && other != kind+" "+name.Value {
				c.report(name, kind+" "+name.Value, "its Go name %s is that of %s too: give it another one with x-go-name", goName, other)
			}
			types[goName] = kind + " " + name.Value
		}
	}
	for path, item := range entries(get(c.root, "paths")) {
		for method, operation := range entries(item) {
			if where := text(operation, "operationId"); where != "" {
				c.fieldNames(append(content(get(operation, "parameters")), content(get(item, "parameters"))...), where)
			} else if get(operation, "responses") != nil {
				c.fieldNames(content(get(operation, "parameters")), method.Value+" "+path.Value)
			}
		}
	}
}

func (c *checker) fieldNames(parameters []*yaml.Node, where string) {
	fields := map[string]string{}
	for _, p := range parameters {
		p = c.resolve(p)
		name, in := text(p, "name"), text(p, "in")
		if p == nil || in == "path" || get(p, "x-from-client") != nil {
			continue
		}
		goName := goNameOf(name, p)
		if other := fields[goName]; other != "" && other != in+" "+name {
			c.report(p, where, "the %s parameter %s has the Go name %s of the %s parameter %s: give one of them another one with x-go-name", in, name, goName, strings.Fields(other)[0], strings.Fields(other)[1])
		}
		fields[goName] = in + " " + name
	}
}

// goNameOf is the Go name of a component or parameter, but for initialisms.
func goNameOf(name string, node *yaml.Node) string {
	if given := text(node, "x-go-name"); given != "" {
		return given
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}
