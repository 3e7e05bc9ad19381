package main

import (
	"os"
	"path/filepath"
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
	t.Run("from a fork the job fails with the command", func(t *testing.T) {
		replace(t, dir, "specs/hlconnect.yaml", "Returns one entry", "Gives one entry")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "Run `make generate` and commit")
		git(t, dir, "checkout", "--quiet", "--", "gen")
	})
	t.Run("on a branch the files are committed", func(t *testing.T) {
		commit(t, dir)
		outputs, summary := filepath.Join(t.TempDir(), "outputs"), filepath.Join(t.TempDir(), "summary")
		out, err := makes(t, dir, "regenerate", "ON_CHANGE=commit", "GITHUB_OUTPUT="+outputs, "GITHUB_STEP_SUMMARY="+summary)
		require.NoError(t, err, out)
		assert.FileExists(t, summary)
		said, err := os.ReadFile(outputs)
		require.NoError(t, err)
		assert.Equal(t, "changed=true\n", string(said))
		git(t, dir, "checkout", "--quiet", "--", "gen") // the other job has the patch alone

		out, err = makes(t, dir, "regenerate-commit", "BRANCH=topic", "BASE_BRANCH=main")
		require.NoError(t, err, out)
		assert.Regexp(t, `^(gen/hlconnectapi/\S+\n)+$`, git(t, dir, "diff", "--name-only", "HEAD~1", "HEAD"))
		assert.Contains(t, git(t, dir, "ls-remote", "origin"), "refs/heads/topic")
	})
	t.Run("on main a pull request is opened", func(t *testing.T) {
		bin := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(bin, "gh"), []byte("#!/bin/sh\necho \"$@\" >>\""+filepath.ToSlash(bin)+"/asked\"\n"), 0o700)) //nolint:gosec // a program
		git(t, dir, "reset", "--quiet", "--hard", "HEAD~1")
		out, err := makes(t, dir, "regenerate-commit", "BRANCH=main", "BASE_BRANCH=main", "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
		require.NoError(t, err, out)
		asked, err := os.ReadFile(filepath.Join(bin, "asked"))
		require.NoError(t, err)
		assert.Contains(t, string(asked), "pr create --base main --head regenerate/gen")
		refs := git(t, dir, "ls-remote", "origin")
		assert.Contains(t, refs, "refs/heads/regenerate/gen")
		assert.NotContains(t, refs, "refs/heads/main", "nothing is pushed to main")
	})
	t.Run("a patch of anything else is refused", func(t *testing.T) {
		before := git(t, dir, "rev-parse", "HEAD")
		replace(t, dir, "Makefile", "demo", "show")
		require.NoError(t, os.WriteFile(filepath.Join(dir, "regenerate.patch"), []byte(git(t, dir, "diff", "--", "Makefile")), 0o600))
		git(t, dir, "checkout", "--quiet", "--", "Makefile")
		out, err := makes(t, dir, "regenerate-commit", "BRANCH=topic")
		require.Error(t, err)
		assert.Contains(t, out, "Makefile, which is not generated")
		assert.Equal(t, before, git(t, dir, "rev-parse", "HEAD"))
	})
}
