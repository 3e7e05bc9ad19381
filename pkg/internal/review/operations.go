package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

// operations says which operations come, go or change, those of which the same is to be
// said in one line. The second value has the findings that are in these lines.
func (v versions) operations(findings wire.Findings) ([]line, map[string]bool, error) {
	vendors, err := v.vendors()
	if err != nil {
		return nil, nil, err
	}
	var lines []line
	told := map[string]bool{}
	for _, vendor := range vendors {
		before, after, err := v.specifications(vendor)
		if err != nil {
			return nil, nil, err
		}
		added, removed, err := wire.Operations(before, after)
		if err != nil {
			return nil, nil, fmt.Errorf("specs/%s.yaml: %w", vendor, err)
		}
		apart := map[string]bool{}
		for _, o := range added {
			lines, apart[o.ID] = append(lines, line{fmt.Sprintf("added %s %s", vendor, o), 1}), true
		}
		for _, o := range removed {
			lines, apart[o.ID] = append(lines, line{fmt.Sprintf("removed %s %s", vendor, o), 1}), true
		}
		about := map[string]wire.Findings{}
		for _, f := range meaning(findings) {
			for _, operation := range f.Operations {
				if f.Vendor == vendor && !apart[operation] {
					about[operation] = append(about[operation], f)
				}
			}
		}
		for _, f := range meaning(findings) {
			if f.Vendor == vendor && len(f.Operations) > 0 {
				told[f.String()] = !slices.ContainsFunc(f.Operations, func(id string) bool { return !apart[id] && about[id][0].String() != f.String() })
			}
		}
		lines = append(lines, changed(vendor, about)...)
	}
	return lines, told, nil
}

// changed has a line for operations that are neither new nor gone, with the worst that
// is found about them.
func changed(vendor string, about map[string]wire.Findings) []line {
	same := map[string][]string{} // operations by what is said of them
	for _, operation := range slices.Sorted(maps.Keys(about)) {
		worst := about[operation][0]
		what := worst.What
		if place, own := strings.CutPrefix(worst.Where, operation+" "); own {
			what = place + ": " + what
		} else if !slices.Contains(worst.Operations, worst.Where) && len(worst.Operations) == 1 {
			what = worst.Where + ": " + what
		}
		text := about[operation].Verdict() + ": " + what
		if n := len(about[operation]) - 1; n > 0 {
			text += fmt.Sprintf(" (and %d more)", n)
		}
		same[text] = append(same[text], "`"+operation+"`")
	}
	var lines []line
	for _, text := range slices.SortedFunc(maps.Keys(same), func(a, b string) int { return cmp.Compare(same[a][0], same[b][0]) }) {
		lines = append(lines, line{fmt.Sprintf("changed %s %s: %s", vendor, several(same[text]), text), len(same[text])})
	}
	return lines
}
