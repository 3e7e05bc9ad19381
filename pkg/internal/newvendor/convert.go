package main

import (
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// converter brings a published document into the house form: what the templates
// need and the house rules ask for is proposed, what they refuse is rewritten or
// left out, and every decision is noted.
type converter struct {
	vendor string
	source string // the file's name, for the comment at the top
	root   *yaml.Node
	notes  []note
	left   []string // what was left out, for the comment at the top
	verbs  []string
	taken  map[string]bool // names of components
	shaped map[*yaml.Node]bool
	same   map[string]string // names of hoisted schemas by their text
	tells  map[*yaml.Node]string
	grants map[string]bool // token URLs of OAuth 2.0
}

// convert returns the specification as text, with the decisions in its order.
func convert(vendor, source string, published []byte, verbs []string) (*converter, []byte, error) {
	root, err := read(published)
	if err != nil {
		return nil, nil, err
	}
	c := &converter{vendor: vendor, source: source, root: root, verbs: verbs, taken: map[string]bool{}, shaped: map[*yaml.Node]bool{}, same: map[string]string{}, tells: map[*yaml.Node]string{}, grants: map[string]bool{}}
	c.document()
	c.rename()
	c.operations()
	c.components()
	c.files()
	for range 20 { // what refers to a component that goes may be the last to refer to another
		if !c.unused() {
			break
		}
	}
	c.examples()
	for range 20 {
		if !c.refused() {
			break
		}
		c.unused()
	}
	c.tags()
	out, err := c.encoded()
	return c, out, err
}

// document is what stands above the paths.
func (c *converter) document() {
	old := c.root
	if v := text(old, "openapi"); !strings.HasPrefix(v, "3.") {
		c.note(old, "document", "openapi %s is read as 3.0", v)
	}
	if has(old, "webhooks") {
		c.leave("what the vendor sends by itself (webhooks)")
	}
	info := get(old, "info")
	if info == nil {
		info = mapping()
	}
	title := text(info, "title")
	if title == "" {
		title = typeName(c.vendor)
	}
	fresh := mapping("title", title, "version", orElse(text(info, "version"), "1.0"))
	description := text(info, "description")
	if description == "" {
		description = "What " + title + " offers to programs."
	}
	set(fresh, "description", str(description))
	c.note(fresh, "info", "the description is the vendor's or made up: write in your own words what the API is for")
	components := get(old, "components")
	if components == nil {
		components = mapping()
	}
	servers := c.servers(get(old, "servers"))
	c.security(get(components, "securitySchemes"), servers)
	c.root = mapping("openapi", "3.0.3", "info", fresh, "servers", servers, "tags", orNode(get(old, "tags"), list()),
		"paths", get(old, "paths"), "components", components)
	if security := get(old, "security"); security != nil {
		set(c.root, "security", security) // pushed down with the operations
	}
}

var placeholder = regexp.MustCompile(`\{([^}]+)\}`)

// servers have https, a name of one word, and no slash at the end.
func (c *converter) servers(old *yaml.Node) *yaml.Node {
	fresh, names := list(), map[string]bool{}
	for _, server := range items(old) {
		url := placeholder.ReplaceAllStringFunc(text(server, "url"), func(found string) string {
			value := text(get(get(server, "variables"), strings.Trim(found, "{}")), "default")
			return orElse(value, strings.Trim(found, "{}"))
		})
		url = strings.TrimSuffix(strings.Replace(url, "http://", "https://", 1), "/")
		if !strings.HasPrefix(url, "https://") {
			url = "https://" + c.vendor + ".example.com" + url
			c.note(fresh, "servers", "%q is no whole address: give the vendor's", text(server, "url"))
		}
		name := "Production"
		if said := strings.ToLower(text(server, "description") + url); strings.Contains(said, "sandbox") || strings.Contains(said, "test") || strings.Contains(said, "stag") {
			name = "Sandbox"
		}
		if names[name] {
			c.note(fresh, "servers", "%s is left out: a second server named %s", url, name)
			continue
		}
		names[name] = true
		fresh.Content = append(fresh.Content, mapping("url", url, "description", name))
	}
	if len(fresh.Content) == 0 {
		fresh.Content = append(fresh.Content, mapping("url", "https://"+c.vendor+".example.com", "description", "Production"))
		c.note(fresh, "servers", "the file names none: give the vendor's address")
	}
	return fresh
}

// rename gives components names of Go types, and the references to them.
func (c *converter) rename() {
	schemas := get(get(c.root, "components"), "schemas")
	names := map[string]string{}
	for key := range entries(schemas) {
		name := key.Value
		if !regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`).MatchString(name) {
			name = typeName(name)
		}
		names[key.Value] = c.fresh(name)
		key.Value = names[key.Value]
	}
	walk(c.root, func(node *yaml.Node) {
		if ref := get(node, "$ref"); ref != nil {
			if name, ok := strings.CutPrefix(ref.Value, "#/components/schemas/"); ok && names[unescaped(name)] != "" {
				ref.Value = "#/components/schemas/" + names[unescaped(name)]
			}
		}
		for _, ref := range entries(get(get(node, "discriminator"), "mapping")) { // a reference, or the name alone
			if name := unescaped(strings.TrimPrefix(ref.Value, "#/components/schemas/")); names[name] != "" {
				ref.Value = "#/components/schemas/" + names[name]
			}
		}
	})
}

var reserved = regexp.MustCompile(`^(Client|NewClient|Spec|Raw|Server.*|.*(Params|Result))$`)

// fresh is a name that no component has, and no generated type.
func (c *converter) fresh(name string) string {
	if reserved.MatchString(name) {
		name += "Model"
	}
	for base, i := name, 2; c.taken[name]; i++ {
		name = fmt.Sprintf("%s%d", base, i)
	}
	c.taken[name] = true
	return name
}

func unescaped(name string) string {
	return strings.NewReplacer("~1", "/", "~0", "~", "%20", " ", "%7B", "{", "%7D", "}").Replace(name)
}

// resolve follows a reference inside the document, nil for one that leads nowhere.
func (c *converter) resolve(node *yaml.Node) *yaml.Node {
	for range 20 {
		ref := get(node, "$ref")
		if ref == nil {
			return node
		}
		path, inside := strings.CutPrefix(ref.Value, "#/")
		if !inside {
			return nil
		}
		node = c.root
		for step := range strings.SplitSeq(path, "/") {
			node = get(node, unescaped(step))
		}
	}
	return nil
}

func walk(node *yaml.Node, do func(*yaml.Node)) {
	do(node)
	for _, child := range node.Content {
		walk(child, do)
	}
}

func (c *converter) leave(what string) { c.left = append(c.left, what) }

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func orNode(node, otherwise *yaml.Node) *yaml.Node {
	if node == nil {
		return otherwise
	}
	return node
}
