package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// holdsSecret reports whether a value of the schema can hold a secret, at any
// depth. Such a type formats itself: with a verb that its fields do not have, fmt
// would print them without asking them.
func holdsSecret(s *openapi3.Schema, seen map[*openapi3.Schema]bool) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	if isSecret(s) || s.Extensions["x-go-type"] == "boxoffice.RawJSON" { // which can hold anything
		return true
	}
	for _, ref := range below(s) {
		if ref != nil && holdsSecret(ref.Value, seen) {
			return true
		}
	}
	return false
}

// Secrets are the names of the operation's parameters, and of the fields of its
// bodies, that the specification marks as secret. A path parameter has its braces;
// "" is a body that is a secret as a whole.
func (op *operation) Secrets() []string {
	names := map[string]bool{}
	for _, p := range op.AllParams() {
		switch {
		case p.Spec.Schema == nil: // a document, whose fields are of a component
		case !isSecret(p.Spec.Schema.Value):
		case p.Spec.In == openapi3.ParameterInPath:
			names["{"+p.ParamName+"}"] = true
		default:
			names[p.ParamName] = true
		}
	}
	for _, key := range op.keys {
		if !strings.EqualFold(key.Name, "X-Api-Key") && !strings.EqualFold(key.Name, "Authorization") { // which are secrets everywhere
			names[key.Name] = true
		}
	}
	seen := map[place]bool{}
	if body := op.Spec.RequestBody; body != nil {
		secretsOf(body.Value.Content, names, seen)
	}
	for _, response := range op.Spec.Responses.Map() {
		secretsOf(response.Value.Content, names, seen)
	}
	return slices.Sorted(maps.Keys(names))
}

// Sensitive reports whether the request's address or body is secret as such: the
// specification says so, or a key is in the query.
func (op *operation) Sensitive() bool {
	return op.Spec.Extensions["x-sensitive"] != nil ||
		slices.ContainsFunc(op.keys, func(key *openapi3.SecurityScheme) bool { return key.In == openapi3.ParameterInQuery })
}

func secretsOf(content openapi3.Content, names map[string]bool, seen map[place]bool) {
	for _, media := range content {
		if media.Schema != nil {
			secretFields("", media.Schema.Value, names, seen)
		}
	}
}

// place is a schema in the field that has it: a list of secrets is one by the name
// of each of its fields.
type place struct {
	schema *openapi3.Schema
	field  string
}

// secretFields finds the secrets in a value that belongs to the named field.
func secretFields(name string, s *openapi3.Schema, names map[string]bool, seen map[place]bool) {
	if s == nil {
		return
	}
	if isSecret(s) {
		names[name] = true
		return
	}
	if seen[place{s, name}] {
		return
	}
	seen[place{s, name}] = true
	for property, p := range s.Properties {
		secretFields(property, p.Value, names, seen)
	}
	for _, ref := range below(s) {
		if ref != nil && !isProperty(s, ref) {
			secretFields(name, ref.Value, names, seen)
		}
	}
}

func isProperty(s *openapi3.Schema, ref *openapi3.SchemaRef) bool {
	for _, p := range s.Properties {
		if p == ref {
			return true
		}
	}
	return false
}

// isSecret reports whether a value of the schema is a secret itself.
func isSecret(s *openapi3.Schema) bool {
	return s.Format == "password" || s.Extensions["x-go-type"] == "boxoffice.SensitiveNumber"
}
