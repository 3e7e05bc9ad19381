// Package speccheck reads a specification before the generator does and says
// what is wrong with it by file, line and operation. The generator itself only
// says that a template failed, or that a reference leads nowhere.
package speccheck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is something that is wrong in a specification.
type Problem struct {
	File  string
	Line  int
	Where string // the operation or the component
	What  string
}

func (p Problem) String() string {
	where := p.Where
	if where != "" {
		where += ": "
	}
	return fmt.Sprintf("%s:%d: %s%s", p.File, p.Line, where, p.What)
}

// Check reads a specification. The problems are in the order of its lines.
func Check(file string, text []byte) []Problem {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		line := 1
		_, _ = fmt.Sscanf(strings.TrimPrefix(err.Error(), "yaml: "), "line %d:", &line)
		return []Problem{{file, line, "", err.Error()}}
	}
	follow(&root, map[*yaml.Node]bool{})
	if len(root.Content) == 0 || get(root.Content[0], "paths") == nil {
		return []Problem{{file, 1, "", "this is no OpenAPI document: it has no paths"}}
	}
	c := &checker{file: file, root: root.Content[0], refers: map[string][]string{}, met: map[*yaml.Node]bool{}, within: map[*yaml.Node]bool{}, paged: map[string]string{}}
	c.published()
	c.differs(c.root, "")
	c.operations()
	for key, value := range entries(get(c.root, "components")) {
		for name, component := range entries(value) {
			c.component = "#/components/" + key.Value + "/" + name.Value
			c.visit(component, key.Value+" "+name.Value)
			if key.Value == "schemas" {
				c.money(name.Value, component, "schemas "+name.Value)
			}
		}
	}
	c.unused()
	c.names()
	c.supported()
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return c.problems
}

type checker struct {
	file      string
	root      *yaml.Node
	component string              // the one that is visited, "#/components/schemas/Order"; "" for an operation
	refers    map[string][]string // what each component refers to
	met       map[*yaml.Node]bool // what supported has seen
	within    map[*yaml.Node]bool // schemas that are parts of another
	paged     map[string]string   // operations by the method that reads them page by page
	problems  []Problem
}

func (c *checker) report(at *yaml.Node, where, format string, args ...any) {
	c.problems = append(c.problems, Problem{c.file, at.Line, where, fmt.Sprintf(format, args...)})
}

var methods = strings.Fields("get put post delete options head patch trace")

// needed are what the templates read of every operation.
var needed = []struct{ key, advice string }{
	{"security", "state it here or for the whole document, [] for a call without a credential"},
	{"responses", "name every status that the vendor documents"},
	{"x-repeat", "when in doubt {delivered: false, statuses: []}"},
	{"x-evidence", "documented, public or inferred"},
}

func (c *checker) operations() {
	seen := map[string]int{}
	c.requirements(c.root, "")
	for path, item := range entries(get(c.root, "paths")) {
		for method, operation := range entries(item) {
			if !slices.Contains(methods, method.Value) {
				c.visit(operation, path.Value)
				continue
			}
			where := method.Value + " " + path.Value
			if id := get(operation, "operationId"); id == nil {
				c.report(method, where, "operationId is missing: it names the method, the tape and the route of the fake")
			} else {
				where = id.Value
				if line := seen[id.Value]; line > 0 {
					c.report(id, where, "operationId is that of line %d too", line)
				}
				seen[id.Value] = id.Line
			}
			for _, n := range needed {
				inherited := n.key == "security" && get(c.root, "security") != nil
				if get(operation, n.key) == nil && !inherited {
					c.report(method, where, "%s is missing: %s", n.key, n.advice)
				}
			}
			c.requirements(operation, where)
			c.key(operation, get(item, "parameters"), where)
			c.sensitive(operation, where)
			c.visit(operation, where)
		}
	}
}

// requirements are the credentials of an operation, which must be declared.
func (c *checker) requirements(operation *yaml.Node, where string) {
	list := get(operation, "security")
	if list != nil && list.Kind != yaml.SequenceNode {
		c.report(list, where, "security is a list, such as [{scheme: []}], or [] for a call without a credential")
	}
	for _, alternative := range content(list) {
		if alternative.Kind != yaml.MappingNode {
			c.report(alternative, where, "security: %s is no alternative: write {%s: []}", alternative.Value, alternative.Value)
		}
		for scheme := range entries(alternative) {
			c.refers[""] = append(c.refers[""], "#/components/securitySchemes/"+scheme.Value)
			if get(get(get(c.root, "components"), "securitySchemes"), scheme.Value) == nil {
				c.report(scheme, where, "security scheme %s is not declared in components.securitySchemes", scheme.Value)
			}
		}
	}
}
