package main

import (
	"fmt"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// sending is the call that sends a parameter: a short one for a plain value, or a
// list of them, in the usual style of its place.
func sending(p codegen.ParameterDefinition, value string) string {
	if p.Spec.Content != nil {
		return fmt.Sprintf("req.SetParameter(rest.Parameter{In: %q, Name: %q, Style: \"json\"}, %s)", p.In, p.ParamName, value)
	}
	if method := usual(p); method != "" {
		return fmt.Sprintf("req.%s(%q, %s)", method, p.ParamName, value)
	}
	marks := ""
	if p.Explode() {
		marks = ", Explode: true"
	}
	if p.Spec.AllowReserved {
		marks += ", Reserved: true"
	}
	return fmt.Sprintf("req.SetParameter(rest.Parameter{In: %q, Name: %q, Style: %q%s}, %s)", p.In, p.ParamName, p.Style(), marks, value)
}

// usual is the method of rest.Request for a parameter in the usual style of its place.
// It is "" for any other.
func usual(p codegen.ParameterDefinition) string {
	schema := p.Spec.Schema.Value
	isList, isObject := schema.Type.Is("array"), schema.Type.Is("object") || len(schema.Properties) > 0
	switch in := p.In + " " + p.Style(); {
	case isObject, p.Spec.AllowReserved:
	case in == "path simple" && !isList:
		return "SetPath"
	case in == "header simple" && !isList:
		return "SetHeader"
	case in == "query form" && isList && !p.Explode():
		return "SetQueryList"
	case p.In == "query" && (in == "query form" || isList && p.Explode()): // exploded, the styles of lists are one
		return "SetQuery"
	}
	return ""
}
