package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/apidiff"
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

// What a seed does to the generated package. The types are checked from the source,
// because compiling each would take minutes.
func TestEverySeedGetsItsVerdictInGo(t *testing.T) {
	t.Parallel()
	tools := t.TempDir()
	_, err := output(t.Context(), root, "go", "build", "-trimpath", "-o", tools, "./pkg/internal/speccheck/run", "./pkg/internal/generate")
	require.NoError(t, err)
	for _, vendor := range vendors {
		t.Run(vendor, func(t *testing.T) {
			t.Parallel()
			dir := workshop(t)
			file := filepath.Join(dir, "specs", vendor+".yaml")
			before := specification(t, vendor)
			imports := imported(t, vendor)
			old := source(t, dir, vendor, imports)
			for _, s := range inGo() {
				if s.vendor != vendor {
					continue
				}
				after, found := s.apply(before)
				require.True(t, found, s.name)
				require.NoError(t, os.WriteFile(file, []byte(after), 0o600))
				_, err := output(t.Context(), dir, filepath.Join(tools, "run"), "specs/"+vendor+".yaml")
				if s.goAPI == refused {
					assert.Error(t, err, s.name)
					continue
				}
				if !assert.NoError(t, err, s.name) {
					continue
				}
				_, err = output(t.Context(), dir, filepath.Join(tools, "generate"), "specs/"+vendor+".yaml", "gen/"+vendor+"api")
				require.NoError(t, err, s.name)
				now := source(t, dir, vendor, imports)
				changes := goapi.Differences(goapi.API{"gen": old}, goapi.API{"gen": now})
				assert.Equal(t, s.goAPI, goapi.Verdict(changes), "%s: %v", s.name, changes)
				asApidiffSays(t, s.name, old, now, changes)
			}
		})
	}
}

// inGo are the seeds that have a verdict in Go.
func inGo() []vendorSeed {
	var all []vendorSeed
	for _, s := range seeds {
		all = append(all, vendorSeed{s.name, s.vendor, s.wire, s.goAPI, one(s.after, s.old, s.new)})
	}
	return slices.DeleteFunc(append(all, vendorSeeds...), func(s vendorSeed) bool { return s.goAPI == "" })
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

// known imports packages that have been loaded before.
type known map[string]*types.Package

func (k known) Import(path string) (*types.Package, error) {
	if p := k[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s was not loaded", path)
}

// imported are the packages that the vendor's generated package imports.
func imported(t *testing.T, vendor string) known {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{
		Context: t.Context(), Dir: root, Mode: packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedName,
	}, "./gen/"+vendor+"api")
	require.NoError(t, err)
	imports := known{}
	packages.Visit(loaded, nil, func(p *packages.Package) { imports[p.PkgPath] = p.Types })
	return imports
}

// source is what the vendor's generated package exports.
func source(t *testing.T, dir, vendor string, imports known) goapi.Package {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "gen", vendor+"api", "*.go"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	set := token.NewFileSet()
	var parsed []*ast.File
	for _, file := range files {
		f, err := parser.ParseFile(set, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		parsed = append(parsed, f)
	}
	config := types.Config{Importer: imports, IgnoreFuncBodies: true}
	p, err := config.Check(vendor+"api", set, parsed, nil)
	require.NoError(t, err)
	return goapi.Package{Types: p, Deprecated: goapi.Deprecated(parsed)}
}

// asApidiffSays compares the verdict with that of apidiff, which judges the same types
// but neither the places of parameters nor comments.
func asApidiffSays(t *testing.T, name string, old, now goapi.Package, changes []goapi.Change) {
	t.Helper()
	var theirs []goapi.Change
	for _, c := range apidiff.Changes(old.Types, now.Types).Changes {
		theirs = append(theirs, goapi.Change{Package: "gen", Breaking: !c.Compatible, What: c.Message})
	}
	changes = slices.DeleteFunc(slices.Clone(changes), func(c goapi.Change) bool {
		return strings.HasSuffix(c.What, "deprecated") || strings.Contains(c.What, ": its parameters are (")
	})
	assert.Equal(t, goapi.Verdict(theirs), goapi.Verdict(changes), "%s: apidiff: %v, goapi: %v", name, theirs, changes)
}
