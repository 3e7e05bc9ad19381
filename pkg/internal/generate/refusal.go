package main

import (
	"strings"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/util"
)

// refusal is a documented body of refusals.
type refusal struct {
	Type     string
	Statuses string // 4 for 4XX, 0 for default
}

// refusals finds the documented bodies of everything that is no success.
func (v *view) refusals(op *operation) error {
	statuses := map[string][]string{}
	for _, status := range sorted(op.Spec.Responses.Map()) {
		if status[0] == '2' || status == "default" && len(op.Successes) > 0 && op.Successes[0].Status == "2XX" && len(op.Spec.Responses.Map()) == 1 {
			continue
		}
		content := op.Spec.Responses.Value(status).Value.Content
		for _, mediaType := range sorted(content) {
			schema := content[mediaType].Schema
			if !util.IsMediaTypeJson(mediaType) || schema == nil {
				continue
			}
			goSchema, err := codegen.GenerateGoSchema(schema, []string{op.OperationId})
			if err != nil {
				return err
			}
			code := strings.TrimSuffix(strings.Replace(strings.ToUpper(status), "DEFAULT", "0", 1), "XX")
			if decl := v.resolve(goSchema.TypeDecl()); decl != rawJSON {
				statuses[decl] = append(statuses[decl], code)
			}
			break // one is enough: they are the same
		}
	}
	for _, decl := range sorted(statuses) {
		op.Refusals = append(op.Refusals, refusal{decl, strings.Join(statuses[decl], ", ")})
	}
	return nil
}
