package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// committing is a small repository with a bare one as its origin, what the job
// that makes the files left in made/, and a gh that records what it is asked.
type committing struct {
	dir, origin, asked, summary string
	env                         []string
}

// The stand-in wants a token, as gh does in a workflow, and answers from its environment.
const standIn = `#!/bin/sh
[ -n "$GH_TOKEN" ] || { echo "gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable." >&2; exit 4; }
echo "$@" >>"$GH_ASKED"
case "$1 $2" in
"pr list" | "issue list") echo "$GH_OPEN" ;;
"pr create") [ -z "$GH_FORBIDS" ] || { echo "pull request create failed: GraphQL: GitHub Actions is not permitted to create or approve pull requests (createPullRequest)" >&2; exit 1; } ;;
"workflow run") [ -z "$GH_FORBIDS" ] || { echo "could not create workflow dispatch event: HTTP 403: Resource not accessible by integration" >&2; exit 1; } ;;
esac
`

func newCommitting(t *testing.T) committing {
	t.Helper()
	base := t.TempDir()
	c := committing{dir: filepath.Join(base, "clone"), origin: filepath.Join(base, "origin"), asked: filepath.Join(base, "asked"), summary: filepath.Join(base, "summary")}
	git(t, base, "init", "--quiet", "--bare", "--initial-branch=main", "origin")
	git(t, base, "clone", "--quiet", "origin", "clone")
	git(t, c.dir, "config", "user.name", "test")
	git(t, c.dir, "config", "user.email", "test@example.com")
	git(t, c.dir, "checkout", "--quiet", "-B", "main")
	c.write(t, "gen/api/client.gen.go", "old\n")
	c.write(t, "pkg/internal/probe/probeapi/client.gen.go", "old\n")
	c.write(t, "pkg/internal/site/go.mod", "old\n")
	c.write(t, "Makefile", "old\n")
	commit(t, c.dir)
	git(t, c.dir, "push", "--quiet", "origin", "main")
	bin := filepath.Join(base, "bin")
	require.NoError(t, os.Mkdir(bin, 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(bin, "gh"), []byte(standIn), 0o700)) //nolint:gosec // a program
	c.env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "GH_TOKEN=t", "GH_ASKED="+c.asked,
		"GITHUB_STEP_SUMMARY="+c.summary, "BASE_BRANCH=main", "MADE_IN=made", "MADE_FROM="+c.head(t))
	c.write(t, "made/regenerate.md", "**What is to be done.**\n")
	scripts, err := filepath.Abs(filepath.Join(root, ".github", "scripts"))
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(c.dir, ".github"), 0o750))
	require.NoError(t, os.Symlink(scripts, filepath.Join(c.dir, ".github", "scripts")))
	require.NoError(t, os.WriteFile(filepath.Join(c.dir, ".git", "info", "exclude"), []byte("/.github\n/made\n"), 0o600))
	return c
}

func (c committing) head(t *testing.T) string {
	t.Helper()
	return strings.TrimSpace(git(t, c.dir, "rev-parse", "HEAD"))
}

func (c committing) write(t *testing.T, file, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(c.dir, file)), 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(c.dir, file), []byte(text), 0o600))
}

// made leaves the change of the work tree as the patch, and takes it back.
func (c committing) made(t *testing.T) {
	t.Helper()
	git(t, c.dir, "add", "--all")
	c.write(t, "made/regenerate.patch", git(t, c.dir, "diff", "--cached", "--binary", "-M"))
	git(t, c.dir, "reset", "--quiet", "--hard")
}

