package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

// operations says in one line each which operations come, go or change.
func (v versions) operations(findings wire.Findings) ([]string, error) {
	vendors, err := v.vendors()
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, vendor := range vendors {
		before, after, err := v.specifications(vendor)
		if err != nil {
			return nil, err
		}
		added, removed, err := wire.Operations(before, after)
		if err != nil {
			return nil, fmt.Errorf("specs/%s.yaml: %w", vendor, err)
		}
		apart := map[string]bool{}
		for _, o := range added {
			lines, apart[o.ID] = append(lines, fmt.Sprintf("added %s %s", vendor, o)), true
		}
		for _, o := range removed {
			lines, apart[o.ID] = append(lines, fmt.Sprintf("removed %s %s", vendor, o)), true
		}
		lines = append(lines, changed(vendor, findings, apart)...)
	}
	return lines, nil
}

// changed has a line for each operation that is neither new nor gone, with the
// worst that is found about it.
func changed(vendor string, findings wire.Findings, apart map[string]bool) []string {
	about := map[string]wire.Findings{}
	for _, f := range findings {
		if f.Vendor != vendor || f.Severity == wire.Note {
			continue
		}
		for _, operation := range f.Operations {
			if !apart[operation] {
				about[operation] = append(about[operation], f)
			}
		}
	}
	var lines []string
	for _, operation := range slices.Sorted(maps.Keys(about)) {
		line := fmt.Sprintf("changed %s `%s`: %s: %s", vendor, operation, about[operation].Verdict(), about[operation][0].What)
		if n := len(about[operation]) - 1; n > 0 {
			line += fmt.Sprintf(" (and %d more)", n)
		}
		lines = append(lines, line)
	}
	return lines
}
