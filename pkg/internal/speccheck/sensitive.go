package speccheck

import "go.yaml.in/yaml/v3"

// sensitive checks x-sensitive: an operation with a secret in its address has it,
// one whose request holds no secret does not, and its value is a sentence that gives
// the reason.
func (c *checker) sensitive(operation *yaml.Node, where string) {
	mark := get(operation, "x-sensitive")
	secret := false
	for _, parameter := range content(get(operation, "parameters")) {
		parameter = c.resolve(parameter)
		if text(c.resolve(get(parameter, "schema")), "format") != "password" {
			continue
		}
		secret = true
		if in := text(parameter, "in"); in != "header" && mark == nil {
			c.report(parameter, where, "%s parameter %s is a secret: give the operation x-sensitive with the reason, so that no error shows the address", in, text(parameter, "name"))
		}
	}
	if mark == nil {
		return
	}
	if !sentence.MatchString(mark.Value) {
		c.report(mark, where, "x-sensitive is a sentence that says what is secret in the request")
	}
	for _, media := range entries(get(c.resolve(get(operation, "requestBody")), "content")) {
		secret = secret || c.holdsSecret(get(media, "schema"), map[*yaml.Node]bool{})
	}
	if !secret {
		c.report(mark, where, "x-sensitive, and nothing in the request is format: password")
	}
}

// holdsSecret reports whether a value of the schema can hold a secret.
func (c *checker) holdsSecret(schema *yaml.Node, seen map[*yaml.Node]bool) bool {
	if schema = c.resolve(schema); schema == nil || seen[schema] {
		return false
	}
	seen[schema] = true
	if text(schema, "format") == "password" || c.holdsSecret(get(schema, "items"), seen) || c.holdsSecret(get(schema, "additionalProperties"), seen) {
		return true
	}
	for _, union := range []string{"allOf", "oneOf", "anyOf"} {
		for _, member := range content(get(schema, union)) {
			if c.holdsSecret(member, seen) {
				return true
			}
		}
	}
	for _, property := range entries(get(schema, "properties")) {
		if c.holdsSecret(property, seen) {
			return true
		}
	}
	return false
}
