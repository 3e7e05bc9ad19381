package contract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Tapes fails when a case has no tape, when a tape has no case (nothing would
// ever play it), or when a tape does not say where it comes from.
func Tapes(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	newSuite(t, doc, cases).tapes(t)
}

func (s suite) tapes(t tester) {
	t.Helper()
	wanted := map[string]bool{}
	for _, c := range s.cases {
		wanted[s.tape(c)] = true
		assert.FileExists(t, s.tape(c))
	}
	for _, file := range s.files(t) {
		assert.True(t, wanted[file], "%s: no case plays this tape", filepath.Base(file))
		_, err := Origin(file)
		assert.NoError(t, err, filepath.Base(file))
	}
}

// Secrets fails when anything in the vendor's directory of tapes looks like a
// secret: a token, a key, a credential, a real e-mail address.
func Secrets(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	newSuite(t, doc, cases).secrets(t)
}

func (s suite) secrets(t tester) {
	t.Helper()
	for _, file := range s.files(t) {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var found []string
		for _, f := range redact.Scan(string(data)) {
			found = append(found, f.String())
		}
		assert.Empty(t, found, "%s: %s", filepath.Base(file), strings.Join(found, "; "))
	}
}
