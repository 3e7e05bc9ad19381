// Package goapi compares what the packages of two copies of the module export.
package goapi

import (
	"cmp"
	"context"
	"fmt"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/exp/apidiff"
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

// Compare compares the packages that programs can import: those that match the
// patterns, such as "./gen/...", and are neither internal nor programs. The
// directories are the roots of the two copies.
func Compare(ctx context.Context, before, after string, patterns ...string) ([]Change, error) {
	old, err := Load(ctx, before, patterns...)
	if err != nil {
		return nil, fmt.Errorf("the older version: %w", err)
	}
	now, err := Load(ctx, after, patterns...)
	if err != nil {
		return nil, fmt.Errorf("the newer version: %w", err)
	}
	return Differences(old, now), nil
}

// API holds the exported types of packages, by their place in the module.
type API map[string]*types.Package

// Differences compares two sets of packages. The breaking ones come first.
func Differences(old, now API) []Change {
	var all []Change
	for path, before := range old {
		after := now[path]
		if after == nil {
			all = append(all, Change{path, true, "the package is removed"})
			continue
		}
		for _, c := range apidiff.Changes(before, after).Changes {
			all = append(all, Change{path, !c.Compatible, c.Message})
		}
	}
	for path := range now {
		if old[path] == nil {
			all = append(all, Change{path, false, "the package is new"})
		}
	}
	slices.SortFunc(all, func(a, b Change) int {
		if a.Breaking != b.Breaking {
			if a.Breaking {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.What, b.What))
	})
	return all
}

// Load reads the exported types of the packages of a copy of the module. A
// package that does not compile is an error that quotes the compiler.
func Load(ctx context.Context, dir string, patterns ...string) (API, error) {
	config := &packages.Config{
		Context: ctx,
		Dir:     dir,
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedModule,
		Env:     append(os.Environ(), "GOWORK=off"),
	}
	loaded, err := packages.Load(config, patterns...)
	if err != nil {
		return nil, err
	}
	api := API{}
	for _, p := range loaded {
		if p.Module == nil {
			continue // a pattern that matches nothing in this version
		}
		path := strings.TrimPrefix(p.PkgPath, p.Module.Path+"/")
		if p.Name == "main" || len(p.GoFiles) == 0 || strings.Contains("/"+path+"/", "/internal/") {
			continue
		}
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("%s does not compile: %w", path, p.Errors[0])
		}
		api[path] = p.Types
	}
	return api, nil
}
