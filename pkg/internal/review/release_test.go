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
		got, err := next(c.last, "Unreleased", c.section, c.breaks)
		require.NoError(t, err, name)
		assert.Equal(t, c.want, got, name)
	}
	_, err := next("v0.1.0", "", "", false)
	require.ErrorContains(t, err, `has no section "## Unreleased", and none of the version that is asked for`)
	_, err = next("v0.1.0", "v0.2.0", "", false)
	require.ErrorContains(t, err, `"## v0.2.0" in .github/CHANGELOG.md is empty`)
	_, err = next("v0.1.0", "Unreleased", "### Added\n\n### Fixed\n", false)
	require.ErrorContains(t, err, "make release-check VERSION=v0.2.0", "headings say nothing")
	for _, asked := range []string{"v0.2.0", "v0.2.0-rc.1", "v0.3.0", "v1.0.0"} {
		require.NoError(t, enough(asked, "v0.2.0"))
	}
	for _, asked := range []string{"v0.1.1", "v0.2.0-rc.1"} {
		require.ErrorContains(t, enough(asked, "v0.2.1"), "too low", asked)
	}
	for _, c := range [][4]string{
		{"# Changelog\n\n## Unreleased\n\n### Added\n- new\n\n## v0.1.0\n- old\n", "", "Unreleased", "### Added\n- new"},
		{"# Changelog\n\n## Unreleased\n\n### Added\n- new\n\n## v0.1.0\n- old\n", "v0.2.0", "Unreleased", "### Added\n- new"},
		{"# Changelog\n\n## Unreleased\n\n## v0.2.0 (2026-12-01)\n- now\n\n## v0.1.0\n- old\n", "v0.2.0", "v0.2.0", "- now"}, // renamed for the release
		{"# Changelog\n\n## v0.1.0\n- old\n", "v0.2.0", "", ""},
		{"", "", "", ""},
	} {
		heading, section := unreleased(c[0], c[1])
		assert.Equal(t, c[2], heading, c[0])
		assert.Equal(t, c[3], section, c[0])
	}
}

func TestReleaseNotesReadWellOnGitHub(t *testing.T) {
	assert.Equal(t, "### Added\n- One that goes on, see [BENCHMARKS](https://github.com/boxoffice-go/boxoffice/blob/v0.2.0/.github/BENCHMARKS.md).\n"+
		"- Two [a](https://example.com) [b](#c)\n\nA paragraph in two lines.\n\n```sh\nmake a\nmake b\n```\n### Fixed\n- x",
		notes("### Added\n- One that goes on,\n  see [BENCHMARKS](BENCHMARKS.md).\n- Two [a](https://example.com) [b](#c)\n\nA paragraph\nin two lines.\n\n```sh\nmake a\nmake b\n```\n### Fixed\n- x", "v0.2.0"))
}

func TestNothingInCodeBecomesALink(t *testing.T) {
	text := "- `boxoffice.RefusalBody[T](err)`: a body.\n\n```go\nbody := f[T](err)\n```"
	assert.Equal(t, text, notes(text, "v0.2.0"))
	assert.Equal(t, "- `a[T](b)` [c](https://github.com/boxoffice-go/boxoffice/blob/v0.2.0/.github/c.md) `d`", notes("- `a[T](b)` [c](c.md) `d`", "v0.2.0"))
}

func TestAVersionThatNoTagCanHaveIsRefused(t *testing.T) {
	for _, asked := range []string{"v0.2.0", "v0.2.0-rc.1", "v1.0.0"} {
		require.NoError(t, valid(asked))
	}
	for asked, want := range map[string]string{
		"0.2.0": "VERSION=v0.2.0", "v0.2": "no semantic version", "latest": "no semantic version", "v0.2.0+build": "no semantic version",
		`v1";id;"`: "no semantic version", "v2.0.0": "needs another module path, github.com/boxoffice-go/boxoffice/v2",
	} {
		require.ErrorContains(t, valid(asked), want)
	}
}

