package main

import "github.com/getkin/kin-openapi/openapi3"

// below are the schemas that a schema is made of.
func below(s *openapi3.Schema) []*openapi3.SchemaRef {
	all := make([]*openapi3.SchemaRef, 0, len(s.Properties)+2)
	for _, p := range s.Properties {
		all = append(all, p)
	}
	all = append(all, s.AllOf...)
	all = append(all, s.OneOf...)
	all = append(all, s.AnyOf...)
	all = append(all, variantsOf(s)...)
	return append(all, s.Items, s.AdditionalProperties.Schema)
}
