package pkg_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// The package comment of each vendor says which addresses a tracer must not export.
func TestEveryVendorsCommentNamesTheAddressesThatHoldSecrets(t *testing.T) {
	row := regexp.MustCompile(`(?m)^ {4,}([a-z]\w+)  +(.+)$`)
	for _, d := range specs.All() {
		doc, err := oas.Load(d)
		require.NoError(t, err)
		secrets := map[string]string{}
		for _, op := range doc.Operations() {
			if names := secretParameters(op); names != "" {
				secrets[op.ID] = names
			}
		}
		_, text, found := strings.Cut(goCommand(t, "..", "doc", "./pkg/"+d.Name), "# Tracing")
		require.True(t, found, d.Name)
		text, _, _ = strings.Cut(text, "\n# ")
		told := map[string]string{}
		for _, m := range row.FindAllStringSubmatch(text, -1) {
			told[m[1]] = m[2]
		}
		require.Equal(t, secrets, told, d.Name)
		require.Equal(t, len(secrets) == 0, strings.Contains(text, "No address holds"), d.Name)
		for _, scheme := range doc.Schemes() {
			require.Contains(t, strings.Join(strings.Fields(text), " "), scheme.Place().String()+" holds", d.Name)
		}
	}
}

// secretParameters are the names of those in the path and in the query, with its keys.
func secretParameters(op *oas.Operation) string {
	var names []string
	for place := range op.CredentialPlaces() {
		if place.In == "query" {
			names = append(names, place.Name)
		}
	}
	for _, p := range op.Spec.Parameters {
		if p.Value.Schema.Value.Format == "password" && (p.Value.In == "path" || p.Value.In == "query") {
			names = append(names, p.Value.Name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
