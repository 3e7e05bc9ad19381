package contract_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/specs"
)

func tapesReadme(t *testing.T, root string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "cassettes", "README.md"))
	require.NoError(t, err)
	return string(text)
}

func TestTheREADMESaysWhereEveryVendorsTapesComeFrom(t *testing.T) {
	root, err := contract.Root()
	require.NoError(t, err)
	said := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([a-z]+) \| (composed|live|composed and live) \|$`).FindAllStringSubmatch(tapesReadme(t, root), -1) {
		said[row[1]] = row[2]
	}
	is := map[string]string{}
	for _, doc := range specs.All() {
		tapes, err := filepath.Glob(filepath.Join(root, "cassettes", doc.Name, "*.yaml"))
		require.NoError(t, err)
		found := map[contract.Source]bool{}
		for _, tape := range tapes {
			source, err := contract.Origin(tape)
			require.NoError(t, err, tape)
			found[source] = true
		}
		var sources []string
		for _, source := range []contract.Source{contract.Composed, contract.Live} {
			if found[source] {
				sources = append(sources, string(source))
			}
		}
		if len(sources) > 0 {
			is[doc.Name] = strings.Join(sources, " and ")
		}
	}
	require.Equal(t, is, said, "the table in cassettes/README.md")
}

func TestTheREADMENamesEveryVariableOfALiveRecording(t *testing.T) {
	root, err := contract.Root()
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(root, "pkg", "*", "*_test.go"))
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, use := range regexp.MustCompile(`contract\.Env\(t, "([A-Z_]+)"`).FindAllStringSubmatch(string(text), -1) {
			require.Contains(t, tapesReadme(t, root), "`BOXOFFICE_"+use[1]+"`", filepath.Base(file))
		}
	}
}
