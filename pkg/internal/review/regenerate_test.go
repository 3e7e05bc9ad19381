package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
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
	t.Run("the generator does not compile", func(t *testing.T) {
		replace(t, dir, "pkg/internal/generate/main.go", "package main\n", "package main\n\nvar _ = noSuchName\n")
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "**The generator does not compile.**")
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
	t.Run("a specification is gone", func(t *testing.T) {
		require.NoError(t, os.Remove(filepath.Join(dir, "specs", "hlconnect.yaml")))
		out, err := makes(t, dir, "regenerate")
		require.Error(t, err)
		assert.Contains(t, out, "**The adapters do not fit what is generated.**")
		assert.NotContains(t, out, "is not tidy")
		git(t, dir, "checkout", "--quiet", "--", ".")
	})
	t.Run("go.mod is not tidy", func(t *testing.T) {
		replace(t, dir, "go.mod", "require (\n", "require (\n\tgolang.org/x/mod v0.41.0\n")
		out, err := makes(t, dir, "regenerate", "GOFLAGS=-mod=mod")
		require.Error(t, err)
		assert.Contains(t, out, "**`go.mod` or `go.sum` is not tidy.** Run `go mod tidy` and commit.")
		git(t, dir, "checkout", "--quiet", "--", ".")
	})
	t.Run("what is generated cannot be put in its place", func(t *testing.T) {
		bin := t.TempDir()
		mv, err := exec.LookPath("mv")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(bin, "mv"), []byte("#!/bin/sh\ncase $1 in */gen) exit 1;; esac\nexec "+mv+` "$@"`), 0o700)) //nolint:gosec // a program
		out, err := makes(t, dir, "regenerate", "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
		require.Error(t, err)
		assert.Contains(t, out, "**The generation could not run.**")
		intact(t)
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

// Others publish a version that does not compile, or that something here does not compile
// with. Both are proposed, so that somebody can work on them.
func TestTheNewestVersionOfAnothersModule(t *testing.T) {
	dir := clone(t)
	const kin, oapi = "github.com/getkin/kin-openapi", "github.com/oapi-codegen/oapi-codegen/v2"
	taken := func(module string, env ...string) (said string) {
		t.Helper()
		outputs := filepath.Join(t.TempDir(), "outputs")
		out, err := makes(t, dir, "regenerate-newest", append(env, "MODULE="+module, "ON_CHANGE=commit", "GITHUB_OUTPUT="+outputs)...)
		require.NoError(t, err, out)
		text, err := os.ReadFile(outputs)
		require.NoError(t, err, out)
		assert.Equal(t, "changed=true\n", string(text))
		patch, err := os.ReadFile(filepath.Join(dir, "regenerate.patch"))
		require.NoError(t, err, out)
		assert.Contains(t, string(patch), "+\t"+module+" v", "the requirement is changed, so that there is something to work on")
		git(t, dir, "checkout", "--quiet", "--", ".")
		return out
	}

	out := taken(oapi, newest(t, dir, oapi, "v2.999.0", "pkg/codegen/utils.go", "package codegen\n", "package codegen\n\nvar _ int = \"\"\n")...)
	assert.Contains(t, out, "With the newest "+oapi+" v2.999.0:\n\n**The generator does not compile.**")
	assert.Empty(t, git(t, dir, "status", "--porcelain", "--", "gen"))

	replace(t, dir, "pkg/internal/site/answers.go", "\nfunc ", "\nvar _ openapi3.NoSuchName\n\nfunc ") // as if it had been renamed
	commit(t, dir)
	out = taken(kin, newest(t, dir, kin, "v0.999.0", "openapi3/openapi3.go", "package openapi3\n", "package openapi3 // changed\n")...)
	assert.Contains(t, out, "With the newest "+kin+" v0.999.0:\n\n**`pkg/internal/site` does not compile.**")
}

func gocmd(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := output(t.Context(), dir, "go", args...)
	require.NoError(t, err)
	return out
}

// newest is the environment of a module proxy with a version of a module, which is the
// one in use with a change in one file.
func newest(t *testing.T, dir, path, version, file, old, with string) []string {
	t.Helper()
	found := strings.Fields(gocmd(t, dir, "list", "-m", "-f", "{{.Dir}} {{.GoMod}}", path) + gocmd(t, dir, "env", "GOMODCACHE", "GOPROXY"))
	source, mod, cache, proxies := found[0], found[1], found[2], found[3]
	base := t.TempDir()
	tree, proxy := filepath.Join(base, "tree"), filepath.Join(base, "proxy")
	require.NoError(t, os.CopyFS(tree, os.DirFS(source)))
	require.NoError(t, filepath.WalkDir(tree, func(file string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(file, 0o700)
	}))
	replace(t, tree, file, old, with)
	at := filepath.Join(proxy, filepath.FromSlash(path), "@v")
	require.NoError(t, os.MkdirAll(at, 0o750))
	archive, err := os.Create(filepath.Join(at, version+".zip"))
	require.NoError(t, err)
	require.NoError(t, zip.CreateFromDir(archive, module.Version{Path: path, Version: version}, tree))
	require.NoError(t, archive.Close())
	text, err := os.ReadFile(mod)
	require.NoError(t, err)
	for name, text := range map[string]string{version + ".mod": string(text), version + ".info": `{"Version": "` + version + `", "Time": "2020-01-01T00:00:00Z"}`, "list": version + "\n"} {
		require.NoError(t, os.WriteFile(filepath.Join(at, name), []byte(text), 0o600))
	}
	return []string{
		"GOMODCACHE=" + filepath.Join(filepath.Dir(dir), "modules"), "GONOSUMDB=*", "GOFLAGS=-modcacherw",
		"GOPROXY=file://" + filepath.ToSlash(proxy) + ",file://" + filepath.ToSlash(cache) + "/cache/download," + proxies,
	}
}
