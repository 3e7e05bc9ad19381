package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/goapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

var vendors = []string{"hlconnect", "musement", "ticketing", "venuemanager"}

// root is the directory of the module around this one.
var root = filepath.Join("..", "..", "..")

func specification(t *testing.T, vendor string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "specs", vendor+".yaml"))
	require.NoError(t, err)
	return string(text)
}

func TestEverySeedGetsItsVerdictOnTheWire(t *testing.T) {
	perVendor := map[string]int{}
	for _, s := range seeds {
		t.Run(s.vendor+" "+s.name, func(t *testing.T) {
			perVendor[s.vendor]++
			before := specification(t, s.vendor)
			after, found := s.apply(before)
			require.True(t, found, "the specification has changed: the text that the seed replaces is not there")
			findings, err := wire.Compare(s.vendor, []byte(before), []byte(after))
			require.NoError(t, err)
			assert.Equal(t, s.wire, findings.Verdict(), "%v", findings)
			assert.Equal(t, s.repeat, len(meaning(findings.Of("x-repeat"))) > 0, "%v", findings)
			if s.name != "another comment" && s.name != "a default is written out" {
				assert.NotEmpty(t, findings, "at least a note")
			}
		})
	}
	assert.GreaterOrEqual(t, len(seeds), 45)
	assert.Len(t, perVendor, len(vendors), "seeds for every specification")
}

func TestASpecificationIsNoDifferentFromItself(t *testing.T) {
	for _, vendor := range vendors {
		text := []byte(specification(t, vendor))
		findings, err := wire.Compare(vendor, text, text)
		require.NoError(t, err)
		assert.Empty(t, findings, vendor)
	}
}

// The seeds that have a verdict in Go are generated as well; the types are
// checked from the source, because compiling each would take minutes.
func TestEverySeedGetsItsVerdictInGo(t *testing.T) {
	checked := 0
	for _, vendor := range vendors {
		dir := workshop(t)
		file := filepath.Join(dir, "specs", vendor+".yaml")
		before := specification(t, vendor)
		old, imports := exported(t, dir, vendor)
		for _, s := range seeds {
			if s.vendor != vendor || s.goAPI == "" {
				continue
			}
			after, found := s.apply(before)
			require.True(t, found, s.name)
			require.NoError(t, os.WriteFile(file, []byte(after), 0o600))
			generate(t, dir, vendor)
			changes := goapi.Differences(goapi.API{"gen": old}, goapi.API{"gen": source(t, dir, vendor, imports)})
			assert.Equal(t, s.goAPI, goapi.Verdict(changes), "%s: %v", s.name, changes)
			checked++
		}
	}
	assert.GreaterOrEqual(t, checked, 15)
}

// workshop is a copy of what is generated from and with.
func workshop(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"specs", "gen", "pkg"} {
		require.NoError(t, os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(root, part))))
	}
	for _, file := range []string{"go.mod", "go.sum", "tools.go"} {
		text, err := os.ReadFile(filepath.Join(root, file))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, file), text, 0o600))
	}
	return dir
}

func generate(t *testing.T, dir, vendor string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "run", "./pkg/internal/generate", "specs/"+vendor+".yaml", "gen/"+vendor+"api")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-trimpath") // the generator is built once, in whatever directory
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}

// known imports packages that have been loaded before.
type known map[string]*types.Package

func (k known) Import(path string) (*types.Package, error) {
	if p := k[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s was not loaded", path)
}

// exported are the types of the vendor's package as it is committed, and what
// it imports.
func exported(t *testing.T, dir, vendor string) (*types.Package, known) {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{
		Context: t.Context(), Dir: root, Mode: packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedName,
	}, "./gen/"+vendor+"api")
	require.NoError(t, err)
	imports := known{}
	packages.Visit(loaded, nil, func(p *packages.Package) { imports[p.PkgPath] = p.Types })
	return source(t, dir, vendor, imports), imports
}

// source checks the types of the vendor's generated package.
func source(t *testing.T, dir, vendor string, imports known) *types.Package {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "gen", vendor+"api", "*.go"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	set := token.NewFileSet()
	var parsed []*ast.File
	for _, file := range files {
		f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		parsed = append(parsed, f)
	}
	config := types.Config{Importer: imports, IgnoreFuncBodies: true}
	p, err := config.Check(vendor+"api", set, parsed, nil)
	require.NoError(t, err)
	return p
}
