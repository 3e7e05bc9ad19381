package probe_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite golden files")

// What the templates cannot do is refused before anything is generated, with file,
// line, operation, field and what to do instead.
func TestWhatTheTemplatesCannotDoIsRefusedByName(t *testing.T) {
	text := check(t, "refused.yaml")
	if *update {
		require.NoError(t, os.WriteFile("refused.golden", []byte(text), 0o600))
	}
	golden, err := os.ReadFile("refused.golden")
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(string(golden), "\r\n", "\n"), text)
}

func TestEveryOperationAndPropertyOfTheRefusedDocumentIsRefused(t *testing.T) {
	text := check(t, "refused.yaml")
	document, err := openapi3.NewLoader().LoadFromFile("refused.yaml")
	require.NoError(t, err)
	for _, item := range document.Paths.Map() {
		for _, op := range item.Operations() {
			if op.OperationID != "getUnion" { // whose schema is refused, property by property
				assert.Contains(t, text, ": "+op.OperationID+": ")
			}
		}
	}
	union := document.Components.Schemas["Union"].Value
	for _, name := range names(union.Properties) {
		if union.Properties[name].Ref == "" { // the others are components
			assert.Contains(t, text, "schemas Union: property "+name+": ")
		}
	}
	for _, name := range []string{"Mixed", "Conflict", "Itself", "Untold", "Unmapped", "Unlisted", "OneOfOneOf"} {
		assert.Contains(t, text, "schemas "+name+": ")
	}
	for _, name := range names(document.Components.SecuritySchemes) {
		assert.Contains(t, text, "securitySchemes "+name+": ")
	}
}