// run runs a make target; the text is what it printed, what it asked gh, and the summary.
func (c committing) run(t *testing.T, target string, env ...string) (string, error) {
	t.Helper()
	makefile, err := filepath.Abs(filepath.Join(root, "Makefile"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(c.asked, nil, 0o600))
	require.NoError(t, os.WriteFile(c.summary, nil, 0o600))
	cmd := exec.CommandContext(t.Context(), "make", "--no-print-directory", "-f", makefile, target)
	cmd.Dir, cmd.Env = c.dir, append(slices.Clip(c.env), env...)
	out, err := cmd.CombinedOutput()
	asked, readErr := os.ReadFile(c.asked)
	require.NoError(t, readErr)
	summary, readErr := os.ReadFile(c.summary)
	require.NoError(t, readErr)
	return string(out) + string(asked) + string(summary), err
}

func (c committing) refs(t *testing.T) string { return git(t, c.dir, "ls-remote", "--heads", "origin") }

// A name may have everything that git allows in one, and it is never run.
func TestTheFilesAreCommittedToTheBranchAndChecksAreStarted(t *testing.T) {
	t.Parallel()
	for _, branch := range []string{"topic", "dependabot/go_modules/github.com/oapi-codegen/oapi-codegen/v2-2.9.0", `o'h;"$(touch${IFS}run)"` + "`id`&|<>!{}#$$x"} {
		c := newCommitting(t)
		git(t, c.dir, "push", "--quiet", "origin", "main:refs/heads/"+branch)
		c.write(t, "gen/api/client.gen.go", "new\n")
		c.write(t, "pkg/internal/probe/probeapi/client.gen.go", "new\n")
		c.write(t, "pkg/internal/site/go.mod", "new\n")
		c.made(t)
		out, err := c.run(t, "regenerate-commit", "BRANCH="+branch)
		require.NoError(t, err, out)
		assert.Contains(t, out, "Committed to `"+branch+"`")
		assert.Contains(t, out, "workflow run check.yml --ref "+branch+"\n", "GitHub starts none for this commit")
		git(t, c.dir, "fetch", "--quiet", "origin", "+refs/heads/"+branch+":refs/pushed")
		assert.Equal(t, "gen/api/client.gen.go\npkg/internal/probe/probeapi/client.gen.go\npkg/internal/site/go.mod\n", git(t, c.dir, "diff", "--name-only", "main", "refs/pushed"))
		assert.Equal(t, strings.HasPrefix(branch, "dependabot/"), strings.Contains(git(t, c.dir, "log", "-1", "--format=%B", "refs/pushed"), "[dependabot skip]"),
			"only so does Dependabot go on with its pull request")
		assert.Empty(t, git(t, c.dir, "status", "--porcelain", "--untracked-files=no"), "nothing is checked out")
		assert.NoFileExists(t, filepath.Join(c.dir, "run"))
	}
}

func TestNothingIsCommittedToABranchThatHasMovedOrIsNotHere(t *testing.T) {
	t.Parallel()
	c := newCommitting(t)
	c.write(t, "gen/api/client.gen.go", "new\n")
	c.made(t)
	c.write(t, "other", "more\n")
	commit(t, c.dir)
	git(t, c.dir, "push", "--quiet", "origin", "HEAD:refs/heads/topic")
	before := c.refs(t)
	out, err := c.run(t, "regenerate-commit", "BRANCH=topic")
	require.Error(t, err)
	assert.Contains(t, out, "has moved since")
	out, err = c.run(t, "regenerate-commit", "BRANCH=v1.0.0")
	require.Error(t, err)
	assert.Contains(t, out, "`v1.0.0` is no branch of this repository")
	assert.Equal(t, before, c.refs(t))
}

func TestAPatchOfAnythingElseIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(t *testing.T, c committing){
		"another file":            func(t *testing.T, c committing) { c.write(t, "Makefile", "new\n") },
		"another file moved away": func(t *testing.T, c committing) { git(t, c.dir, "mv", "Makefile", "gen/api/Makefile") },
		"a module of its own":     func(t *testing.T, c committing) { c.write(t, "pkg/rest/go.mod", "new\n") },
		"a link": func(t *testing.T, c committing) {
			require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(c.dir, "gen/x.go")))
		},
		"a program": func(t *testing.T, c committing) {
			c.write(t, "gen/run.go", "new\n")
			git(t, c.dir, "add", "gen/run.go")
			git(t, c.dir, "update-index", "--chmod=+x", "gen/run.go")
			git(t, c.dir, "commit", "--quiet", "-m", "x") // its mode is in the index alone
			c.write(t, "made/regenerate.patch", git(t, c.dir, "diff", "HEAD~1", "HEAD"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCommitting(t)
			change(t, c)
			if _, err := os.Stat(filepath.Join(c.dir, "made", "regenerate.patch")); err != nil {
				c.made(t)
			}
			before := c.refs(t)
			out, err := c.run(t, "regenerate-commit", "BRANCH=main")
			require.Error(t, err, out)
			assert.Contains(t, out, ": refused")
			assert.Equal(t, before, c.refs(t))
		})
	}
}

