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
			return os.WriteFile(filepath.Join(dir, at), text, 0o600) //nolint:gosec // a copy in the test's own folder
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
	} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		require.NoError(t, err)
		require.Contains(t, string(text), want, file)
	}
	// One with credentials of every kind, each of which its own tests call its fake with.
	out = within(t, dir, "go", "run", "./pkg/internal/newvendor", "keyring", "pkg/internal/newvendor/testdata/credentials.yaml")
	require.NotContains(t, out, "Answers without a contract case")
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
}
