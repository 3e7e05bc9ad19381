package oas

import "github.com/getkin/kin-openapi/openapi3"

// Parts are a schema and those that it is made of by allOf, oneOf and anyOf, at any
// depth, each once.
func Parts(s *openapi3.Schema) []*openapi3.Schema {
	return parts(s, nil, map[*openapi3.Schema]bool{})
}

func parts(s *openapi3.Schema, all []*openapi3.Schema, seen map[*openapi3.Schema]bool) []*openapi3.Schema {
	if s == nil || seen[s] {
		return all
	}
	seen[s] = true
	all = append(all, s)
	for _, refs := range []openapi3.SchemaRefs{s.AllOf, s.OneOf, s.AnyOf} {
		for _, ref := range refs {
			all = parts(ref.Value, all, seen)
		}
	}
	return all
}
