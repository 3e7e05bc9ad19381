package contract_test

// Rules about the specifications that need what the tapes are checked with. The
// others are in specs/.

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/specs"
)

// eachOperation runs a rule for every operation of every specification.
func eachOperation(t *testing.T, rule func(where string, op *oas.Operation)) {
	t.Helper()
	for _, source := range specs.All() {
		doc, err := oas.Load(source)
		require.NoError(t, err)
		for _, op := range doc.Operations() {
			rule(source.Name+" "+op.ID, op)
		}
	}
}

// bodies are the operation's request and response bodies.
func bodies(op *oas.Operation, do func(where, mediaType string, m *openapi3.MediaType)) {
	if op.Spec.RequestBody != nil {
		for mediaType, m := range op.Spec.RequestBody.Value.Content {
			do("request", mediaType, m)
		}
	}
	for status, r := range op.Spec.Responses.Map() {
		for mediaType, m := range r.Value.Content {
			do(status, mediaType, m)
		}
	}
}

func TestNoExampleLooksLikeASecret(t *testing.T) {
	race.Skip(t)
	check := func(where string, example any) {
		text, err := json.MarshalIndent(example, "", " ")
		require.NoError(t, err)
		assert.Empty(t, redact.Scan(string(text)), where)
	}
	eachOperation(t, func(where string, op *oas.Operation) {
		for _, in := range []string{"path", "query", "header"} {
			for _, p := range op.Parameters(in) {
				check(where+" "+p.Name, p.Example)
			}
		}
		bodies(op, func(body, _ string, m *openapi3.MediaType) {
			check(where+" "+body, m.Example)
			for name, example := range m.Examples {
				check(where+" "+body+" "+name, example.Value.Value)
			}
		})
		for status, r := range op.Spec.Responses.Map() {
			for name, h := range r.Value.Headers {
				check(where+" "+status+" "+name, h.Value.Example)
			}
		}
	})
}

func TestEveryXMLExampleIsWhatItsSchemaDescribes(t *testing.T) {
	found := 0
	eachOperation(t, func(where string, op *oas.Operation) {
		bodies(op, func(body, mediaType string, m *openapi3.MediaType) {
			if !strings.HasSuffix(mediaType, "xml") {
				return
			}
			found++
			text, ok := m.Example.(string)
			require.True(t, ok, "%s %s: the example is the text of the body", where, body)
			value, err := oas.DecodeXML(strings.NewReader(text), m.Schema.Value)
			require.NoError(t, err, "%s %s", where, body)
			require.NoError(t, m.Schema.Value.VisitJSON(value), "%s %s", where, body)
		})
	})
	require.Positive(t, found)
}

// harmless are names that are redacted on tape though a program may print them:
// the net of names is wide on purpose.
var harmless = map[string]bool{
	"bank_key": true, // identifies a bank
}

// Both nets catch the same: a text whose name says secret is marked one, so
// that it prints as [redacted] in a program as well.
func TestWhatIsRedactedByNameIsMarkedInTheSpecification(t *testing.T) {
	var visit func(where, name string, ref *openapi3.SchemaRef, open map[*openapi3.Schema]bool)
	visit = func(where, name string, ref *openapi3.SchemaRef, open map[*openapi3.Schema]bool) {
		if ref == nil || open[ref.Value] {
			return
		}
		open[ref.Value] = true
		if ref.Value.Type.Is("string") && redact.SecretName(name) && !harmless[name] {
			assert.Equal(t, "password", ref.Value.Format, "%s: %s", where, name)
		}
		for property, below := range ref.Value.Properties {
			visit(where, property, below, open)
		}
		visit(where, name, ref.Value.Items, open)
		visit(where, name, ref.Value.AdditionalProperties.Schema, open)
		for _, part := range slices.Concat(ref.Value.AllOf, ref.Value.OneOf) {
			visit(where, name, part, open)
		}
	}
	eachOperation(t, func(where string, op *oas.Operation) {
		for _, in := range []string{"path", "query", "header"} {
			for _, p := range op.Parameters(in) {
				visit(where, p.Name, p.Schema, map[*openapi3.Schema]bool{})
			}
		}
		bodies(op, func(body, _ string, m *openapi3.MediaType) {
			visit(where+" "+body, "", m.Schema, map[*openapi3.Schema]bool{})
		})
	})
}