func TestAPullRequestIsOpenedRenewedLeftAloneAndClosed(t *testing.T) {
	t.Parallel()
	c := newCommitting(t)
	c.write(t, "gen/api/client.gen.go", "new\n")
	c.made(t)
	env := []string{"BRANCH=main", "OWN_BRANCH=regenerate/own", "TITLE=a title"}

	out, err := c.run(t, "regenerate-commit", append(env, "GH_FORBIDS=1")...)
	require.Error(t, err)
	assert.Contains(t, out, "Allow workflows to create them")

	out, err = c.run(t, "regenerate-commit", env...)
	require.NoError(t, err, out)
	assert.Contains(t, out, "pr create --base main --head regenerate/own --title a title --body-file made/regenerate.md")
	assert.Contains(t, out, "workflow run check.yml --ref regenerate/own")
	assert.Contains(t, out, "isCrossRepository | not", "a fork's branch may have the same name")
	first := c.refs(t)

	c.write(t, "gen/api/client.gen.go", "newer\n")
	c.made(t)
	out, err = c.run(t, "regenerate-commit", append(env, "GH_OPEN=7")...)
	require.NoError(t, err, out)
	assert.NotContains(t, out, "pr create")
	assert.Contains(t, out, "api --silent --method PATCH repos/{owner}/{repo}/pulls/7 -f title=a title -F body=@made/regenerate.md")
	assert.NotEqual(t, first, c.refs(t))

	require.NoError(t, os.Remove(filepath.Join(c.dir, "made", "regenerate.patch")))
	out, err = c.run(t, "regenerate-commit", append(env, "GH_OPEN=7")...)
	require.NoError(t, err, out)
	assert.Contains(t, out, "pr close 7 --delete-branch --comment Nothing is left to change here: **What is to be done.**")

	git(t, c.dir, "fetch", "--quiet", "origin", "regenerate/own")
	git(t, c.dir, "checkout", "--quiet", "FETCH_HEAD")
	c.write(t, "specs.yaml", "a person's work\n")
	commit(t, c.dir)
	git(t, c.dir, "push", "--quiet", "origin", "HEAD:refs/heads/regenerate/own")
	theirs := c.refs(t)
	out, err = c.run(t, "regenerate-commit", append(env, "GH_OPEN=7")...)
	require.NoError(t, err, out)
	assert.NotContains(t, out, "pr close", "somebody works on it")
	git(t, c.dir, "checkout", "--quiet", "main")
	c.write(t, "gen/api/client.gen.go", "newest\n")
	c.made(t)
	out, err = c.run(t, "regenerate-commit", append(env, "GH_OPEN=7")...)
	require.NoError(t, err, out)
	assert.Contains(t, out, "`regenerate/own` was left alone")
	assert.Equal(t, theirs, c.refs(t))
}

func TestWithoutAPageOfTheOtherJobNothingIsClosed(t *testing.T) {
	t.Parallel()
	c := newCommitting(t)
	require.NoError(t, os.Remove(filepath.Join(c.dir, "made", "regenerate.md")))
	out, err := c.run(t, "regenerate-commit", "BRANCH=main", "GH_OPEN=7")
	require.NoError(t, err, out)
	assert.Contains(t, out, "did not finish")
	assert.NotContains(t, out, "pr ")
}

func TestAReleaseOfAPrereleaseIsMarkedAndATagIsNeverRun(t *testing.T) {
	t.Parallel()
	c := newCommitting(t)
	for version, marked := range map[string]bool{"v0.2.0": false, "v0.2.0-rc.1": true, `v1";touch${IFS}run;"$(touch${IFS}run)`: false} {
		out, err := c.run(t, "release-publish", "VERSION="+version)
		require.NoError(t, err, out)
		assert.Contains(t, out, "release create "+version+" --title "+version+" --verify-tag --notes-file made/release-notes.md ")
		assert.Equal(t, marked, strings.Contains(out, "release-notes.md --prerelease release.tar.gz made/sbom.spdx.json"), out)
		assert.NoFileExists(t, filepath.Join(c.dir, "run"))
	}
}
