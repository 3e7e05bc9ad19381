package pkg_test

// What a vendor has to have before it counts as one. Each check is where its
// facts are: the row in the README in readme_test.go, the entries of the trust
// tests in pkg/internal/trust/vendors_test.go, the demonstration's visit in
// pkg/internal/demo/visits_test.go. Here are the others.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/specs"
)

func TestEverySpecificationIsRegistered(t *testing.T) {
	var want, is []string
	for _, doc := range specs.All() {
		want = append(want, doc.Name+"api")
	}
	generated, err := os.ReadDir("../gen")
	require.NoError(t, err)
	for _, dir := range generated {
		is = append(is, dir.Name())
	}
	require.Equal(t, want, is, "specs.All has one document for each directory in gen, in alphabetical order")
}

func TestEveryDocumentedAnswerOfEveryVendorHasATape(t *testing.T) {
	for _, doc := range specs.All() {
		cells, err := contract.Matrix(doc)
		require.NoError(t, err)
		require.NotEmpty(t, cells, doc.Name)
		for _, c := range cells {
			assert.True(t, c.Covered, "%s: %s %s %s has no tape", doc.Name, c.Operation, c.Status, c.MediaType)
		}
	}
}

func TestEveryVendorHasAFakeBesideItsAdapterThatCompilesNoOtherVendor(t *testing.T) {
	for _, doc := range specs.All() {
		fake := doc.Name + "/" + doc.Name + "test"
		require.DirExists(t, filepath.FromSlash(fake), "the vendor has no fake of its own")
		var vendors []string
		for path := range strings.Lines(goCommand(t, "..", "list", "-deps", "./pkg/"+fake)) {
			name, ok := ours(strings.TrimSpace(path))
			if ok && (name == "specs" || strings.HasPrefix(name, "gen/") || isAdapter(name)) {
				vendors = append(vendors, name)
			}
		}
		assert.Equal(t, []string{"gen/" + doc.Name + "api"}, vendors, fake)
	}
}

// isAdapter reports whether a package is a vendor's adapter.
func isAdapter(name string) bool {
	for _, doc := range specs.All() {
		if name == "pkg/"+doc.Name {
			return true
		}
	}
	return false
}
