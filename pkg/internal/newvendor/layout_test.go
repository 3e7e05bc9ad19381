//go:build !race

// Nothing in it is concurrent, and it compiles the module anew, which takes minutes
// beside the race detector: `make test-vendor` runs it without.

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// copied is a copy of the module in a folder of its own, with git.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	for _, name := range []string{".github", "cassettes", "gen", "pkg", "specs", "go.mod", "go.sum", "tools.go", "Makefile", "README.md", ".gitignore"} {
		from := filepath.Join(root, name)
		require.NoError(t, filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() && entry.Name() == "node_modules" {
				return filepath.SkipDir
			}
			at, err := filepath.Rel(root, path)
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(at)), 0o750); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, at), text, 0o600)
		}))
	}
	within(t, dir, "git", "init", "--quiet")
	return dir
}

// within runs a program that must succeed, without a network.
func within(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOSUMDB=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s %s: %s", name, strings.Join(args, " "), out)
	return string(out)
}

// textOf is the text of a file.
func textOf(t *testing.T, dir, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, file))
	require.NoError(t, err)
	return string(text)
}

// sends holds the laid-out vendor to what its operations send: no recording accepts a
// change of it.
func sends(t *testing.T, dir, name, old, changed string) {
	t.Helper()
	spec, golden := filepath.Join(dir, "specs", name+".yaml"), "pkg/"+name+"/testdata/wire.golden"
	before := textOf(t, dir, golden)
	require.NotContains(t, before, "is not sent")
	written := textOf(t, dir, "specs/"+name+".yaml")
	require.Contains(t, written, old)
	require.NoError(t, os.WriteFile(spec, []byte(strings.Replace(written, old, changed, 1)), 0o600))
	within(t, dir, "sh", ".github/scripts/generate.sh")
	within(t, dir, "go", "run", "./pkg/internal/contract/record", name, "compose")
	within(t, dir, "go", "test", "./pkg/"+name, "-run", "Contract")
	require.Equal(t, before, textOf(t, dir, golden))
	cmd := exec.CommandContext(t.Context(), "go", "test", "./pkg/"+name)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "what is sent is not what was sent")
	require.Equal(t, 1, strings.Count(string(out), "--- FAIL: "), string(out))
	within(t, dir, "go", "test", "./pkg/"+name, "-run", "OnTheWire", "-update")
	require.Contains(t, textOf(t, dir, golden), changed)
	within(t, dir, "go", "test", "./pkg/"+name)
}

// The specification is written before, as it would be where the vendor publishes none.
func TestANewVendorBuildsVerifiesAndPassesWhatEveryVendorIsHeldTo(t *testing.T) {
	dir := copied(t)
	made, err := rendered("spec.yaml.tmpl", map[string]any{"Name": "acme", "Title": "Acme"})
	require.NoError(t, err)
	written := strings.Replace(made, "scheme: bearer", "scheme: Token", 1)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "specs/acme.yaml"), []byte(written), 0o600))
	out := within(t, dir, "go", "run", "./pkg/internal/newvendor", "acme")
	require.Contains(t, out, "What to write next:")
	for file, want := range map[string]string{
		"specs/acme.yaml":         written,
		"pkg/acme/credentials.go": "Token",
		"cassettes/README.md":     "| vendor | tapes |\n|---|---|\n| acme | composed |\n",
		// Once called with nothing and once with everything, which is the same here.
		"pkg/acme/testdata/wire.golden": strings.Repeat("GET /events\nAccept: application/json\nAuthorization: Token example-access-token\n\n", 2),
	} {
		require.Contains(t, textOf(t, dir, file), want, file)
	}
	// One with credentials of every kind, each of which its own tests call its fake with.
	out = within(t, dir, "go", "run", "./pkg/internal/newvendor", "keyring", "pkg/internal/newvendor/testdata/credentials.yaml")
	require.NotContains(t, out, "Left to be written by hand")
	within(t, dir, "go", "vet", "./specs", "./pkg/acme/...", "./pkg/keyring/...", "./pkg/internal/demo", "./pkg/internal/trust")
	within(t, dir, "go", "test", "./specs", "./pkg/acme/...", "./pkg/keyring/...", "./pkg/internal/demo", "./pkg/vendortest/cmd/vendors")
	tests := within(t, dir, "go", "test", "-v", "-run", "AuthenticatesACall", "./pkg/keyring")
	for _, credential := range []string{
		"Header", "Query", "Cookie", "Account", "Token", "Oauth", "ClientCredentials", "User", "Authorization",
		"BasicAndQuery", "HeaderAndQuery", "HeaderAndOauth", "HeaderAndOauthByClientCredentials", "HeaderAndOauthByUser", "HeaderAndOauthByAuthorization", "Anonymous",
	} {
		require.Contains(t, tests, "--- PASS: Test"+credential+"AuthenticatesACall")
	}
	within(t, dir, "go", "test", "./pkg", "-run", "Vendor|Specification|Documented|GoDoc|Imports")
	within(t, dir, "go", "test", "./pkg/internal/contract", "-run", "README")
	require.NotContains(t, textOf(t, dir, "pkg/keyring/testdata/wire.golden"), "is not sent")
	sends(t, dir, "acme", "/events", "/occasions")
}
