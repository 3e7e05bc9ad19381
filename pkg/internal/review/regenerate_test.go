package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The whole way of the workflow, in a repository of its own: each cause gets its
// own advice, and gen/ is replaced only when everything succeeded.
func TestRegenerating(t *testing.T) {
	dir := clone(t)
	intact := func(t *testing.T) {
		t.Helper()
		assert.Empty(t, git(t, dir, "status", "--porcelain", "--", "gen"), "gen/ is as it was")
		left, err := filepath.Glob(filepath.Join(dir, ".generate.*"))
		require.NoError(t, err)
		assert.Empty(t, left, "nothing is left behind")
		git(t, dir, "checkout", "--quiet", "--", ".")
	}

	t.Run("nothing has changed", func(t *testing.T) {
		out, err := makes(t, dir, "regenerate")
		require.NoError(t, err, out)
		assert.Contains(t, out, "`gen/` is what `specs/` says.")
		assert.NoFileExists(t, filepath.Join(dir, "regenerate.patch"))
		intact(t)
	})
	t.Run("a specification without security", func(t *testing.T) {
		replace(t, dir, "specs/hlconnect.yaml", "      security: []\n", "")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "**A specification is wrong.**")
		assert.Regexp(t, `specs/hlconnect\.yaml:\d+: getHealth: security is missing`, out)
		intact(t)
	})
	t.Run("what checks the specifications does not compile", func(t *testing.T) {
		replace(t, dir, "pkg/internal/speccheck/run/main.go", "package main\n", "package main\n\nvar _ = noSuchName\n")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "**What checks the specifications does not compile.**")
		assert.NotContains(t, out, "A specification is wrong")
		intact(t)
	})
	t.Run("a template that fails", func(t *testing.T) {
		replace(t, dir, "specs/templates/client.tmpl", "{{", "{{.NoSuchField}}{{")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "**The generator failed.**")
		intact(t)
	})
	t.Run("two names become one in Go", func(t *testing.T) {
		replace(t, dir, "specs/hlconnect.yaml", "        format_short_name:\n", "        format-short-name:\n          type: string\n          description: Twice.\n        format_short_name:\n")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Regexp(t, `\*\*(What is generated does not compile|The generator failed)\.\*\*`, out)
		intact(t)
	})
	t.Run("a field that an adapter reads is gone", func(t *testing.T) {
		replace(t, dir, "specs/hlconnect.yaml", "operationId: getHealth", "operationId: checkHealth")
		replace(t, dir, "specs/hlconnect.yaml", "operationId: registerPurchase", "operationId: registerSale")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "**The adapters do not fit what is generated.**")
		git(t, dir, "checkout", "--quiet", "--", ".")
	})
	t.Run("from a fork the job fails with the command, and everything that follows from a change is in the patch", func(t *testing.T) {
		replace(t, dir, "pkg/internal/site/go.mod", "github.com/getkin/kin-openapi v0.", "github.com/getkin/kin-openapi v0.151.0 // was v0.")
		commit(t, dir) // as when the module's own requires a newer one than this
		replace(t, dir, "specs/templates/client.tmpl", "// ", "// Changed. ")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "Run `make generate` and commit")
		patch, err := os.ReadFile(filepath.Join(dir, "regenerate.patch"))
		require.NoError(t, err, out)
		for _, made := range []string{"gen/", "pkg/internal/probe/probeapi/", "pkg/internal/site/go."} {
			assert.Contains(t, string(patch), "+++ b/"+made)
		}
		git(t, dir, "reset", "--quiet", "--hard", "HEAD~1")
	})
	t.Run("on a branch the files are committed", func(t *testing.T) {
		replace(t, dir, "specs/hlconnect.yaml", "Returns one entry", "Gives one entry")
		commit(t, dir)
		outputs, summary := filepath.Join(t.TempDir(), "outputs"), filepath.Join(t.TempDir(), "summary")
		out, err := makes(t, dir, "regenerate", "ON_CHANGE=commit", "GITHUB_OUTPUT="+outputs, "GITHUB_STEP_SUMMARY="+summary)
		require.NoError(t, err, out)
		assert.FileExists(t, summary)
		said, err := os.ReadFile(outputs)
		require.NoError(t, err)
		assert.Equal(t, "changed=true\n", string(said))
		assert.Contains(t, out, "The next job commits these files")
		git(t, dir, "checkout", "--quiet", "--", "gen") // the other job has the patch alone

		made := strings.TrimSpace(git(t, dir, "rev-parse", "HEAD"))
		git(t, dir, "push", "--quiet", "origin", "HEAD:refs/heads/topic")
		out, err = makes(t, dir, "regenerate-commit", "BRANCH=topic", "BASE_BRANCH=main", "MADE_FROM="+made)
		require.NoError(t, err, out)
		git(t, dir, "fetch", "--quiet", "origin", "topic")
		assert.Regexp(t, `^(gen/hlconnectapi/\S+\n)+$`, git(t, dir, "diff", "--name-only", made, "FETCH_HEAD"))
	})
}
