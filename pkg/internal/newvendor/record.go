package main

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
)

var notRecorded = regexp.MustCompile(`(?m)^NOT RECORDED: (\S+)$`)

// record makes the tapes. A case that does not pass is taken out and told: its
// example shows something that only the author can say.
func (l *layout) record() {
	if l.err != nil {
		return
	}
	out, _ := exec.Command("go", "run", "./pkg/internal/contract/record", l.name, "compose").CombinedOutput() //nolint:gosec,noctx // ended by hand
	failed := notRecorded.FindAllStringSubmatch(string(out), -1)
	if len(failed) == 0 {
		if _, err := os.Stat("cassettes/" + l.name + "/coverage.golden"); err != nil {
			l.command("go", "run", "./pkg/internal/contract/record", l.name, "compose")
		}
		return
	}
	for _, title := range failed {
		l.left = append(l.left, title[1]+": the answer that its example shows is not what is decoded; write the case by hand")
		l.cases = slices.DeleteFunc(l.cases, func(c call) bool { return c.title() == title[1] })
		if err := os.Remove("cassettes/" + l.name + "/" + title[1] + ".yaml"); err != nil && !os.IsNotExist(err) {
			l.err = err
		}
	}
	l.packages()
	l.command("go", "run", "./pkg/internal/contract/record", l.name, "compose")
}

var notSent = regexp.MustCompile(`(?m)^(\w+) is not sent$`)

// wire writes what each operation sends, which no recording changes.
func (l *layout) wire() {
	l.command("go", "test", "./pkg/"+l.name, "-run", "OnTheWire", "-update")
	if l.err != nil {
		return
	}
	golden, err := os.ReadFile("pkg/" + l.name + "/testdata/wire.golden")
	if err != nil {
		l.err = err
		return
	}
	times := map[string]int{}
	for _, found := range notSent.FindAllStringSubmatch(string(golden), -1) {
		if times[found[1]]++; times[found[1]] == 2 { // neither with nothing nor with everything
			l.left = append(l.left, found[1]+": what it sends is not in wire.golden, because its arguments could not be made up; write a literal request in wire_test.go")
		}
	}
}

// title is the name of the case and its tape.
func (c call) title() string { return strings.TrimSuffix(c.Operation+"."+c.Name, ".") }