func TestTagsSayWhatTheLastReleaseIsAndWhichVersionsAreGone(t *testing.T) {
	c := newCommitting(t)
	git(t, c.dir, "tag", "v0.1.0")
	git(t, c.dir, "tag", "-a", "v0.2.0-rc.1", "-m", "x")
	git(t, c.dir, "tag", "pkg/token/redisstore/v0.9.0")
	git(t, c.dir, "commit", "--quiet", "--allow-empty", "-m", "on a side")
	git(t, c.dir, "tag", "v0.4.0")
	git(t, c.dir, "tag", "-a", "v0.5.0", "-m", "x")
	git(t, c.dir, "push", "--quiet", "origin", "v0.5.0")
	git(t, c.dir, "tag", "-d", "v0.5.0")
	require.NoError(t, free(t.Context(), c.dir, "v0.4.0"), "this commit")
	git(t, c.dir, "checkout", "--quiet", "HEAD~1") // detached, as in a run for a tag
	last, err := lastTag(t.Context(), c.dir, "")
	require.NoError(t, err)
	assert.Equal(t, "v0.1.0", last, "neither a prerelease nor what is on a side")
	last, err = lastTag(t.Context(), c.dir, "v0.1.0")
	require.NoError(t, err)
	assert.Empty(t, last)
	for _, version := range []string{"v0.1.0", "v0.2.0-rc.1", "v0.2.0"} {
		require.NoError(t, free(t.Context(), c.dir, version), version)
	}
	require.ErrorContains(t, free(t.Context(), c.dir, "v0.4.0"), "exists already")
	require.ErrorContains(t, free(t.Context(), c.dir, "v0.5.0"), "exists already", "at the origin alone")

	git(t, c.dir, "push", "--quiet", "origin", "v0.4.0:refs/heads/main")
	git(t, filepath.Dir(c.dir), "clone", "--quiet", "--depth=1", "file://"+filepath.ToSlash(c.origin), "shallow")
	t.Chdir(filepath.Join(filepath.Dir(c.dir), "shallow"))
	require.ErrorContains(t, release(t.Context(), os.Stdout, "", "notes"), "git fetch --unshallow --tags origin")
}

func TestAModuleBesideThisOneRequiresWhatIsReleased(t *testing.T) {
	c := newCommitting(t)
	c.write(t, "pkg/internal/site/go.mod", "module a\n\nrequire "+modulePath+" v0.0.0\n")
	c.write(t, "pkg/store/go.mod", "module b\n\nrequire "+modulePath+" v0.0.0\n\nreplace "+modulePath+" => ../..\n")
	commit(t, c.dir)
	require.ErrorContains(t, follow(t.Context(), c.dir, "v0.1.0"), "pkg/store/go.mod requires v0.0.0, not v0.1.0, so that nobody could install it. Commit what this changes: go -C pkg/store mod edit -require "+modulePath+"@v0.1.0")
	require.NoError(t, follow(t.Context(), c.dir, "v0.1.0-rc.1"))
	c.write(t, "pkg/store/go.mod", "module b\n\nrequire "+modulePath+" v0.1.0\n")
	require.NoError(t, follow(t.Context(), c.dir, "v0.1.0"))
}

// A release in a repository of its own: what is released installs, notes tell
// the difference, and each fault is refused.
func TestARelease(t *testing.T) {
	dir := clone(t)
	out, err := makes(t, dir, "release-check")
	require.NoError(t, err, out)
	assert.Contains(t, out, "v0.1.0 after no release")
	assert.Contains(t, out, `Rename "## Unreleased" in .github/CHANGELOG.md to "## v0.1.0", let the modules beside this one require it`)
	out, err = makes(t, dir, "release-check", "VERSION=v0.1.0")
	require.Error(t, err)
	assert.Contains(t, out, `would call v0.1.0 "Unreleased" for good`)
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
	assert.Contains(t, string(notes), "### Fixed\n- a server\n")
	assert.Contains(t, string(notes), "## Since v0.1.0\n\nWire: breaking. Go: none. Repeat rules: unchanged.")

	replace(t, dir, "pkg/rest/client.go", "import (", "import (\n\t_ \"github.com/stretchr/testify/assert\"")
	commit(t, dir)
	out, err = makes(t, dir, "release-check")
	require.Error(t, err, "a program would link another module")
	assert.Contains(t, out, "a program that installs v0.2.0")
}
