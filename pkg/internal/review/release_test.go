package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheChangelogSaysTheNextVersion(t *testing.T) {
	for name, c := range map[string]struct {
		last, section string
		breaks        bool
		want          string
	}{
		"the first":                   {"", "### Added\n- all", false, "v0.1.0"},
		"a fix":                       {"v0.1.0", "### Fixed\n- x", false, "v0.1.1"},
		"an addition":                 {"v0.1.4", "### Added\n- x", false, "v0.2.0"},
		"a break before 1.0":          {"v0.1.4", "### Breaking\n- x", false, "v0.2.0"},
		"a break the changelog hides": {"v0.1.4", "### Fixed\n- x", true, "v0.2.0"},
		"a break after 1.0":           {"v1.3.1", "### Removed\n- x", false, "v2.0.0"},
		"an addition after 1.0":       {"v1.3.1", "### Added\n- x", false, "v1.4.0"},
	} {
		got, err := next(c.last, c.section, c.breaks)
		require.NoError(t, err, name)
		assert.Equal(t, c.want, got, name)
	}
	_, err := next("v0.1.0", "", false)
	require.ErrorContains(t, err, "nothing to release")
	require.NoError(t, enough("v0.3.0", "v0.2.0"))
	require.ErrorContains(t, enough("v0.1.1", "v0.2.0"), "too low")
	require.ErrorContains(t, enough("0.2.0", "v0.2.0"), "no semantic version")
	assert.Equal(t, "### Added\n- new", unreleased("# Changelog\n\n## Unreleased\n\n### Added\n- new\n\n## v0.1.0\n- old\n", ""))
	assert.Equal(t, "- now", unreleased("# Changelog\n\n## v0.2.0 (2026-12-01)\n- now\n\n## v0.1.0\n- old\n", "v0.2.0"), "renamed for the release")
}

// A release in a repository of its own: what is released installs, notes tell
// the difference, and each fault is refused.
func TestARelease(t *testing.T) {
	dir := clone(t)
	out, err := makes(t, dir, "release-check")
	require.NoError(t, err, out)
	assert.Contains(t, out, "v0.1.0 after no release")
	git(t, dir, "tag", "v0.1.0")

	replace(t, dir, ".github/CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n### Fixed\n- a server\n\n## v0.1.0\n")
	out, err = makes(t, dir, "release-check")
	require.Error(t, err)
	assert.Contains(t, out, "commit first")

	replace(t, dir, "specs/hlconnect.yaml", "https://hlconnect-api.mu.se", "https://api.example.com")
	commit(t, dir)
	out, err = makes(t, dir, "release-check", "VERSION=v0.1.1")
	require.Error(t, err)
	assert.Contains(t, out, "too low: the changelog and the differences ask for v0.2.0")
	out, err = makes(t, dir, "release-check")
	require.NoError(t, err, out)
	notes, err := os.ReadFile(filepath.Join(dir, "release-notes.md"))
	require.NoError(t, err)
	assert.Contains(t, string(notes), "# v0.2.0\n\n### Fixed\n- a server\n")
	assert.Contains(t, string(notes), "## Since v0.1.0\n\nWire: breaking. Go: none. Repeat rules: unchanged.")

	replace(t, dir, "pkg/rest/client.go", "import (", "import (\n\t_ \"github.com/stretchr/testify/assert\"")
	commit(t, dir)
	out, err = makes(t, dir, "release-check")
	require.Error(t, err, "a program would link another module")
	assert.Contains(t, out, "a program that installs v0.2.0")
}
