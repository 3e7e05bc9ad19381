package main

import (
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
