package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// untaped are the documented answers without a tape, as the coverage report
// prints them: "musement getEvent 200 application/json".
func (v versions) untaped(ctx context.Context) ([]string, error) {
	report, err := output(ctx, v.after, "go", "run", "./pkg/internal/contract/cover")
	if err != nil {
		return nil, err
	}
	return uncovered(report), nil
}

func uncovered(report string) []string {
	var missing []string
	vendor, operation := "", ""
	for line := range strings.Lines(report) {
		words := strings.Fields(line)
		switch {
		case len(words) == 1 && !strings.HasPrefix(line, " "):
			vendor = words[0]
		case len(words) == 0 || !strings.HasPrefix(line, " "):
		default:
			if len(line)-len(strings.TrimLeft(line, " ")) == 2 {
				operation, words = words[0], words[1:]
			}
			if words[len(words)-1] == "-" {
				missing = append(missing, strings.Join(append([]string{vendor, operation}, words[:len(words)-1]...), " "))
			}
		}
	}
	return missing
}

// unfit are the contract tests that fail, with the tapes they play: those of
// the vendors that something has changed for.
func (v versions) unfit(ctx context.Context) ([]string, error) {
	vendors, err := v.vendors()
	if err != nil {
		return nil, err
	}
	args := []string{"test", "-json", "-run", "Contract"}
	for _, vendor := range vendors {
		dir := filepath.Join("pkg", vendor)
		if _, err := fs.Stat(os.DirFS(v.after), "pkg/"+vendor); err != nil {
			continue // no adapter yet, or none any more
		}
		if v.differ(ctx, filepath.Join("specs", vendor+".yaml"), filepath.Join("gen", vendor+"api"), filepath.Join("cassettes", vendor), dir, filepath.Join("pkg", "rest")) {
			args = append(args, "./"+filepath.ToSlash(dir))
		}
	}
	if len(args) == 4 {
		return nil, nil
	}
	out, err := output(ctx, v.after, "go", args...)
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return nil, err
	}
	return failures([]byte(out)), nil
}

// failures are the innermost tests that failed, or what did not compile first in a
// package.
func failures(events []byte) []string {
	var failed []string
	broken := map[string]int{} // packages
	for line := range bytes.Lines(events) {
		var event struct{ Action, Package, ImportPath, Test, Output string }
		if json.Unmarshal(line, &event) != nil {
			continue
		}
		switch {
		case event.Action == "build-output" && strings.Contains(event.Output, ": "):
			if broken[event.ImportPath]++; broken[event.ImportPath] == 1 {
				failed = append(failed, "does not compile: "+strings.TrimSpace(event.Output))
			}
		case event.Action == "fail" && event.Test != "":
			failed = append(failed, event.Package[strings.LastIndex(event.Package, "/")+1:]+" "+event.Test)
		}
	}
	inner := slices.DeleteFunc(slices.Clone(failed), func(name string) bool {
		return slices.ContainsFunc(failed, func(other string) bool { return strings.HasPrefix(other, name+"/") })
	})
	slices.Sort(inner)
	return slices.Compact(inner)
}
