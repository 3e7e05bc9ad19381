package specs_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
)

// media is one body of an operation.
type media struct {
	*openapi3.MediaType
	where     string // "createOrder request application/json"
	mediaType string
	status    int // 0 for the request
}

func (op operation) media() []media {
	var all []media
	if op.RequestBody != nil {
		for name, m := range op.RequestBody.Value.Content {
			all = append(all, media{m, op.OperationID + " request " + name, name, 0})
		}
	}
	for status, ref := range op.Responses.Map() {
		for name, m := range ref.Value.Content {
			code, _ := strconv.Atoi(status)
			all = append(all, media{m, op.OperationID + " " + status + " " + name, name, code})
		}
	}
	return all
}

// examples are the documented bodies, by name; "" for a single one.
func (m media) examples() map[string]any {
	all := map[string]any{}
	if m.Example != nil {
		all[""] = m.Example
	}
	for name, ref := range m.Examples {
		all[name] = ref.Value.Value
	}
	return all
}

func TestEveryBodyHasAnExampleThatFits(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		for _, m := range op.media() {
			if !assert.NotNil(t, m.Schema, m.where) {
				continue
			}
			examples := m.examples()
			assert.NotEmpty(t, examples, "%s: an example", m.where)
			for name, example := range examples {
				if !isJSON(m.mediaType) {
					_, text := example.(string)
					assert.True(t, text || m.status == 0, "%s %s: the example is the text of the body", m.where, name)
					continue
				}
				options := []openapi3.SchemaValidationOption{openapi3.EnableFormatValidation(), openapi3.VisitAsResponse()}
				if m.status == 0 {
					options[1] = openapi3.VisitAsRequest()
				}
				assert.NoError(t, m.Schema.Value.VisitJSON(example, options...), "%s %s", m.where, name)
			}
		}
	})
}

func isJSON(mediaType string) bool { return strings.HasSuffix(mediaType, "json") }

func TestExamplesHoldNothingThatIsNotDescribed(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		for _, m := range op.media() {
			for name, example := range m.examples() {
				if isJSON(m.mediaType) && m.Schema != nil {
					assert.Empty(t, unknown(example, m.Schema.Value, ""), "%s %s: a misspelt name would pass as another field", m.where, name)
				}
			}
		}
	})
}

// propertiesOf are the properties of a schema and of those that it is made of.
func propertiesOf(schema *openapi3.Schema) openapi3.Schemas {
	all := openapi3.Schemas{}
	for _, part := range slices.Concat(schema.AllOf, schema.OneOf) { // none is a part of itself
		maps.Copy(all, propertiesOf(part.Value))
	}
	maps.Copy(all, schema.Properties)
	return all
}

// unknown are the fields of a value that its schema does not list.
func unknown(value any, schema *openapi3.Schema, at string) []string {
	var found []string
	switch v := value.(type) {
	case map[string]any:
		properties := propertiesOf(schema)
		if len(properties) == 0 {
			return nil // a map, or free
		}
		for name, field := range v {
			ref := properties[name]
			if ref == nil {
				found = append(found, at+"."+name)
				continue
			}
			found = append(found, unknown(field, ref.Value, at+"."+name)...)
		}
	case []any:
		for i, item := range v {
			if schema.Items != nil {
				found = append(found, unknown(item, schema.Items.Value, fmt.Sprintf("%s[%d]", at, i))...)
			}
		}
	}
	return found
}

func TestAListIsShownWithAnElement(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		for _, m := range op.media() {
			if m.status/100 != 2 || !isJSON(m.mediaType) || m.Schema == nil || !m.Schema.Value.Type.Is("array") {
				continue
			}
			shown := false
			for _, example := range m.examples() {
				list, _ := example.([]any)
				shown = shown || len(list) > 0
			}
			assert.True(t, shown, "%s: one of the examples has an element", m.where)
		}
	})
}
