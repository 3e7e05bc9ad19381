package contract

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// bodyMutants change one value of the body each.
func (s suite) bodyMutants(op *oas.Operation, c Case, r cassette.Response) []mutant {
	var all []mutant
	add := func(path []string, body string) {
		field := topField(path)
		m := mutant{kind: fieldKind, what: field, detail: strings.TrimPrefix(strings.Join(path, ""), "."), response: copied(r)}
		m.response.Body = body
		m.loose = c.Status/100 != 2 && !slices.Contains(decodedRefusal(r.Body), field)
		all = append(all, m)
	}
	if redact.IsDigest(r.Body) {
		add(nil, "altered")
		return all
	}
	if strings.HasSuffix(c.MediaType, "xml") {
		xmlMutants(r.Body, add)
		return all
	}
	var root any
	d := json.NewDecoder(strings.NewReader(r.Body))
	d.UseNumber()
	if d.Decode(&root) != nil {
		return nil
	}
	var schema *openapi3.Schema
	if m := op.Response(c.Status).Content.Get(c.MediaType); m != nil && m.Schema != nil {
		schema = m.Schema.Value
	}
	w := jsonMutants{set: func(v any) { root = v }}
	w.made = func(path []string) {
		if body, err := json.Marshal(root); err == nil {
			add(path, string(body))
		}
	}
	w.walk(nil, root, schema, w.set)
	return all
}

// decodedRefusal are the fields that the clients read of a refusal: the first
// message and the first code there is.
func decodedRefusal(body string) []string {
	var fields map[string]any
	if json.Unmarshal([]byte(body), &fields) != nil {
		return nil
	}
	var decoded []string
	for _, names := range [][]string{rest.CodeFields(), rest.MessageFields()} {
		for _, name := range names {
			if value, ok := fields[name]; ok && value != nil && value != "" {
				decoded = append(decoded, name)
				break
			}
		}
	}
	return decoded
}

// topField is the field that a value counts for: one of the root object, or of
// an element when the root, or the root's field, is a list of objects.
func topField(path []string) string {
	list := func(i int) bool { return i < len(path) && strings.HasPrefix(path[i], "[") }
	field := func(i int) string {
		if i < len(path) && !list(i) {
			return path[i]
		}
		return ""
	}
	var top string
	switch {
	case len(path) == 0:
		return "the value"
	case list(0):
		top = "[]" + field(1)
	case list(1):
		top = field(0) + "[]" + field(2)
	default:
		top = field(0)
	}
	return strings.TrimPrefix(top, ".")
}

// jsonMutants changes one value of a decoded body after the other, in place.
type jsonMutants struct {
	set  func(any)
	made func(path []string)
}

// try puts a value in place, tells of it, and puts the old one back.
func (w jsonMutants) try(path []string, old, other any, set func(any)) {
	set(other)
	w.made(path)
	set(old)
}

func (w jsonMutants) walk(path []string, value any, schema *openapi3.Schema, set func(any)) {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range sortedKeys(v) {
			w.walk(append(slices.Clone(path), "."+name), v[name], propertyOf(schema, name), func(other any) { v[name] = other })
		}
	case []any:
		for i := range v {
			w.walk(append(slices.Clone(path), "["+strconv.Itoa(i)+"]"), v[i], itemsOf(schema), func(other any) { v[i] = other })
		}
		if len(v) > 0 {
			w.try(append(slices.Clone(path), "[]"), v, v[:len(v)-1], set)
		}
	case string:
		w.try(path, v, altered(v), set)
	case json.Number:
		w.try(path, v, json.Number(alteredNumber(v.String())), set)
	case bool:
		w.try(path, v, !v, set)
	case nil:
		if other := instead(schema); other != nil {
			w.try(path, nil, other, set)
		}
	}
}

func propertyOf(schema *openapi3.Schema, name string) *openapi3.Schema {
	for _, part := range oas.Parts(schema) {
		if p := part.Properties[name]; p != nil {
			return p.Value
		}
	}
	for _, part := range oas.Parts(schema) {
		if values := part.AdditionalProperties.Schema; values != nil {
			return values.Value
		}
	}
	return nil
}

func itemsOf(schema *openapi3.Schema) *openapi3.Schema {
	for _, part := range oas.Parts(schema) {
		if part.Items != nil {
			return part.Items.Value
		}
	}
	return nil
}

// instead is a value for a null, nil when the schema does not tell the type.
func instead(schema *openapi3.Schema) any {
	switch {
	case schema == nil:
		return nil
	case schema.Type.Is("string") && schema.Format == "date-time":
		return time.Unix(0, 0).UTC().Format(time.RFC3339)
	case schema.Type.Is("string"):
		return "altered"
	case schema.Type.Is("integer"), schema.Type.Is("number"):
		return json.Number("1")
	case schema.Type.Is("boolean"):
		return true
	case schema.Type.Is("object"):
		return insteadOfObject(schema)
	case len(schema.AllOf) == 1:
		return instead(schema.AllOf[0].Value)
	}
	return nil
}

// insteadOfObject is an object with one property: an empty one could not be told
// from none.
func insteadOfObject(schema *openapi3.Schema) any {
	for _, name := range sortedKeys(schema.Properties) {
		if value := instead(schema.Properties[name].Value); value != nil {
			return map[string]any{name: value}
		}
	}
	return map[string]any{}
}

// altered is another text of the same kind.
func altered(text string) string {
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at.Add(time.Hour).Format(time.RFC3339Nano)
	}
	if text == "true" || text == "false" {
		return strconv.FormatBool(text == "false")
	}
	if json.Valid([]byte(text)) && strings.Trim(text, "0123456789.-") == "" {
		return alteredNumber(text)
	}
	return text + "-altered"
}

// alteredNumber changes the last digit.
func alteredNumber(text string) string {
	last := text[len(text)-1]
	return text[:len(text)-1] + string('0'+(last-'0'+1)%10)
}
