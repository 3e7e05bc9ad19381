package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// generated counts the lines of gen/ that came and went, per kind of file.
func (v versions) generated(ctx context.Context) (string, error) {
	out, err := output(ctx, ".", "git", "diff", "--no-index", "--numstat", "--", filepath.Join(v.before, "gen"), filepath.Join(v.after, "gen"))
	var differs *exec.ExitError
	if err != nil && (!errors.As(err, &differs) || differs.ExitCode() != 1) {
		return "", err
	}
	return counted(out), nil
}

func counted(numstat string) string {
	type lines struct{ plus, minus, files int }
	var code, documents lines
	for line := range strings.Lines(numstat) {
		var plus, minus int
		if n, _ := fmt.Sscanf(line, "%d\t%d", &plus, &minus); n != 2 {
			continue
		}
		sum := &documents
		if strings.Contains(line, ".go") {
			sum = &code
		}
		sum.plus += plus
		sum.minus += minus
		sum.files++
	}
	if code.files+documents.files == 0 {
		return "no line of gen/ changes"
	}
	text := fmt.Sprintf("Go: +%d -%d lines in %d files", code.plus, code.minus, code.files)
	if documents.files > 0 {
		text += fmt.Sprintf("; embedded specifications: +%d -%d lines in %d files", documents.plus, documents.minus, documents.files)
	}
	return text
}
