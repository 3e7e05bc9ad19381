package main

import (
	"fmt"
	"strings"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// A parameter that belongs to the client and not to a call is marked
// x-from-client in the specification. The operations of a vendor mostly have the
// same ones, so there is one table per set of them.

// clientValue is a parameter that the client fills in.
type clientValue struct {
	In, Name, Value string
	Required        bool
}

func valuesOf(op codegen.OperationDefinition) (all []clientValue) {
	for _, p := range append(append([]codegen.ParameterDefinition{}, op.QueryParams...), op.HeaderParams...) {
		if value, ok := p.Spec.Extensions["x-from-client"].(string); ok {
			all = append(all, clientValue{p.In, p.ParamName, value, p.Required})
		}
	}
	return all
}

// table is a set of values under a name.
type table struct {
	Name   string
	Values []clientValue
}

// clientValues are the tables that the document needs.
func (v *view) clientValues() ([]table, error) {
	ops, err := codegen.OperationDefinitions(v.doc)
	if err != nil {
		return nil, err
	}
	var all []table
	seen := map[string]bool{}
	for _, op := range ops {
		values := valuesOf(op)
		if name := v.valuesName(values); name != "" && !seen[name] {
			seen[name] = true
			all = append(all, table{name, values})
		}
	}
	return all, nil
}

// valuesName names a table by what is in it: fromClientAcceptLanguage.
func (v *view) valuesName(values []clientValue) string {
	if len(values) == 0 {
		return ""
	}
	var name strings.Builder
	name.WriteString("fromClient")
	for _, value := range values {
		name.WriteString(codegen.UppercaseFirstCharacter(codegen.SchemaNameToTypeName(value.Name)))
	}
	if name.Len() > 60 {
		sum := 0
		for _, r := range name.String() {
			sum = (sum*31 + int(r)) % 1000
		}
		return fmt.Sprintf("fromClient%d", sum)
	}
	return name.String()
}
