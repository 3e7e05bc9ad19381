// Package goapi compares what the packages of two copies of the module export.
//
// apidiff, the tool for this, does not see another type argument (Nullable[int64],
// iter.Seq2[Order, error]), other types in a declared constraint, two parameters that
// are swapped, nor what is in a type of an internal package, and it takes a wider
// constraint for a break. So each member is compared here, and apidiff is asked about
// those of which nothing is told. It is not asked when a type has moved with an alias
// where it was, because it takes each use of that type for a break. The tests compare
// the verdicts with those of apidiff.
package goapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Change is one difference of a package's exported API.
type Change struct {
	Package  string // within the module: "gen/musementapi"
	Breaking bool
	What     string
}

func (c Change) String() string {
	kind := "compatible"
	if c.Breaking {
		kind = "breaking"
	}
	return fmt.Sprintf("%-10s %s: %s", kind, c.Package, c.What)
}

// Verdict is "breaking", "compatible" or "none".
func Verdict(changes []Change) string {
	switch {
	case len(changes) == 0:
		return "none"
	case slices.ContainsFunc(changes, func(c Change) bool { return c.Breaking }):
		return "breaking"
	default:
		return "compatible"
	}
}

// API is what packages export, by their place in the module.
type API map[string]Package

// Package is what one package exports.
type Package struct {
	Types *types.Package
	// Module is the path of its module. What is internal there is looked into where
	// programs get it.
	Module string
	// Deprecated are the names whose comments say so: "Client.GetEvent".
	Deprecated map[string]bool
	// Fault is why there are no types: the package, or one that it imports, does not
	// compile.
	Fault error
}

// Compare compares the packages that programs can import: those that match the
// patterns, such as "./gen/...", and are neither internal nor programs, and those of
// the modules within pkg/. The directories are the roots of the two copies. Where
// packages do not compile, the others are compared, and the error quotes the compiler.
func Compare(ctx context.Context, before, after string, patterns ...string) ([]Change, error) {
	old, err := all(ctx, before, patterns)
	if err != nil {
		return nil, fmt.Errorf("the older version: %w", err)
	}
	now, err := all(ctx, after, patterns)
	if err != nil {
		return nil, fmt.Errorf("the newer version: %w", err)
	}
	return Differences(old, now), now.fault()
}

// fault is what does not compile, first where the mistakes are.
func (api API) fault() error {
	var mistakes, others []error
	for _, at := range slices.Sorted(maps.Keys(api)) {
		switch fault := api[at].Fault; {
		case errors.As(fault, new(packages.Error)):
			mistakes = append(mistakes, fault)
		case fault != nil:
			others = append(others, fault)
		}
	}
	return errors.Join(append(mistakes, others...)...)
}

func all(ctx context.Context, dir string, patterns []string) (API, error) {
	api := API{}
	if err := api.load(ctx, dir, "", patterns...); err != nil {
		return nil, err
	}
	err := filepath.WalkDir(filepath.Join(dir, "pkg"), func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == "internal" || d.Name() == "testdata":
			return filepath.SkipDir
		case d.Name() != "go.mod":
			return nil
		}
		at, err := filepath.Rel(dir, filepath.Dir(file))
		if err != nil {
			return err
		}
		return api.load(ctx, filepath.Dir(file), filepath.ToSlash(at), "./...")
	})
	return api, err
}

// Load reads the exported types of the packages of a copy of the module. A
// package that does not compile is an error that quotes the compiler.
func Load(ctx context.Context, dir string, patterns ...string) (API, error) {
	api := API{}
	err := api.load(ctx, dir, "", patterns...)
	return api, cmp.Or(err, api.fault())
}

// load reads a module that is at a place of the copy.
func (api API) load(ctx context.Context, dir, at string, patterns ...string) error {
	config := &packages.Config{
		Context: ctx,
		Dir:     dir,
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedModule,
		Env:     append(os.Environ(), "GOWORK=off"),
	}
	loaded, err := packages.Load(config, patterns...)
	if err != nil {
		return err
	}
	for _, p := range loaded {
		if p.Module == nil {
			continue // a pattern that matches nothing in this version
		}
		path := strings.TrimPrefix(at+strings.TrimPrefix(p.PkgPath, p.Module.Path), "/")
		if p.Name == "main" || len(p.GoFiles) == 0 || strings.Contains("/"+path+"/", "/internal/") {
			continue
		}
		if p.IllTyped {
			api[path] = Package{Fault: fault(path, p)}
			continue
		}
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			files = append(files, file)
		}
		api[path] = Package{Types: p.Types, Module: p.Module.Path, Deprecated: Deprecated(files)}
	}
	return nil
}

// fault quotes the compiler, or names the import that does not compile.
func fault(path string, p *packages.Package) error {
	if len(p.Errors) > 0 {
		first := p.Errors[0]
		first.Pos = strings.TrimPrefix(first.Pos, p.Module.Dir+string(filepath.Separator))
		return fmt.Errorf("%s does not compile: %w", path, first)
	}
	for _, name := range slices.Sorted(maps.Keys(p.Imports)) {
		if p.Imports[name].IllTyped {
			return fmt.Errorf("%s does not compile, because of %s", path, name[strings.LastIndex(name, "/")+1:])
		}
	}
	return fmt.Errorf("%s does not compile", path)
}
