package main

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// reasons are what a specification gives under x-differs, by where it stands and
// by the key there ("" for a sentence), with words for a report.
type reasons map[reasonAt]string

type reasonAt struct {
	marks uintptr // of the extensions that the x-differs is one of
	key   string
}

// reasonsOf are all the reasons of a document.
func reasonsOf(doc *openapi3.T) reasons {
	all := reasons{}
	all.take("the document", doc.Extensions)
	for _, op := range operations(doc) {
		all.take(op.OperationID, op.Extensions)
		for key, p := range op.parameters {
			all.take(op.OperationID+": "+key, p.Extensions)
		}
		if op.RequestBody != nil {
			all.take(op.OperationID+": body", op.RequestBody.Value.Extensions)
		}
		for status, answer := range op.Responses.Map() {
			all.take(op.OperationID+": answer "+status, answer.Value.Extensions)
		}
	}
	for name, ref := range doc.Components.Schemas {
		all.schema(name, ref)
	}
	return all
}

// schema takes the reasons of a component and of what is written inside it.
func (r reasons) schema(where string, ref *openapi3.SchemaRef) {
	r.take(where, ref.Value.Extensions)
	for name, property := range ref.Value.Properties {
		if property.Ref == "" {
			r.schema(where+": field "+name, property)
		}
	}
	if items := ref.Value.Items; items != nil && items.Ref == "" {
		r.schema(where+"[]", items)
	}
	if entries := ref.Value.AdditionalProperties.Schema; entries != nil && entries.Ref == "" {
		r.schema(where+"{}", entries)
	}
	for _, part := range ref.Value.AllOf {
		if part.Ref == "" {
			r.schema(where, part)
		}
	}
}

func (r reasons) take(where string, marks map[string]any) {
	if _, ok := marks["x-differs"].(string); ok {
		r[reasonAt{pointer(marks), ""}] = where
	}
	for key := range keyed(marks) {
		r[reasonAt{pointer(marks), key}] = where + ": " + key
	}
}

// use strikes a reason that has explained something.
func (r reasons) use(marks map[string]any, key string) { delete(r, reasonAt{pointer(marks), key}) }

// left are the reasons that have explained nothing.
func (r reasons) left() []string { return slices.Sorted(maps.Values(r)) }

func pointer(marks map[string]any) uintptr { return reflect.ValueOf(marks).Pointer() }

// keyed are the reasons of an x-differs that names differences.
func keyed(marks map[string]any) map[string]string {
	named, _ := marks["x-differs"].(map[string]any)
	all := map[string]string{}
	for key, reason := range named {
		text, _ := reason.(string)
		all[key] = strings.TrimSpace(text)
	}
	return all
}
