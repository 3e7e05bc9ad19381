package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// loadOnce is loadVendors for tests, which only read what it loads.
var loadOnce = sync.OnceValues(loadVendors)

// callersOf are the callers of all vendors, with the calls of their operations.
func callersOf(t *testing.T) map[*caller][]goCall {
	t.Helper()
	t.Chdir("../../..")
	packages, err := loadOnce()
	require.NoError(t, err)
	all := map[*caller][]goCall{}
	for _, source := range specs.All() {
		doc, err := oas.Load(source)
		require.NoError(t, err)
		c, err := newCaller(source.Name, packages, nil)
		require.NoError(t, err)
		for _, op := range doc.Operations() {
			call, err := c.call(op)
			require.NoError(t, err)
			all[c] = append(all[c], call)
		}
		require.NotEmpty(t, all[c])
	}
	return all
}

// The pages are only written when their calls pass a type check of go/types;
// here the go command itself builds and vets them, in a folder of the module, each
// in a file with the imports that its page names.
func TestEveryOperationsGoCallIsBuiltAndVettedByTheGoCommand(t *testing.T) {
	dir := t.TempDir()
	replace := map[string]string{}
	for c, calls := range callersOf(t) {
		for _, call := range calls {
			name := "calls_" + c.vendor + "_" + call.Method + "_.go" // the last _ keeps an end like _test from meaning something
			file := filepath.Join(dir, name)
			require.NoError(t, os.WriteFile(file, []byte(c.source(call)), 0o600))
			place, err := filepath.Abs(filepath.Join("pkg", "internal", name))
			require.NoError(t, err)
			replace[place] = file
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	overlay := filepath.Join(dir, "overlay.json")
	require.NoError(t, os.WriteFile(overlay, text, 0o600))
	for _, command := range []string{"build", "vet"} {
		out, err := exec.CommandContext(t.Context(), "go", command, "-overlay", overlay, "./pkg/internal").CombinedOutput()
		require.NoError(t, err, "go %s: %s", command, out)
	}
}

func TestACallThatDoesNotCompileIsAnErrorWithItsLine(t *testing.T) {
	for c, calls := range callersOf(t) {
		require.NoError(t, c.compile(calls))
		unused := calls[0]
		unused.imports = append(slices.Clone(unused.imports), module+"/specs")
		require.Error(t, c.compile([]goCall{unused}), "an import that the call does not need")
		for name, wrong := range map[string]string{
			"an argument of another type": "_, err := client." + calls[0].Method + "(ctx, 1, 2, 3, 4)\nif err != nil {\nreturn err\n}",
			"a method that is not there":  "client.Frobnicate(ctx)",
			"a variable that is not used": "answer := 1",
		} {
			broken := append([]goCall{{Method: "Broken", Statements: wrong, imports: []string{"context", c.client.Obj().Pkg().Path()}}}, calls...)
			require.ErrorContains(t, c.compile(broken), c.vendor+".Broken.go:", name)
		}
	}
}
