package main

import "github.com/getkin/kin-openapi/openapi3"

// eachSchema calls do for every reference to a schema in the document, once each.
func eachSchema(doc *openapi3.T, do func(*openapi3.SchemaRef)) {
	w := walker{do: do, seen: map[*openapi3.Schema]bool{}}
	for _, s := range doc.Components.Schemas {
		w.schema(s)
	}
	for _, p := range doc.Components.Parameters {
		w.schema(p.Value.Schema)
	}
	for _, b := range doc.Components.RequestBodies {
		w.content(b.Value.Content)
	}
	for _, r := range doc.Components.Responses {
		w.response(r.Value)
	}
	for _, item := range doc.Paths.Map() {
		for _, p := range item.Parameters {
			w.schema(p.Value.Schema)
		}
		for _, op := range item.Operations() {
			for _, p := range op.Parameters {
				w.schema(p.Value.Schema)
			}
			if op.RequestBody != nil {
				w.content(op.RequestBody.Value.Content)
			}
			for _, r := range op.Responses.Map() {
				w.response(r.Value)
			}
		}
	}
}

type walker struct {
	do   func(*openapi3.SchemaRef)
	seen map[*openapi3.Schema]bool
}

func (w walker) response(r *openapi3.Response) {
	w.content(r.Content)
	for _, h := range r.Headers {
		w.schema(h.Value.Schema)
	}
}

func (w walker) content(c openapi3.Content) {
	for _, media := range c {
		w.schema(media.Schema)
	}
}

func (w walker) schema(ref *openapi3.SchemaRef) {
	if ref == nil {
		return
	}
	s := ref.Value
	w.do(ref)
	if s == nil || w.seen[s] {
		return
	}
	w.seen[s] = true
	for _, below := range below(s) {
		w.schema(below)
	}
}

// below are the schemas that a schema is made of.
func below(s *openapi3.Schema) []*openapi3.SchemaRef {
	all := make([]*openapi3.SchemaRef, 0, len(s.Properties)+2)
	for _, p := range s.Properties {
		all = append(all, p)
	}
	all = append(all, s.AllOf...)
	all = append(all, s.OneOf...)
	all = append(all, s.AnyOf...)
	return append(all, s.Items, s.AdditionalProperties.Schema)
}
