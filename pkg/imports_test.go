package pkg_test

// Two promises about who imports what: the packages point at each other as the
// design says, and a program that imports this module gets no other one.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
)

const module = "github.com/boxoffice-go/boxoffice"

// listed is what `go list` says of a package.
type listed struct {
	ImportPath, Name string
	Imports          []string
}

// packages are all packages of this module, without their tests.
func packages(t *testing.T) []listed {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(goCommand(t, "..", "list", "-json=ImportPath,Name,Imports", "./...")))
	var all []listed
	for {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err)
		all = append(all, p)
	}
}

func ours(path string) (string, bool) { return strings.CutPrefix(path, module+"/") }

func TestPackagesImportEachOtherAsDesigned(t *testing.T) {
	var b strings.Builder
	for _, p := range packages(t) {
		name, _ := ours(p.ImportPath)
		if p.Name == "main" {
			continue // a program may import anything
		}
		for _, path := range p.Imports {
			if imported, ok := ours(path); ok {
				fmt.Fprintf(&b, "%s -> %s\n", name, imported)
			}
		}
	}
	const golden = "imports.golden"
	if contract.Updating() {
		require.NoError(t, os.WriteFile(golden, []byte(b.String()), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, strings.ReplaceAll(string(want), "\r\n", "\n"), b.String(),
		"an import has come or gone; if the design has changed, run the test with -update")
}

// What the golden file may never be updated to.
func TestImportsPointDownOnly(t *testing.T) {
	vendors, fakes := map[string]bool{}, map[string]string{}
	all := packages(t)
	for _, p := range all {
		if name, ok := ours(p.ImportPath); ok && strings.HasPrefix(name, "gen/") {
			vendor := strings.TrimSuffix(strings.TrimPrefix(name, "gen/"), "api")
			vendors["pkg/"+vendor] = true
			fakes["pkg/"+vendor+"/"+vendor+"test"] = name
		}
	}
	for _, p := range all {
		name, _ := ours(p.ImportPath)
		for _, path := range p.Imports {
			imported, ok := ours(path)
			if !ok {
				continue
			}
			switch {
			case strings.HasPrefix(name, "gen/"):
				assert.Contains(t, []string{"pkg/rest", "pkg/boxoffice"}, imported, "%s: a generated client knows nothing of the rest", name)
			case vendors[name]:
				assert.False(t, vendors[imported] || fakes[imported] != "", "%s imports %s: no vendor imports another, nor a fake", name, imported)
				if strings.HasPrefix(imported, "gen/") {
					assert.Equal(t, "gen/"+strings.TrimPrefix(name, "pkg/")+"api", imported, "%s: its own operations only", name)
				}
			case fakes[name] != "":
				assert.Contains(t, []string{fakes[name], "pkg/vendortest"}, imported, "%s: a fake stands on its own vendor's types and the neutral core", name)
			case importable(p):
				assert.False(t, vendors[imported] || fakes[imported] != "", "%s imports %s: what is shared knows no vendor", name, imported)
				if name != "specs" {
					assert.False(t, imported == "specs" || strings.HasPrefix(imported, "gen/"), "%s imports %s: specs alone has all vendors", name, imported)
				}
			}
			if importable(p) && strings.HasPrefix(imported, "pkg/internal/") {
				assert.Contains(t, []string{"pkg/internal/backoff", "pkg/internal/decimal", "pkg/internal/redact", "pkg/internal/retryafter", "pkg/internal/safe", "pkg/internal/scheme", "pkg/internal/settings"}, imported, "%s: the other internal packages are for tests", name)
			}
		}
	}
}

// importable are the packages that programs can import.
func importable(p listed) bool {
	return p.Name != "main" && !strings.Contains(p.ImportPath+"/", "/internal/") && !strings.HasSuffix(p.Name, "_test") && p.ImportPath != module
}

func TestAProgramThatImportsTheModuleGetsNoOtherOne(t *testing.T) {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	var source strings.Builder
	source.WriteString("package main\n\nimport (\n")
	for _, p := range packages(t) {
		if name, _ := ours(p.ImportPath); importable(p) && name != "pkg" {
			fmt.Fprintf(&source, "\t_ %q\n", p.ImportPath)
		}
	}
	source.WriteString(")\n\nfunc main() {}\n")

	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("main.go", source.String())
	write("go.mod", "module consumer\n\ngo 1.25.0\n\nrequire "+module+" v0.0.0\n\nreplace "+module+" => "+filepath.ToSlash(root)+"\n")

	goCommand(t, dir, "mod", "tidy")
	// Tidying lists the checksums of what our tests use. A build needs none.
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "go.sum")))
	goCommand(t, dir, slices.Concat([]string{"build", "-o", os.DevNull}, race.BuildFlags(), []string{"."})...)

	var tidied struct{ Require []struct{ Path string } }
	require.NoError(t, json.Unmarshal([]byte(goCommand(t, dir, "mod", "edit", "-json")), &tidied))
	require.Len(t, tidied.Require, 1)
	require.Equal(t, module, tidied.Require[0].Path)

	modules := map[string]bool{}
	for line := range strings.Lines(goCommand(t, dir, "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")) {
		if path := strings.TrimSpace(line); path != "" {
			modules[path] = true
		}
	}
	require.Equal(t, []string{"consumer", module}, slices.Sorted(maps.Keys(modules)))
}

// goCommand is the output of a go command that must succeed, without a network.
func goCommand(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOSUMDB=off", "GOWORK=off", "GOFLAGS=")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "go %s: %s", strings.Join(args, " "), stderr.String())
	return string(out)
}
