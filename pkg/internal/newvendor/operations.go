package main

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

var methods = strings.Fields("get put post delete options head patch trace")

// operations brings every operation into the house form, in the file's order.
func (c *converter) operations() {
	paths, seen := get(c.root, "paths"), map[string]bool{}
	for path, item := range entries(paths) {
		item = orNode(c.resolve(item), mapping())
		fresh := mapping()
		for method, op := range entries(item) {
			if !slices.Contains(methods, method.Value) {
				continue
			}
			if reason := unroutable(path.Value); reason != "" {
				c.out(strings.ToUpper(method.Value)+" "+path.Value, reason)
				continue
			}
			if method.Value == "post" && c.grants[text(items(get(c.root, "servers"))[0], "url")+path.Value] {
				c.out("POST "+path.Value, "it is a token URL of OAuth 2.0, which the adapter asks through pkg/oauth")
				continue
			}
			fresh.Content = append(fresh.Content, method, c.operation(path.Value, method.Value, item, op, seen))
		}
		set(paths, path.Value, fresh)
		if len(fresh.Content) == 0 {
			del(paths, path.Value)
		}
	}
	del(c.root, "security")
}

// unroutable says why a path cannot be served by the fake, "" when it can.
func unroutable(path string) string {
	for segment := range strings.SplitSeq(path, "/") {
		if strings.ContainsAny(segment, "{}") && !regexp.MustCompile(`^\{[^{}]+\}$`).MatchString(segment) {
			return "a path value that is not a whole segment is not supported"
		}
	}
	if strings.ContainsAny(path, "?#") {
		return "a path with a query is not supported: write its parameters"
	}
	return ""
}

func (c *converter) operation(path, method string, item, old *yaml.Node, seen map[string]bool) *yaml.Node {
	op := mapping()
	id := c.operationID(op, path, method, old, seen)
	set(op, "operationId", str(id))
	set(op, "tags", flow(list(str(tagOf(path, old)))))
	c.describe(op, old, id)
	if isTrue(old, "deprecated") {
		set(op, "deprecated", word("true"))
	}
	set(op, "x-evidence", str("public"))
	if method == "get" || method == "head" {
		var statuses []*yaml.Node
		for _, status := range []string{"429", "500", "502", "503", "504"} {
			statuses = append(statuses, word(status))
		}
		set(op, "x-repeat", flow(mapping("delivered", word("true"), "statuses", list(statuses...))))
	} else {
		set(op, "x-repeat", flow(mapping("delivered", word("false"), "statuses", list())))
		c.note(get(op, "x-repeat"), id, "sent once; say with a reason when a second delivery does no harm")
	}
	set(op, "security", c.requirements(op, old, id))
	parameters := c.parameters(op, id, slices.Concat(items(get(item, "parameters")), items(get(old, "parameters"))))
	if len(parameters.Content) > 0 {
		set(op, "parameters", parameters)
	}
	for _, p := range parameters.Content {
		if text(p, "in") == "query" && text(get(p, "schema"), "format") == "password" {
			set(op, "x-sensitive", str("The parameter "+text(p, "name")+" is a secret in the address."))
		}
	}
	if body := c.resolve(get(old, "requestBody")); body != nil {
		if fresh := c.body(op, id, body); fresh != nil {
			set(op, "requestBody", fresh)
		}
	}
	set(op, "responses", c.answers(op, id, get(old, "responses")))
	if has(old, "servers") || has(item, "servers") {
		c.note(op, id, "the file gives it a server of its own, which a client does not have: leave the operation out, or make it a vendor of its own")
	}
	if has(old, "callbacks") {
		c.note(op, id, "callbacks are left out: describe what the vendor sends by itself")
	}
	return op
}

// operationID is that of the file when it begins with a verb, and else a proposal.
func (c *converter) operationID(op *yaml.Node, path, method string, old *yaml.Node, seen map[string]bool) string {
	published := text(old, "operationId")
	id := ""
	// A verb alone says what is done and not to what, unless the path says it too.
	if w := words(published); len(w) > 0 && slices.Contains(c.verbs, w[0]) && (len(w) > 1 && w[1] != "using" || strings.HasSuffix(path, "/"+w[0])) {
		id = camel(w, false)
	}
	if proposal := proposedID(method, path, c.listing(old) || !strings.HasSuffix(path, "}")); seen[strings.ToLower(id)] && !seen[strings.ToLower(proposal)] {
		published, id = "", proposal
	}
	if id == "" || published == "" {
		id = proposedID(method, path, c.listing(old) || !strings.HasSuffix(path, "}"))
		if published == "" {
			c.note(op, id, "%s %s has no operationId: this one is proposed", strings.ToUpper(method), path)
		} else {
			c.note(op, id, "operationId %s does not begin with a verb of specs/verbs.txt: this one is proposed", published)
		}
	}
	for base, by := id, words(lastVariable(path)); seen[strings.ToLower(id)]; {
		if len(by) == 0 {
			by = []string{"again"}
		}
		id = base + "By" + camel(by, true)
		c.note(op, id, "the name %s is taken by another operation", base)
		base, by = id, []string{"again"}
	}
	seen[strings.ToLower(id)] = true
	return id
}

func lastVariable(path string) string {
	found := placeholder.FindAllStringSubmatch(path, -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1][1]
}

