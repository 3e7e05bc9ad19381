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

// title is the name of the case and its tape.
func (c call) title() string { return strings.TrimSuffix(c.Operation+"."+c.Name, ".") }
