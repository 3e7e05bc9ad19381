package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheIssueOfADriftIsTheWorkflowsOwn(t *testing.T) {
	t.Parallel()
	c := newCommitting(t)
	out, err := c.run(t, "drift-issue", "GH_OPEN=7")
	require.NoError(t, err, out)
	assert.Contains(t, out, "nothing is known")
	assert.NotContains(t, out, "issue ", "without the other job's file no issue is closed")
	c.write(t, "made/drift.md", "## musement\n")
	out, err = c.run(t, "drift-issue")
	require.NoError(t, err, out)
	assert.Contains(t, out, "issue list --state open --app github-actions --search in:title", "everybody can give an issue this title")
	assert.Contains(t, out, "issue create --title A vendor publishes another description --body-file drift-issue.md")
	out, err = c.run(t, "drift-issue", "GH_OPEN=7")
	require.NoError(t, err, out)
	assert.Contains(t, out, "issue edit 7 --body-file drift-issue.md")
}

func TestTheIssueIsClosedWhenThereIsNoDriftAnyMore(t *testing.T) {
	t.Parallel()
	c := newCommitting(t)
	c.write(t, "made/drift.md", "")
	out, err := c.run(t, "drift-issue")
	require.NoError(t, err, out)
	assert.Contains(t, out, "Nothing has changed.")
	assert.NotContains(t, out, "issue close")
	out, err = c.run(t, "drift-issue", "GH_OPEN=7")
	require.NoError(t, err, out)
	assert.Contains(t, out, "issue close 7 --reason completed --comment The specifications and what the vendors publish agree again")
	assert.NotContains(t, out, "issue edit")
	assert.NotContains(t, out, "issue create")
}

// What the vendors publish is answered by a curl of the test.
func TestADriftIsReportedAndNoDriftIsAnEmptyReport(t *testing.T) {
	t.Parallel()
	c := newCommitting(t)
	c.write(t, "specs/acme.yaml", "openapi: 3.0.3\nx-published: https://acme.example.com/openapi.json\n")
	c.write(t, "specs/other.yaml", "openapi: 3.0.3\n")
	for name, program := range map[string]string{
		"curl": "[ -z \"$CURL_FAILS\" ] || { echo 'curl: (22) The requested URL returned error: 404' >&2; exit 22; }\n",
		"go":   "printf 'read\\nWithout a reason:\\n\\n- %s\\n' \"$DRIFT\"\n[ -z \"$DRIFT\" ]\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(c.dir), "bin", name), []byte("#!/bin/sh\n"+program), 0o700)) //nolint:gosec // a program
	}
	report := func() string {
		text, err := os.ReadFile(filepath.Join(c.dir, "drift.md"))
		require.NoError(t, err)
		return string(text)
	}
	out, err := c.run(t, "drift-published", "DRIFT=added operation GET /carts")
	require.NoError(t, err, out)
	assert.Equal(t, "## acme\n\nRead from `https://acme.example.com/openapi.json`. Those with a reason are left out.\n\nWithout a reason:\n- added operation GET /carts\n\n", report())
	out, err = c.run(t, "drift-published", "CURL_FAILS=1")
	require.NoError(t, err, out)
	assert.Contains(t, report(), "`https://acme.example.com/openapi.json` cannot be fetched: curl: (22)")
	out, err = c.run(t, "drift-published")
	require.NoError(t, err, out)
	assert.Empty(t, report())
	assert.Contains(t, out, "Every difference from what the vendors publish has a reason.")
}
