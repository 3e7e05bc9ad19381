package main

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/speccheck"
)

// unused takes out components that nothing refers to, and reports whether it did.
func (c *converter) unused() bool {
	components, used, took := get(c.root, "components"), map[string]bool{}, false
	walk(c.root, func(node *yaml.Node) {
		if ref := get(node, "$ref"); ref != nil {
			used[ref.Value] = true
		}
	})
	for _, item := range entries(get(c.root, "paths")) {
		for _, op := range entries(item) {
			for _, alternative := range items(get(op, "security")) {
				for scheme := range entries(alternative) {
					used["#/components/securitySchemes/"+scheme.Value] = true
				}
			}
		}
	}
	for kind, group := range entries(components) {
		for name := range entries(group) {
			if !used["#/components/"+kind.Value+"/"+name.Value] {
				del(group, name.Value)
				took = true
			}
		}
		if len(group.Content) == 0 {
			del(components, kind.Value)
		}
	}
	return took
}

// refused takes out the operations that the house rules refuse by name, with the
// reason, and reports whether there were any.
func (c *converter) refused() bool {
	out, err := yaml.Marshal(c.root)
	if err != nil {
		return false
	}
	why := map[string]string{}
	for _, problem := range speccheck.Check("", out) {
		if why[problem.Where] == "" {
			why[problem.Where] = problem.What
		}
	}
	took := false
	for path, item := range entries(get(c.root, "paths")) {
		for method, op := range entries(item) {
			if reason := why[text(op, "operationId")]; reason != "" {
				del(item, method.Value)
				took = true
				c.out(strings.ToUpper(method.Value)+" "+path.Value, reason)
			}
		}
		if len(item.Content) == 0 {
			del(get(c.root, "paths"), path.Value)
		}
	}
	return took
}

// out notes that an operation is left out.
func (c *converter) out(what, reason string) {
	c.note(get(c.root, "paths"), what, "left out: %s", reason)
	c.leave(what + ": " + reason)
}

// tags are declared with a description, the ones that are used and no others.
func (c *converter) tags() {
	used := []string{}
	for _, item := range entries(get(c.root, "paths")) {
		for _, op := range entries(item) {
			if tag := items(get(op, "tags"))[0].Value; !slices.Contains(used, tag) {
				used = append(used, tag)
			}
		}
	}
	said := map[string]string{}
	for _, tag := range items(get(c.root, "tags")) {
		said[text(tag, "name")] = text(tag, "description")
	}
	fresh := list()
	for _, name := range used {
		tag := mapping("name", name, "description", said[name])
		if said[name] == "" {
			set(tag, "description", proposed(str("Calls about "+sentence(name)+".")))
		}
		fresh.Content = append(fresh.Content, tag)
	}
	set(c.root, "tags", fresh)
}

// head is the comment at the top, which a house rule asks for.
func (c *converter) head() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s.\n#\n# Written from [file]: %s\n#\n", text(get(c.root, "info"), "title"), c.from())
	b.WriteString("# Evidence. public = [file] states it. What was made up for want of a statement is marked \"proposed\".\n#\n# Left out of [file]:\n")
	if len(c.left) == 0 {
		b.WriteString("#   - nothing.\n")
	}
	for _, what := range c.left {
		fmt.Fprintf(&b, "#   - %s\n", strings.ReplaceAll(what, "\n", " "))
	}
	return b.String()
}

// from is the published file and the first address that it names.
func (c *converter) from() string {
	return c.source + ", the description that is published for " + text(items(get(c.root, "servers"))[0], "url")
}
