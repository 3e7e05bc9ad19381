// Package statustable compares what an adapter tells its caller, for every answer of a
// vendor, with the table in the adapter's package comment. It is for tests.
//
// A test calls [Table.Told] for every step and every answer; [Table.String] makes
// one line for each outcome of a step, with the statuses grouped into ranges.
// [Table.IsDocumented] compares these lines with the documentation, so that the
// documentation cannot drift from what the code does.
package statustable

import (
	"fmt"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// Answer is one answer of a vendor.
type Answer struct {
	// Kind says what is special about the answer: "" for a refusal as the vendor
	// words it, or words such as "no answer" or "HTML page".
	Kind string
	// Status is the answer's status, 0 when Kind says it all.
	Status int
}

// Refusals are all statuses from 400 to 599, as answers of a kind.
func Refusals(kind string) []Answer {
	var all []Answer
	for status := 400; status < 600; status++ {
		all = append(all, Answer{kind, status})
	}
	return all
}

// Table is what callers are told. The zero value is empty.
type Table struct {
	steps []string
	told  map[string]map[string][]Answer // by step and outcome
}

// Told adds what the caller of a step is told for an answer.
func (t *Table) Told(step string, answer Answer, told string) {
	if t.told == nil {
		t.told = map[string]map[string][]Answer{}
	}
	if t.told[step] == nil {
		t.told[step] = map[string][]Answer{}
		t.steps = append(t.steps, step)
	}
	t.told[step][told] = append(t.told[step][told], answer)
}

// String is one line for each outcome of each step, the steps in the order in
// which they were added and the outcomes of a step in alphabetical order.
func (t *Table) String() string {
	var b strings.Builder
	for _, step := range t.steps {
		fmt.Fprintf(&b, "%s\n", step)
		var outcomes []string
		width := 0
		for told := range t.told[step] {
			outcomes = append(outcomes, told)
			width = max(width, utf8.RuneCountInString(told))
		}
		slices.Sort(outcomes)
		for _, told := range outcomes {
			fmt.Fprintf(&b, "  %-*s  %s\n", width, told, grouped(t.told[step][told]))
		}
	}
	return b.String()
}

// grouped joins answers, with statuses that follow each other as a range.
func grouped(answers []Answer) string {
	var kinds []string
	statuses := map[string][]int{}
	for _, a := range answers {
		if !slices.Contains(kinds, a.Kind) {
			kinds = append(kinds, a.Kind)
		}
		if a.Status != 0 {
			statuses[a.Kind] = append(statuses[a.Kind], a.Status)
		}
	}
	var texts []string
	for _, kind := range kinds {
		texts = append(texts, strings.TrimSpace(kind+" "+ranges(statuses[kind])))
	}
	return strings.Join(texts, "; ")
}

func ranges(statuses []int) string {
	slices.Sort(statuses)
	var texts []string
	for i := 0; i < len(statuses); {
		last := i
		for last+1 < len(statuses) && statuses[last+1] == statuses[last]+1 {
			last++
		}
		text := strconv.Itoa(statuses[i])
		if last > i {
			text += "-" + strconv.Itoa(statuses[last])
		}
		texts = append(texts, text)
		i = last + 1
	}
	return strings.Join(texts, " ")
}

// IsDocumented compares the table with the indented block below a heading of the
// package comment in a file.
func (t *Table) IsDocumented(tb testing.TB, file, heading string) {
	tb.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil || parsed.Doc == nil {
		tb.Fatalf("%s has no package comment: %v", file, err)
	}
	_, section, found := strings.Cut(parsed.Doc.Text(), "\n# "+heading+"\n")
	if !found {
		tb.Fatalf("the package comment in %s has no heading %q; below it belongs:\n%s", file, heading, t)
	}
	section, _, _ = strings.Cut(section, "\n# ")
	var block strings.Builder
	for line := range strings.Lines(section) {
		if text, indented := strings.CutPrefix(line, "\t"); indented {
			block.WriteString(text)
		}
	}
	if block.String() != t.String() {
		tb.Errorf("the table below %q in %s is not what callers are told. It should be:\n%s", heading, file, t)
	}
}
