package main

import (
	"errors"
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
)

// check reports what would make the generator fail without saying where.
func check(doc *openapi3.T) error {
	var problems []error
	tags := map[string]bool{}
	for _, tag := range doc.Tags {
		tags[tag.Name] = true
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			where := method + " " + path
			if op.OperationID == "" {
				problems = append(problems, fmt.Errorf("%s has no operationId", where))
				continue
			}
			where += " (" + op.OperationID + ")"
			if op.Security == nil && doc.Security == nil {
				problems = append(problems, fmt.Errorf("%s has no security; write `security: []` if it needs no credential", where))
			}
			if len(op.Tags) != 1 || !tags[op.Tags[0]] {
				problems = append(problems, fmt.Errorf("%s must have exactly one tag, and one of the document's", where))
			}
		}
	}
	return errors.Join(problems...)
}
