package main

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// field is how a property is written in Go.
type field struct {
	Comment, Name, Type, Tag string
}

// fields are the properties of a type. In a type that a request can hold, absent,
// null and a value are kept apart: by a pointer, or by boxoffice.Nullable where
// the vendor takes null. In a type that only answers hold, a field is a plain
// value, and the zero value is what stands for absent; so does null. Where a
// program has to tell them apart the specification says so (x-absent).
func (v *view) fields(t codegen.TypeDefinition) []field {
	sent := v.sent[t.JsonName] || v.sent[t.TypeName]
	var all []field
	for _, p := range t.Schema.Properties {
		f := field{
			Comment: comment(p.Schema.Description),
			Name:    p.GoFieldName(),
			Type:    v.resolve(p.Schema.TypeDecl()),
		}
		if reason, ok := p.Extensions["x-absent"].(string); ok {
			f.Comment += "\n" + comment("Nil: "+reason)
		}
		if sent && p.Extensions["x-from-client"] != nil {
			f.Comment += "\n" + comment("Left empty, the client's own value is sent.")
		}
		tags := []string{`json:"` + p.JsonFieldName + `"`}
		if !p.Required || p.Nullable && !sent {
			tags[0] = `json:"` + p.JsonFieldName + `,omitzero"`
		}
		switch {
		case sent && p.Nullable:
			f.Type = "boxoffice.Nullable[" + f.Type + "]"
		case sent && !p.Required && !isContainer(f.Type) && !v.isOneOf(p.Schema.OAPISchema):
			f.Type = "*" + f.Type
		case sent:
		case p.Extensions["x-absent"] != nil && !isContainer(f.Type), v.holdsItself(t, p):
			f.Type = "*" + f.Type
		}
		if extra, ok := p.Extensions["x-oapi-codegen-extra-tags"].(map[string]any); ok {
			for _, name := range sorted(extra) {
				tags = append(tags, fmt.Sprintf(`%s:"%v"`, name, extra[name]))
			}
		}
		if p.Deprecated {
			f.Comment += "\n//\n" + codegen.DeprecationComment("by the vendor.")
		}
		f.Tag = "`" + strings.Join(tags, " ") + "`"
		all = append(all, f)
	}
	return all
}

// isContainer reports whether nil says that there is no value.
func isContainer(decl string) bool {
	return strings.HasPrefix(decl, "[]") || strings.HasPrefix(decl, "map[") ||
		decl == "boxoffice.RawJSON" || decl == "interface{}" || decl == "any"
}

// isOneOf reports whether the zero value of a property says that there is no value,
// because it is one of several objects.
func (v *view) isOneOf(s *openapi3.Schema) bool {
	return s != nil && (s.Extensions[oneOfKey] != nil || len(s.AllOf) == 1 && v.isOneOf(s.AllOf[0].Value))
}

// holdsItself reports whether a plain value would make a type that contains
// itself.
func (v *view) holdsItself(t codegen.TypeDefinition, p codegen.Property) bool {
	if isContainer(p.Schema.TypeDecl()) || p.Schema.OAPISchema == nil {
		return false
	}
	return p.Schema.TypeDecl() == t.TypeName ||
		recursive(p.Schema.OAPISchema, t.JsonName, map[*openapi3.Schema]bool{})
}
