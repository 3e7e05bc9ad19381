package contract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Tapes fails when a case has no tape, when a tape has no case (nothing would
// ever play it), when a tape does not say where it comes from, or when something
// else lies among the tapes.
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
		_, err := s.note(file)
		assert.NoError(t, err, filepath.Base(file))
		bodies, err := vcr.Bodies(file)
		require.NoError(t, err)
		for _, body := range bodies {
			wanted[body] = true
		}
	}
	wanted[filepath.Join(s.dir, "coverage.golden")] = true
	all, err := filepath.Glob(filepath.Join(s.dir, "*"))
	require.NoError(t, err)
	for _, file := range all {
		assert.True(t, wanted[file] || filepath.Ext(file) == ".yaml", "%s: what is this among the tapes?", filepath.Base(file))
	}
}

// Secrets fails when anything in the vendor's directory of tapes looks like a
// secret: a token, a key, a credential, a real e-mail address.
func Secrets(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	race.Skip(t)
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
