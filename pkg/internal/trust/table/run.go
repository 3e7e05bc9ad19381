package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// test is a top-level test that was run.
type test struct {
	pkg, name, result string
	output            []string
}

// logged is a line of t.Log that begins with a number: what a test counted.
var logged = regexp.MustCompile(`^\s+\w+\.go:\d+: (\d.*)$`)

// counted is the first such line.
func (t test) counted() string {
	for _, line := range t.output {
		if m := logged.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			return m[1]
		}
	}
	return ""
}

// modules are the folders of the modules that have scenarios.
var modules = []string{".", "pkg/token/redisstore"}

// run runs the scenarios' tests with the flags and returns them in the order in
// which they ended. It fails when a module has none, such as when nothing compiles.
func run(flags []string) ([]test, error) {
	var all []test
	for _, module := range modules {
		args := append([]string{"test", "-json", "-count=1", "-run", "^Test(S[0-9]|Trust|TheEngine)"}, flags...)
		command := exec.CommandContext(context.Background(), "go", append(args, "./...")...) //nolint:gosec // the flags are those of the Makefile
		var output bytes.Buffer
		command.Dir, command.Stdout, command.Stderr = module, &output, os.Stderr
		failed := command.Run()
		tests, err := read(&output)
		if err == nil && len(tests) == 0 {
			err = fmt.Errorf("no scenario ran in %s: %w", module, failed)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, tests...)
	}
	return all, nil
}

// read collects the tests from what go test -json writes.
func read(r io.Reader) ([]test, error) {
	type event struct{ Action, Package, Test, Output string }
	var ended []test
	running := map[string]*test{}
	for d := json.NewDecoder(r); ; {
		var e event
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			return ended, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading the output of go test: %w", err)
		}
		name, _, _ := strings.Cut(e.Test, "/")
		if name == "" {
			continue
		}
		key := e.Package + " " + name
		if running[key] == nil {
			running[key] = &test{pkg: e.Package, name: name}
		}
		t := running[key]
		switch {
		case e.Action == "output":
			t.output = append(t.output, e.Output)
		case e.Test == name && (e.Action == "pass" || e.Action == "fail" || e.Action == "skip"):
			t.result = e.Action
			ended = append(ended, *t)
		}
	}
}
