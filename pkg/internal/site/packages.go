package main

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/packages"

	"github.com/boxoffice-go/boxoffice/specs"
)

const module = "github.com/boxoffice-go/boxoffice"

// loaded are the module's packages by path, type-checked, with those that they
// import.
type loaded map[string]*packages.Package

// load reads the packages with the given paths below the module.
func load(paths ...string) (loaded, error) {
	var patterns []string
	for _, path := range paths {
		patterns = append(patterns, module+"/"+path)
	}
	found, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo |
			packages.NeedImports | packages.NeedDeps,
	}, patterns...)
	if err != nil {
		return nil, err
	}
	all := loaded{}
	for p := range packages.Postorder(found) {
		for _, problem := range p.Errors {
			return nil, fmt.Errorf("package %s: %w", p.PkgPath, problem)
		}
		all[p.PkgPath] = p
	}
	return all, nil
}

// Import makes loaded a [types.Importer].
func (l loaded) Import(path string) (*types.Package, error) {
	if p := l[path]; p != nil {
		return p.Types, nil
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return nil, fmt.Errorf("package %s is not loaded", path)
}

// lookup is an exported object of the module's package at path, nil when there
// is none.
func (l loaded) lookup(path, name string) types.Object {
	p := l[module+"/"+path]
	if p == nil {
		return nil
	}
	return p.Types.Scope().Lookup(name)
}

// loadVendors reads what the Go calls are made of and for.
func loadVendors() (loaded, error) {
	paths := []string{"pkg/boxoffice"}
	for _, source := range specs.All() {
		paths = append(paths, "pkg/"+source.Name)
	}
	return load(paths...)
}
