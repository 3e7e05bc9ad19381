package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A change from the edit to what reviewers read, in a repository of its own.
func TestTheReviewOfAChange(t *testing.T) {
	dir := clone(t)
	replace(t, dir, "specs/hlconnect.yaml", "        voicing:\n", "        voice:\n")
	replace(t, dir, "specs/hlconnect.yaml", "x-repeat: {delivered: false, statuses: []}", "x-repeat: {delivered: true, statuses: [503]}")
	out, err := makes(t, dir, "generate")
	require.NoError(t, err, out)

	out, err = makes(t, dir, "review", "BASE=main")
	require.NoError(t, err, out)
	assert.Contains(t, out, "| **breaking** | **breaking** | **changed: cancelPurchase** |\n")
	assert.Contains(t, out, "The changelog does not say yet what programs must change.\n")
	assert.Regexp(t, `Generated code: Go: \+\d+ -\d+ lines in \d+ files`, out)
	assert.Contains(t, out, "changed hlconnect `cancelPurchase`: breaking: repeat rule: sent again after a lost answer and 503, was not sent again once it may have arrived")
	assert.Contains(t, out, "changed hlconnect `listAssets`: breaking: ")
	assert.Contains(t, out, "breaking gen/hlconnectapi: AssetItem.Voicing: removed")
	assert.Contains(t, out, "## Tapes that no longer fit")
	assert.Contains(t, out, "- does not compile: pkg/hlconnect/contract_catalogue_test.go:")

	out, err = makes(t, dir, "api-diff", "BASE=main")
	require.Error(t, err)
	assert.Contains(t, out, "Go: breaking")
	assert.Contains(t, out, `say under "## Unreleased", "### Breaking"`)
	_, err = makes(t, dir, "spec-diff", "BASE=main")
	require.Error(t, err)

	replace(t, dir, ".github/CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n### Breaking\n- an asset's voicing is its voice\n")
	for _, gate := range []string{"api-diff", "spec-diff"} {
		out, err = makes(t, dir, gate, "BASE=main")
		require.NoError(t, err, out)
	}
	assert.NotContains(t, git(t, dir, "worktree", "list"), "boxoffice-review", "nothing is left behind")
}

func TestWhatOthersCommittedToTheBaseIsNoChangeOfTheBranch(t *testing.T) {
	c := newCommitting(t)
	git(t, c.dir, "checkout", "--quiet", "-b", "topic")
	git(t, c.dir, "commit", "--quiet", "--allow-empty", "-m", "mine")
	git(t, c.dir, "checkout", "--quiet", "main")
	c.write(t, "gen/other.go", "theirs\n")
	commit(t, c.dir)
	git(t, c.dir, "checkout", "--quiet", "topic")
	t.Chdir(c.dir)
	v, remove, err := checkout(t.Context(), "main")
	require.NoError(t, err)
	defer remove()
	assert.NoFileExists(t, filepath.Join(v.before, "gen", "other.go"))
	assert.FileExists(t, filepath.Join(v.before, "gen", "api", "client.gen.go"))
	assert.Equal(t, "main", v.base)

	git(t, c.dir, "checkout", "--quiet", "--orphan", "alone")
	git(t, c.dir, "commit", "--quiet", "--allow-empty", "-m", "no past")
	_, _, err = checkout(t.Context(), "main")
	require.ErrorContains(t, err, "fetch --unshallow")
}

func TestASummarySaysWhyAGateFailed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "summary")
	require.NoError(t, summarize(file, "page", "# Review\n", nil))
	require.NoError(t, summarize(file, "spec-diff", "breaking: a\nwire: breaking\n", errors.New("the changelog does not say so")))
	require.NoError(t, summarize(file, "api-diff", "Go: none\n", nil))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Contains(t, string(text), "# Review\n")
	assert.Contains(t, string(text), "<summary><code>make spec-diff</code> failed</summary>\n\n````text\nthe changelog does not say so\n\nbreaking: a\n")
	assert.Contains(t, string(text), "<summary><code>make api-diff</code> passed</summary>")
}
