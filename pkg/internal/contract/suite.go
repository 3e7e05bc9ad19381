package contract

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// suite is a vendor's cases with what they are checked against.
type suite struct {
	source specs.Document
	doc    *oas.Document
	cases  []Case
	dir    string // of the vendor's tapes
	mode   mode
	net    http.RoundTripper                     // the way to real vendors
	values func(variable, example string) string // what live recordings are made with
}

func newSuite(t *testing.T, source specs.Document, cases []Case) suite {
	t.Helper()
	root, err := Root()
	require.NoError(t, err)
	mode, err := modeFromEnv()
	require.NoError(t, err)
	return suiteIn(t, filepath.Join(root, "cassettes", source.Name), mode, source, cases)
}

func suiteIn(t tester, dir string, mode mode, source specs.Document, cases []Case) suite {
	t.Helper()
	doc, err := oas.Load(source)
	require.NoError(t, err)
	s := suite{source: source, doc: doc, dir: dir, mode: mode, net: http.DefaultTransport, values: fromEnvironment}
	seen := map[string]bool{}
	for _, c := range cases {
		c, err := c.completed(doc)
		require.NoError(t, err)
		require.False(t, seen[c.title()], "case %s is there twice", c.title())
		seen[c.title()] = true
		s.cases = append(s.cases, c)
	}
	return s
}

func (s suite) tape(c Case) string { return filepath.Join(s.dir, c.title()+".yaml") }

// files are the vendor's tapes, by name.
func (s suite) files(t tester) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.dir, "*.yaml"))
	require.NoError(t, err)
	return files
}

// Root is the module's directory: the nearest one upwards with a go.mod.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", os.ErrNotExist
		}
		dir = parent
	}
}
