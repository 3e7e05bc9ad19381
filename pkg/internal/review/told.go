package main

import (
	"errors"
	"strings"
)

// told is an error when the change breaks programs and the changelog's
// "Unreleased" has not gained a line under "### Breaking" that says so.
func (v versions) told(verdict string) error {
	if verdict != "breaking" {
		return nil
	}
	before, err := optional(v.before, ".github/CHANGELOG.md")
	if err != nil {
		return err
	}
	after, err := optional(v.after, ".github/CHANGELOG.md")
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, line := range breaking(string(before)) {
		known[line] = true
	}
	for _, line := range breaking(string(after)) {
		if !known[line] {
			return nil
		}
	}
	return errors.New(`this breaks programs, and .github/CHANGELOG.md does not say so.
Take the change back, or say under "## Unreleased", "### Breaking" what a program must change`)
}

// breaking are the lines of the changelog's section on what breaks in what is
// not released yet.
func breaking(changelog string) []string {
	_, rest, _ := strings.Cut(changelog, "\n## Unreleased\n")
	unreleased, _, _ := strings.Cut(rest, "\n## ")
	_, rest, _ = strings.Cut(unreleased, "\n### Breaking\n")
	section, _, _ := strings.Cut(rest, "\n### ")
	var lines []string
	for line := range strings.Lines(section) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
