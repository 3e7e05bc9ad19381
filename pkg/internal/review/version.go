package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/mod/semver"
)

// valid says whether a version that somebody asks for can be a tag of the module.
func valid(asked string) error {
	switch {
	case !semver.IsValid(asked) && semver.IsValid("v"+asked):
		return fmt.Errorf("VERSION=%s has no v before it: VERSION=v%s", asked, asked)
	case !semver.IsValid(asked) || semver.Canonical(asked) != asked:
		return fmt.Errorf("VERSION=%s is no semantic version of the form v1.2.3 or v1.2.3-rc.1", asked)
	case semver.Compare(asked, "v2.0.0-0") >= 0:
		return fmt.Errorf("%s needs another module path, %s/%s: change it in go.mod and in all imports first", asked, modulePath, semver.Major(asked))
	}
	return nil
}

// unreleased is the changelog's section on the version that is asked for, when
// it has been renamed for the release, or else on what is not released yet. heading is
// the section's, "" when there is none of either.
func unreleased(changelog, asked string) (heading, section string) {
	for _, wanted := range []string{asked, "Unreleased"} {
		for part := range strings.SplitSeq("\n"+changelog, "\n## ") {
			title, text, _ := strings.Cut(part, "\n")
			if name, _, _ := strings.Cut(title, " "); name != "" && name == wanted {
				return name, strings.TrimSpace(text)
			}
		}
	}
	return "", ""
}

var headings = regexp.MustCompile(`(?m)^#.*$`)

// next is the version that the section of the changelog asks for after the last one, ""
// for none. Before 1.0 the minor number counts what breaks and what is added, the
// last number fixes; from 1.0 on a break raises the first.
func next(last, heading, section string, breaks bool) (string, error) {
	if heading == "" {
		return "", errors.New(`there is nothing to release: .github/CHANGELOG.md has no section "## Unreleased", and none of the version that is asked for. If it has been renamed already, name that version: make release-check VERSION=v0.2.0`)
	}
	if strings.TrimSpace(headings.ReplaceAllString(section, "")) == "" {
		return "", fmt.Errorf(`there is nothing to release: "## %s" in .github/CHANGELOG.md is empty. If another section is meant, name its version: make release-check VERSION=v0.2.0`, heading)
	}
	if last == "" {
		return "v0.1.0", nil
	}
	if !semver.IsValid(last) {
		return "", fmt.Errorf("the last tag, %s, is no semantic version", last)
	}
	var major, minor, patch int
	if _, err := fmt.Sscanf(semver.Canonical(last), "v%d.%d.%d", &major, &minor, &patch); err != nil {
		return "", err
	}
	breaks = breaks || strings.Contains("\n"+section, "\n### Breaking\n") || strings.Contains("\n"+section, "\n### Removed\n")
	adds := strings.Contains("\n"+section, "\n### Added\n") || strings.Contains("\n"+section, "\n### Changed\n")
	switch {
	case breaks && major > 0:
		return fmt.Sprintf("v%d.0.0", major+1), nil
	case breaks || adds:
		return fmt.Sprintf("v%d.%d.0", major, minor+1), nil
	default:
		return fmt.Sprintf("v%d.%d.%d", major, minor, patch+1), nil
	}
}

// enough says whether a version that somebody asks for is at least the one that
// is needed, or a prerelease of such a one.
func enough(asked, needed string) error {
	if semver.Compare(strings.TrimSuffix(asked, semver.Prerelease(asked)), needed) < 0 {
		return fmt.Errorf("VERSION=%s is too low: the changelog and the differences ask for %s at least", asked, needed)
	}
	return nil
}
