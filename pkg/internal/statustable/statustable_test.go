package statustable_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/statustable"
)

func table() *statustable.Table {
	t := &statustable.Table{}
	for _, answer := range statustable.Refusals("") {
		if answer.Status == 404 {
			t.Told("Pay", answer, "refused")
			continue
		}
		t.Told("Pay", answer, "unknown")
	}
	t.Told("Pay", statustable.Answer{Kind: "no answer"}, "unknown")
	t.Told("Pay", statustable.Answer{Kind: "HTML page", Status: 500}, "unknown")
	return t
}

const lines = `Pay
  refused  404
  unknown  400-403 405-599; no answer; HTML page 500
`

func TestStatusesThatFollowEachOtherAreOneRange(t *testing.T) {
	require.Equal(t, lines, table().String())
}

func TestATableThatIsNotDocumentedIsFound(t *testing.T) {
	for text, right := range map[string]bool{
		lines:                                   true,
		strings.Replace(lines, "405", "406", 1): false,
		strings.Replace(lines, "Pay", "Buy", 1): false,
		"":                                      false,
	} {
		var comment strings.Builder
		comment.WriteString("// Package example is one.\n//\n// # Table\n//\n")
		for line := range strings.Lines(text) {
			comment.WriteString("//\t" + line)
		}
		comment.WriteString("//\n// # Else\n//\n//\tnot part of it\npackage example\n")
		file := filepath.Join(t.TempDir(), "example.go")
		require.NoError(t, os.WriteFile(file, []byte(comment.String()), 0o600))
		seen := &recorder{TB: t}
		table().IsDocumented(seen, file, "Table")
		require.Equal(t, right, !seen.failed, text)
	}
}

// recorder is a test that notes its failure.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }
