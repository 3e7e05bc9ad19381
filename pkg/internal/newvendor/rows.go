package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

// rows are the lines that files of all vendors have for each.
func (l *layout) rows() {
	l.edit("specs/specs.go", func(text string) (string, error) {
		before, rest, found := strings.Cut(text, "return []Document{\n")
		inside, after, closed := strings.Cut(rest, "\t}\n")
		if !found || !closed {
			return "", errors.New("the list of All is not where it was")
		}
		all := append(strings.Split(strings.TrimRight(inside, "\n"), "\n"), "\t\t"+l.client.goName+",")
		slices.SortFunc(all, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
		return before + "return []Document{\n" + strings.Join(all, "\n") + "\n\t}\n" + after, nil
	})
	l.edit("cassettes/README.md", func(text string) (string, error) {
		const heading = "| vendor | tapes |\n|---|---|\n"
		head, tail, _ := strings.Cut(text, heading)
		tail, err := withRow(tail, regexp.MustCompile(`(?m)^\| ([a-z0-9]+) \| [a-z ]+ \|\n`), l.name, fmt.Sprintf("| %s | composed |\n", l.name))
		told := map[string]bool{}
		for _, c := range l.credentials {
			for _, p := range c.Parts {
				for _, v := range p.Variables() {
					if err != nil {
						return "", err
					}
					if !told[v[0]] {
						told[v[0]] = true
						row := fmt.Sprintf("| `BOXOFFICE_%s` | %s |\n", v[0], v[1])
						tail, err = withRow(tail, regexp.MustCompile("(?m)^\\| `BOXOFFICE_([A-Z]+)_.*\\|\n"), strings.ToUpper(l.name), row)
					}
				}
			}
		}
		return head + heading + tail, err
	})
}

// readmeRow is the vendor's in the table of the README. It is made when the tapes
// are there to be counted.
func (l *layout) readmeRow() {
	operations, covered, all := map[string]bool{}, 0, 0
	golden, err := os.ReadFile("cassettes/" + l.name + "/coverage.golden")
	if err != nil && l.err == nil {
		l.err = err
	}
	for line := range strings.Lines(string(golden)) {
		operations[strings.Fields(line)[0]] = true
		all++
		if strings.HasSuffix(strings.TrimSpace(line), ": covered") {
			covered++
		}
	}
	var credentials []string
	for _, c := range l.credentials {
		credentials = append(credentials, "`"+c.Go+"`")
	}
	row := fmt.Sprintf("| %s | `pkg/%s` | %d | %d of %d | %s |\n", l.client.title, l.name, len(operations), covered, all, strings.Join(credentials, ", "))
	l.edit("README.md", func(text string) (string, error) {
		return withRow(text, regexp.MustCompile("(?m)^\\| [^|]+ \\| `pkg/([a-z0-9]+)` \\| .*\\|\n"), l.name, row)
	})
}

// withRow is a text with a row in the alphabetical place of a table.
func withRow(text string, rows *regexp.Regexp, name, row string) (string, error) {
	found := rows.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return "", errors.New("the table of vendors is not where it was")
	}
	at := found[len(found)-1][1]
	for _, f := range found {
		if text[f[2]:f[3]] > name {
			at = f[0]
			break
		}
	}
	return text[:at] + row + text[at:], nil
}

// goldens records the tapes and writes the lists that tests hold.
func (l *layout) goldens() {
	l.record()
	l.wire()
	l.readmeRow()
	l.command("go", "test", "./specs", "-run", "TestWhatMayBeRepeatedIsWhatWasReviewed|TestDefaultsAreTheOnes", "-update")
	l.command("go", "test", "./pkg", "-run", "TestPackagesImportEachOther|TestGoDocOfEveryClient", "-update")
	l.touched = append(l.touched, "specs/repeat.golden", "specs/testdata/defaults.golden", "pkg/imports.golden")
}

// report says what was made and what is to be written next.
func (l *layout) report(notes []note) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nLaid out: specs/%s.yaml, gen/%sapi, pkg/%s with its fake, example, contract tests and %d tapes, what each operation sends\n(testdata/wire.golden), a visit in the demo, and its\nentries in the trust tests. Files of all vendors that got a line: %s.\n\n",
		l.client.title, l.name, l.name, l.name, len(l.cases), strings.Join(l.touched, ", "))
	b.WriteString("What to write next:\n\n")
	steps := []string{
		"specs/" + l.name + ".yaml: the decisions below if there are any, then what is marked \"proposed\" or made up; `make generate` after each change.",
		"`go test ./specs`: the house rules that the specification does not keep yet.",
		"pkg/" + l.name + "/credentials.go: the credentials in the vendor's words, and how a token is obtained and renewed where the vendor has a login (pkg/token, pkg/oauth).",
		"pkg/" + l.name + "/contract_cases_test.go: what the answers mean; `make record VENDOR=" + l.name + " MODE=compose` makes the tapes anew.",
		"pkg/" + l.name + "/testdata/wire.golden: compare what each operation sends with the vendor's documents. No recording changes the file. After a change that is intended: `go test ./pkg/" + l.name + " -run OnTheWire -update`. The header of a client's own option, a list, a required parameter: a literal request in wire_test.go.",
		"pkg/" + l.name + "/" + l.name + "test: what the fake remembers.",
		"`git add -A && make check check-more`.",
	}
	for i, step := range steps {
		fmt.Fprintf(&b, "%d. %s\n", i+1, step)
	}
	if len(l.left) > 0 {
		fmt.Fprintf(&b, "\nLeft to be written by hand (%d):\n\n", len(l.left))
		for _, what := range l.left {
			fmt.Fprintf(&b, "- %s\n", what)
		}
	}
	if len(notes) > 0 {
		fmt.Fprintf(&b, "\nDecisions in the order of specs/%s.yaml (%d):\n\n", l.name, len(notes))
		for _, n := range notes {
			fmt.Fprintf(&b, "- %s\n", n)
		}
	}
	return b.String()
}
