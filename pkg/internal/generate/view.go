package main

import (
	"fmt"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// view is what the templates are told of the document beside what the generator
// tells them. Its methods are their functions.
type view struct {
	doc  *openapi3.T
	sent map[string]bool // schemas that a request can hold
	text string

	aliases      map[string]string // names that only stand for another type
	aliasesKnown bool
	main         bool // this is the file with the package's comment
}

func newView(doc *openapi3.T) *view {
	return &view{doc: doc, sent: sentSchemas(doc), aliases: map[string]string{}}
}

// install hands the methods to the generator.
func (v *view) install() {
	codegen.TemplateFunctions["generator"] = generator
	codegen.TemplateFunctions["isMain"] = func() bool { return v.main }
	codegen.TemplateFunctions["comment"] = comment
	codegen.TemplateFunctions["hidden"] = v.hidden
	codegen.TemplateFunctions["resolve"] = v.resolve
	codegen.TemplateFunctions["fields"] = v.fields
	codegen.TemplateFunctions["oneOf"] = v.oneOf
	codegen.TemplateFunctions["secret"] = func(s *openapi3.Schema) bool { return holdsSecret(s, map[*openapi3.Schema]bool{}) }
	codegen.TemplateFunctions["enumName"] = enumName
	codegen.TemplateFunctions["serverName"] = serverName
	codegen.TemplateFunctions["headerOf"] = headerOf
	codegen.TemplateFunctions["operation"] = v.operation
	codegen.TemplateFunctions["clientValues"] = v.clientValues
	codegen.TemplateFunctions["hasRaw"] = v.hasRaw
}

// generator names oapi-codegen with the version that this program is built with.
func generator() string {
	const path = "github.com/oapi-codegen/oapi-codegen/v2"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == path {
				return path + " " + dep.Version
			}
		}
	}
	return path
}

// comment is text as a comment. Go's documentation has no bold text.
func comment(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "**", "")
	if text == "" {
		return ""
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		for _, part := range wrapped(line) {
			lines = append(lines, strings.TrimRight("// "+part, " \t"))
		}
	}
	return strings.Join(lines, "\n")
}

// wrapped is a line in parts that fit a screen, when it does not. A line that begins
// with a blank is code or a list, and stays as it is.
func wrapped(line string) []string {
	const usual, most = 116, 140
	var parts []string
	for len(line) > most && line[0] != ' ' && line[0] != '\t' {
		end := strings.LastIndexByte(line[:usual+1], ' ')
		if end < 0 {
			break
		}
		parts = append(parts, line[:end])
		line = line[end+1:]
	}
	return append(parts, line)
}

// hidden reports whether a type is not written: an alias is replaced by what it
// stands for, and the root element of an XML list by the list.
func (v *view) hidden(t codegen.TypeDefinition) bool {
	if t.IsAlias() {
		v.aliases[t.TypeName] = t.Schema.TypeDecl()
		return true
	}
	return isXMLList(t.Schema.OAPISchema)
}

// isXMLList reports whether a schema is the root element of a list in XML.
func isXMLList(s *openapi3.Schema) bool {
	if s == nil || s.XML == nil || len(s.Properties) != 1 {
		return false
	}
	for _, p := range s.Properties {
		return p.Value.Type.Is("array")
	}
	return false
}

// typeName is a name of this package's, not one of another package's.
var typeName = regexp.MustCompile(`(^|[^.\w])([A-Z]\w*)`)

// resolve replaces the aliases in a type.
func (v *view) resolve(decl string) string {
	for range 10 { // an alias may stand for an alias
		next := typeName.ReplaceAllStringFunc(decl, func(found string) string {
			name := strings.TrimLeft(found, "[]*")
			if target, ok := v.aliases[name]; ok {
				return strings.TrimSuffix(found, name) + target
			}
			return found
		})
		if next == decl {
			break
		}
		decl = next
	}
	return decl
}

// hasRaw reports whether the document has an operation that the vendor's package
// wraps in a safer one.
func (v *view) hasRaw() bool {
	for _, item := range v.doc.Paths.Map() {
		for _, op := range item.Operations() {
			if op.Extensions["x-raw"] != nil {
				return true
			}
		}
	}
	return false
}

// enumName is the constant of an enum's value: BookingTypeCalendarTimeSlots. The
// specification's x-enum-varnames win.
func enumName(enum codegen.EnumDefinition, name, value string) string {
	schema := enum.Schema.OAPISchema
	if schema != nil && schema.Extensions["x-enum-varnames"] != nil {
		return enum.TypeName + codegen.UppercaseFirstCharacter(name)
	}
	words := strings.FieldsFunc(value, func(r rune) bool { return !isAlphanumeric(r) })
	if len(words) == 0 {
		return enum.TypeName + codegen.UppercaseFirstCharacter(name)
	}
	for i, w := range words {
		if w == strings.ToUpper(w) {
			w = strings.ToLower(w)
		}
		words[i] = w
	}
	return enum.TypeName + codegen.SchemaNameToTypeName(strings.Join(words, "_"))
}

func isAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// serverName is the constant of a server's URL, by the server's description.
func serverName(s *openapi3.Server) (string, error) {
	if s.Description == "" {
		return "", fmt.Errorf("the server %s has no description, which names its constant", s.URL)
	}
	return "Server" + codegen.SchemaNameToTypeName(s.Description), nil
}

// sorted are the keys of a map in order.
func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
