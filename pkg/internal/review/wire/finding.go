// Package wire compares two versions of a vendor's specification and says of
// each difference what it means for what is sent and received.
//
// Three sources speak: oasdiff for what clients and servers owe each other, the
// rules of this package for what oasdiff does not report, and a fallback. The
// fallback calls a difference breaking when neither knows it, so that nothing
// that changes goes unnoticed.
package wire

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says what a difference means for programs that use the client.
type Severity int

const (
	// Note is for readers: a text, an example, a name in Go. The wire is the same.
	Note Severity = iota
	// Compatible changes the wire, and programs written for the older version
	// go on working.
	Compatible
	// Breaking means that programs written for the older version may fail.
	Breaking
)

func (s Severity) String() string { return [...]string{"note", "compatible", "breaking"}[s] }

// Finding is one difference.
type Finding struct {
	Vendor   string
	Severity Severity
	// Where is the operation or the schema, such as "createOrder request".
	Where string
	// What says what changed, in one line.
	What string
	// Keyword is the OpenAPI keyword that changed ("x-repeat"), or the id of
	// the rule of oasdiff.
	Keyword string
	// Operations are the ids of the operations that are concerned.
	Operations []string
}

func (f Finding) String() string {
	return fmt.Sprintf("%-10s %s: %s: %s", f.Severity, f.Vendor, f.Where, f.What)
}

// Findings are the differences of one or several specifications.
type Findings []Finding

// Verdict is "breaking", "compatible" or "none": the worst of the findings.
// Notes do not count.
func (all Findings) Verdict() string {
	worst := Note
	for _, f := range all {
		worst = max(worst, f.Severity)
	}
	if worst == Note {
		return "none"
	}
	return worst.String()
}

// Of are the findings about one keyword.
func (all Findings) Of(keyword string) Findings {
	var some Findings
	for _, f := range all {
		if f.Keyword == keyword {
			some = append(some, f)
		}
	}
	return some
}

// group makes one finding of those that say the same of the same part of several
// operations: a parameter that many have in common changes in one line.
func (all Findings) group() Findings {
	places := map[string]int{}
	var grouped Findings
	for _, f := range all {
		part, own := "", len(f.Operations) == 1
		if own {
			part, own = strings.CutPrefix(f.Where, f.Operations[0]+" ")
		}
		if !own {
			grouped = append(grouped, f)
			continue
		}
		key := f.Severity.String() + part + ": " + f.What
		i, there := places[key]
		if !there {
			places[key] = len(grouped)
			grouped = append(grouped, f)
			continue
		}
		g := &grouped[i]
		if !slices.Contains(g.Operations, f.Operations[0]) {
			g.Operations = append(g.Operations, f.Operations[0])
			g.Where = several(g.Operations) + " " + part
		}
	}
	return grouped
}

// sort puts the worst first.
func (all Findings) sort() Findings {
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), strings.Compare(a.Vendor, b.Vendor),
			strings.Compare(a.Where, b.Where), strings.Compare(a.What, b.What))
	})
	return slices.CompactFunc(all, func(a, b Finding) bool { return a.String() == b.String() })
}
