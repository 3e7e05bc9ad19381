package oas_test

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

func decodeXML(t *testing.T, schema *openapi3.Schema, text string) (any, error) {
	t.Helper()
	return oas.DecodeXML(strings.NewReader(text), schema)
}

func invoices(t *testing.T) *openapi3.MediaType {
	t.Helper()
	return venueManager(t).Operation("listInvoices").Response(200).Content.Get("application/xml")
}

func TestTheXMLExampleDecodesToWhatItsSchemaDescribes(t *testing.T) {
	media := invoices(t)
	value, err := decodeXML(t, media.Schema.Value, media.Example.(string))
	require.NoError(t, err)
	require.NoError(t, media.Schema.Value.VisitJSON(value))
	invoice := value.(map[string]any)["invoices"].([]any)[0].(map[string]any)
	require.InDelta(t, 12345, invoice["id"], 0)
	require.InDelta(t, 4200.5, invoice["totalAmount"], 0)
	require.Equal(t, "12341234", invoice["customer"].(map[string]any)["number"], "a text, though it looks like a number")
	lines := invoice["lines"].([]any)
	require.Len(t, lines, 3)
	require.Equal(t, []any{123450000.0, 123450001.0}, lines[0].(map[string]any)["numbers"])
	require.NotContains(t, lines[2], "numbers", "a wrapper that is not there is no list")
}

func TestAnEmptyListOfXMLElementsIsThere(t *testing.T) {
	media := invoices(t)
	value, err := decodeXML(t, media.Schema.Value, "<invoices></invoices>")
	require.NoError(t, err)
	require.Equal(t, map[string]any{"invoices": []any{}}, value)
	require.NoError(t, media.Schema.Value.VisitJSON(value))
}

func TestXMLThatIsNotWhatTheSchemaDescribesDoesNotPass(t *testing.T) {
	media := invoices(t)
	example := media.Example.(string)
	for what, change := range map[string][2]string{
		"a number that is none":         {"<id>12345</id>", "<id>twelve</id>"},
		"an undocumented kind":          {"<type>invoice</type>", "<type>reminder</type>"},
		"a missing required element":    {"<orderId>12345</orderId>", ""},
		"an element that stands twice":  {"<currencyCode>DKK</currencyCode>", "<currencyCode>DKK</currencyCode><currencyCode>EUR</currencyCode>"},
		"text between elements":         {"<invoice>", "<invoice>text"},
		"another root":                  {"invoices>", "bills>"},
		"a second root":                 {"</invoices>", "</invoices><invoices/>"},
		"an end that is missing":        {"</invoices>", ""},
		"something else after the root": {"</invoices>", "</invoices></invoices>"},
	} {
		text := strings.ReplaceAll(example, change[0], change[1])
		require.NotEqual(t, example, text, what)
		value, err := decodeXML(t, media.Schema.Value, text)
		if err == nil {
			require.Error(t, media.Schema.Value.VisitJSON(value), what)
		}
	}
}

func TestXMLFollowsItsSchemasNamesAndTypes(t *testing.T) {
	schema := openapi3.NewObjectSchema().WithProperties(map[string]*openapi3.Schema{
		"flag": openapi3.NewBoolSchema(),
		"gone": openapi3.NewStringSchema().WithNullable(),
		"word": openapi3.NewStringSchema(),
	})
	schema.Properties["word"].Value.XML = &openapi3.XML{Name: "Wort"}
	value, err := decodeXML(t, schema, `<a><flag>true</flag><gone/><Wort> x &amp; y </Wort><more>1</more></a>`)
	require.NoError(t, err)
	require.Equal(t, map[string]any{"flag": true, "gone": nil, "word": "x & y", "more": "1"}, value)
}