// listing reports whether a success of the operation is a list.
func (c *converter) listing(old *yaml.Node) bool {
	for status, response := range entries(get(old, "responses")) {
		if strings.HasPrefix(status.Value, "2") {
			for _, media := range entries(get(c.resolve(response), "content")) {
				return text(c.resolve(get(media, "schema")), "type") == "array"
			}
		}
	}
	return false
}

// tagOf is the first tag of the operation, or the first word of its path.
func tagOf(path string, old *yaml.Node) string {
	for _, tag := range items(get(old, "tags")) {
		if w := words(tag.Value); len(w) > 0 {
			return tag.Value
		}
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment != "" && !strings.HasPrefix(segment, "{") && !version.MatchString(segment) && len(words(segment)) > 0 {
			return strings.Join(words(segment), "-")
		}
	}
	return "general"
}

// describe gives the operation a summary of at most 72 characters and a
// description of sentences.
func (c *converter) describe(op, old *yaml.Node, id string) {
	summary := strings.TrimSuffix(strings.TrimSpace(text(old, "summary")), ".")
	description := strings.TrimSpace(text(old, "description"))
	if summary == "" {
		summary, _, _ = strings.Cut(description, ". ")
		summary = strings.TrimSuffix(strings.ReplaceAll(summary, "\n", " "), ".")
	}
	made := sentence(id)
	if summary == "" || len(summary) > 72 {
		summary = strings.ToUpper(made[:1]) + made[1:]
		set(op, "summary", proposed(str(summary)))
	} else {
		set(op, "summary", str(summary))
	}
	if len(description) <= len(summary) {
		set(op, "description", proposed(str(strings.ToUpper(made[:1])+made[1:]+", as the vendor's file has it; it says no more about the call.")))
		c.note(get(op, "description"), id, "describe the call: what it does, what it needs, what is not documented")
		return
	}
	if !strings.HasSuffix(description, ".") {
		description += "."
	}
	set(op, "description", str(description))
	c.note(get(op, "description"), id, "the description is in the vendor's words: write it in your own")
}

// ignored are headers that OpenAPI does not let a parameter describe.
var ignored = []string{"accept", "content-type", "authorization"}

func (c *converter) parameters(op *yaml.Node, id string, all []*yaml.Node) *yaml.Node {
	fresh, at := list(), map[string]int{}
	for _, ref := range all {
		old := c.resolve(ref)
		name, in := text(old, "name"), text(old, "in")
		if name == "" || in == "header" && slices.Contains(ignored, strings.ToLower(name)) {
			continue
		}
		if c.isCredential(op, in, name) {
			c.note(op, id, "the %s parameter %s is the credential: it is left out", in, name)
			continue
		}
		p := c.parameter(op, id, name, in, old)
		if p == nil {
			continue
		}
		if i, there := at[in+" "+name]; there {
			fresh.Content[i] = p
			continue
		}
		at[in+" "+name] = len(fresh.Content)
		fresh.Content = append(fresh.Content, p)
	}
	return fresh
}

func (c *converter) parameter(op *yaml.Node, id, name, in string, old *yaml.Node) *yaml.Node {
	schema := clone(c.resolve(get(old, "schema")))
	if content := get(old, "content"); content != nil {
		schema = mapping("type", "string")
		c.note(op, id, "parameter %s is JSON or the like: it is a text that the caller writes", name)
	}
	if schema == nil {
		schema = mapping("type", "string")
	}
	c.shape(schema, id+" "+name)
	switch kind := text(schema, "type"); {
	case in == "cookie":
		c.note(op, id, "the cookie %s is left out: a client sends none of its own", name)
		return nil
	case text(schema, "x-go-type") == "boxoffice.RawJSON" || kind == "object" || get(schema, "properties") != nil:
		c.note(op, id, "parameter %s is an object and left out: write one parameter for each of its properties", name)
		return nil
	case kind == "array" && (in != "query" || strings.HasSuffix(text(old, "style"), "Delimited")):
		schema = mapping("type", "string")
		c.note(op, id, "the list %s is a text, whose elements the caller joins", name)
	case kind == "array":
		element := clone(c.resolve(get(schema, "items")))
		c.shape(element, id+" "+name)
		if k := text(element, "type"); k == "object" || k == "array" || k == "" {
			element = mapping("type", "string")
		}
		set(schema, "items", element)
	}
	for key := range entries(schema) {
		if key.Value == "description" || key.Value == "nullable" {
			del(schema, key.Value)
		}
	}
	p := mapping("name", name, "in", in)
	if in == "path" || isTrue(old, "required") {
		set(p, "required", word("true"))
	}
	if description := orElse(text(old, "description"), text(get(old, "schema"), "description")); description != "" {
		set(p, "description", str(description))
	} else {
		set(p, "description", proposed(str("The "+sentence(name)+".")))
	}
	if explode := get(old, "explode"); explode != nil && text(schema, "type") == "array" {
		set(p, "explode", explode)
	}
	set(p, "schema", schema)
	example := orNode(get(old, "example"), get(schema, "example"))
	del(schema, "example")
	if example == nil || example.Kind == yaml.SequenceNode && text(schema, "type") != "array" {
		example = proposed(c.made(schema, name, 0))
	}
	set(p, "example", example)
	return p
}
