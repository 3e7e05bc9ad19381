package main

import (
	"fmt"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// readModels reads the named schemas, and where each is used.
func (v *vendor) readModels() error {
	schemas := v.doc.T.Components.Schemas
	usedBy := map[string][]*operation{}
	for _, o := range v.Operations {
		for _, name := range v.modelsOf(v.doc.Operation(o.ID).Spec) {
			usedBy[name] = append(usedBy[name], o)
		}
	}
	usedIn := map[string][]string{}
	all := names(nil, schemas)
	for _, name := range all {
		for _, part := range partsOf(&openapi3.SchemaRef{Value: schemas[name].Value}) {
			usedIn[part] = append(usedIn[part], name)
		}
	}
	for _, name := range all {
		value := schemas[name].Value
		// Without its reference it shows its own fields; one level is enough,
		// because each field's model is on the same page.
		above := []string{"", "", name}
		s, err := v.shape(&openapi3.SchemaRef{Value: value}, above)
		if err != nil {
			return fmt.Errorf("%s: model %s: %w", v.Name, name, err)
		}
		m := &model{Name: name, Shape: s, Facts: facts(value), Description: v.text.html(value.Description, ""), UsedBy: usedBy[name], UsedIn: usedIn[name]}
		if m.Labels, err = labels(value, nil); err != nil {
			return fmt.Errorf("%s: model %s: %w", v.Name, name, err)
		}
		v.Models = append(v.Models, m)
	}
	return nil
}

// modelsOf are the models that an operation's request and answers name.
func (v *vendor) modelsOf(op *openapi3.Operation) []string {
	var found []string
	for _, p := range op.Parameters {
		found = append(found, partsOf(p.Value.Schema)...)
	}
	content := []openapi3.Content{}
	if op.RequestBody != nil {
		content = append(content, op.RequestBody.Value.Content)
	}
	for _, response := range op.Responses.Map() {
		content = append(content, response.Value.Content)
	}
	for _, c := range content {
		for _, m := range c {
			found = append(found, partsOf(m.Schema)...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// partsOf are the models that a schema names itself, not those that its models
// name.
func partsOf(ref *openapi3.SchemaRef) []string {
	if ref == nil || ref.Value == nil {
		return nil
	}
	if name := modelName(ref); name != "" {
		return []string{name}
	}
	found := partsOf(ref.Value.Items)
	found = append(found, partsOf(ref.Value.AdditionalProperties.Schema)...)
	for _, property := range ref.Value.Properties {
		found = append(found, partsOf(property)...)
	}
	for _, part := range slices.Concat(ref.Value.AllOf, ref.Value.OneOf) {
		found = append(found, partsOf(part)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}
