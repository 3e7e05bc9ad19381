package main

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// sentSchemas are the names of the component schemas that a request can hold. The
// others occur only in answers: their fields are plain values.
func sentSchemas(doc *openapi3.T) map[string]bool {
	sent := map[string]bool{}
	seen := map[*openapi3.Schema]bool{}
	var mark func(*openapi3.SchemaRef)
	mark = func(ref *openapi3.SchemaRef) {
		if ref == nil {
			return
		}
		if ref.Ref != "" {
			sent[componentName(ref.Ref)] = true
		}
		if ref.Value == nil || seen[ref.Value] {
			return
		}
		seen[ref.Value] = true
		for _, s := range below(ref.Value) {
			mark(s)
		}
	}
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			for _, p := range append(item.Parameters, op.Parameters...) {
				mark(p.Value.Schema)
				for _, media := range p.Value.Content {
					mark(media.Schema)
				}
			}
			if op.RequestBody != nil {
				for _, media := range op.RequestBody.Value.Content {
					mark(media.Schema)
				}
			}
		}
	}
	return sent
}

// recursive reports whether a value of the schema would hold a value of the schema
// named name, lists and maps aside: Go has no such types.
func recursive(s *openapi3.Schema, name string, seen map[*openapi3.Schema]bool) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	for _, ref := range append(propertiesOf(s), s.AllOf...) {
		if ref == nil || ref.Value == nil {
			continue
		}
		if componentName(ref.Ref) == name || recursive(ref.Value, name, seen) {
			return true
		}
	}
	return false
}

func propertiesOf(s *openapi3.Schema) []*openapi3.SchemaRef {
	all := make([]*openapi3.SchemaRef, 0, len(s.Properties))
	for _, p := range s.Properties {
		all = append(all, p)
	}
	return all
}

// componentName is the last part of a reference.
func componentName(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }
