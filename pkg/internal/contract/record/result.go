package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// event is a line of go test -json.
type event struct{ Action, Test, Output string }

// result is what became of a recording.
type result struct {
	tests map[string]*outcome
	order []string
	other []string // what go test said of no test, such as an error of the compiler
}

type outcome struct {
	action string // pass, fail or skip
	said   []string
}

var cases = regexp.MustCompile(`^[^/]+/cases/(.+)$`)

// read reads the events of go test -json.
func read(from io.Reader) (*result, error) {
	r := &result{tests: map[string]*outcome{}}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			r.other = append(r.other, lines.Text())
			continue
		}
		r.take(e)
	}
	return r, lines.Err()
}

func (r *result) take(e event) {
	if e.Test == "" {
		if e.Action == "output" || e.Action == "build-output" {
			r.other = append(r.other, strings.TrimRight(e.Output, "\n"))
		}
		return
	}
	o := r.tests[e.Test]
	if o == nil {
		o = &outcome{}
		r.tests[e.Test] = o
		r.order = append(r.order, e.Test)
	}
	switch e.Action {
	case "pass", "fail", "skip":
		o.action = e.Action
	case "output":
		if line := strings.TrimRight(e.Output, "\n"); !framework(line) {
			o.said = append(o.said, where.ReplaceAllString(line, "    "))
		}
	}
}

// where is the place in the source that a line of a test begins with.
var where = regexp.MustCompile(`^\s*[a-z_]+\.go:[0-9]+: `)

// framework reports whether a line is go test's own.
func framework(line string) bool {
	text := strings.TrimSpace(line)
	return text == "" || strings.HasPrefix(text, "=== ") || strings.HasPrefix(text, "--- ")
}

var marks = map[string]string{"pass": "recorded", "skip": "left out", "fail": "NOT RECORDED"}

// print prints a line for each case with what it said, the gates that fail, and
// the sums.
func (r *result) print(to io.Writer) {
	sums := map[string]int{}
	for _, name := range r.order {
		o := r.tests[name]
		c := cases.FindStringSubmatch(name)
		switch {
		case c != nil:
			sums[o.action]++
			_, _ = fmt.Fprintf(to, "%s: %s\n", marks[o.action], c[1])
		case o.action == "fail" && len(o.said) > 0:
			_, _ = fmt.Fprintf(to, "FAILED: %s\n", name)
		default:
			continue
		}
		for _, line := range o.said {
			_, _ = fmt.Fprintln(to, line)
		}
	}
	if len(r.order) == 0 || slices.ContainsFunc(r.other, func(line string) bool { return strings.Contains(line, "panic:") }) {
		_, _ = fmt.Fprintln(to, strings.Join(r.other, "\n"))
	}
	_, _ = fmt.Fprintf(to, "%d recorded, %d left out, %d not recorded\n", sums["pass"], sums["skip"], sums["fail"])
}
