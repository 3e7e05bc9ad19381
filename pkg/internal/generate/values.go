package main

import (
	"fmt"
	"slices"
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
	seen := map[string][]clientValue{}
	for _, op := range ops {
		values := valuesOf(op)
		name := valuesName(values)
		switch known := seen[name]; {
		case name == "":
		case known == nil:
			seen[name] = values
			all = append(all, table{name, values})
		case !slices.Equal(known, values):
			return nil, fmt.Errorf("%s: its x-from-client parameters have the same values as those of another operation and other names; give them a value of their own", op.OperationId)
		}
	}
	return all, nil
}

// valuesName names a table by the client's values in it: valuesLanguageVersion.
func valuesName(values []clientValue) string {
	if len(values) == 0 {
		return ""
	}
	var name strings.Builder
	name.WriteString("values")
	for _, value := range values {
		name.WriteString(codegen.UppercaseFirstCharacter(value.Value))
		if value.In == "query" {
			name.WriteString("InQuery")
		}
		if value.Required {
			name.WriteString("Required")
		}
	}
	return name.String()
}
