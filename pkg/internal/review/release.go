package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/goapi"
)

// release does all of a release but the pushing: it finds the version, writes
// the notes to the file, and lets a program install the committed tree. The
// version asked for may be "".
func release(ctx context.Context, w io.Writer, asked, file string) error {
	if asked != "" {
		if err := valid(asked); err != nil {
			return err
		}
	}
	top, err := output(ctx, ".", "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return err
	}
	top = strings.TrimSpace(top)
	if dirty, err := output(ctx, top, "git", "status", "--porcelain"); err != nil || dirty != "" {
		return fmt.Errorf("commit first; a release is of what is committed:\n%s", dirty)
	}
	if shallow, err := output(ctx, top, "git", "rev-parse", "--is-shallow-repository"); err != nil || strings.TrimSpace(shallow) != "false" {
		return errors.New("this clone has no history to find the last release in; fetch it: git fetch --unshallow --tags origin")
	}
	changelog, err := optional(top, ".github/CHANGELOG.md")
	if err != nil {
		return err
	}
	heading, section := unreleased(string(changelog), asked)
	last, err := lastTag(ctx, top, asked)
	if err != nil {
		return err
	}
	difference, breaks, err := since(ctx, last)
	if err != nil {
		return err
	}
	version, err := next(last, heading, section, breaks)
	if err != nil {
		return err
	}
	if asked != "" {
		if err := enough(asked, version); err != nil {
			return err
		}
		if version = asked; heading == "Unreleased" && semver.Prerelease(version) == "" {
			return fmt.Errorf(`.github/CHANGELOG.md would call %s "Unreleased" for good. Rename "## Unreleased" to "## %[1]s" and commit`, version)
		}
		if err := follow(ctx, top, version); err != nil {
			return err
		}
	}
	if err := valid(version); err != nil {
		return err
	}
	if err := free(ctx, top, version); err != nil {
		return err
	}
	text := fmt.Sprintf("%s\n\n%s", notes(section, version), difference)
	if err := os.WriteFile(filepath.Join(top, file), []byte(text), 0o600); err != nil {
		return err
	}
	if err := install(ctx, top, version); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(w, "%s after %s: notes in %s; a program that installs it builds, runs and links no other module.\n", version, orNone(last), file)
	steps := fmt.Sprintf("git tag -a %s -m %[1]s && git push origin %[1]s", version)
	if heading == "Unreleased" && semver.Prerelease(version) == "" {
		_, _ = fmt.Fprintf(w, "Rename \"## Unreleased\" in .github/CHANGELOG.md to \"## %s\", let the modules beside this one require it (CONTRIBUTING says how), and commit. Then:\n\n    make release-check VERSION=%[1]s\n    %s\n", version, steps)
		return nil
	}
	_, _ = fmt.Fprintf(w, "To release it:\n\n    %s\n", steps)
	return nil
}

// lastTag is the highest released version before the one asked for, "" for none.
// A prerelease is not one: what it had is news until the release.
func lastTag(ctx context.Context, top, asked string) (string, error) {
	list, err := output(ctx, top, "git", "tag", "--list", "v*", "--merged", "HEAD")
	if err != nil {
		return "", err
	}
	tags := slices.DeleteFunc(strings.Fields(list), func(tag string) bool {
		return !semver.IsValid(tag) || semver.Prerelease(tag) != "" || tag == asked
	})
	if len(tags) == 0 {
		return "", nil
	}
	return slices.MaxFunc(tags, semver.Compare), nil
}

// free says whether no other commit has the version's tag, here or at the origin.
// A tag that was published is kept by Go's proxies for good.
func free(ctx context.Context, top, version string) error {
	head, err := output(ctx, top, "git", "rev-parse", "HEAD")
	if err != nil {
		return err
	}
	tagged, _ := output(ctx, top, "git", "rev-parse", "--verify", "--quiet", "refs/tags/"+version+"^{commit}")
	if tagged == "" { // no such tag here
		published, _ := output(ctx, top, "git", "ls-remote", "--tags", "origin", version, version+"^{}") // without a network this one alone is not known
		for line := range strings.Lines(published) {
			tagged, _, _ = strings.Cut(line, "\t") // the last line is the commit of an annotated tag
		}
	}
	if tagged = strings.TrimSpace(tagged); tagged != "" && tagged != strings.TrimSpace(head) {
		return fmt.Errorf("%s exists already, at %s, and this is another commit. A version is never given twice: take the next one", version, tagged)
	}
	return nil
}

// follow says whether the modules beside this one that people install require the version.
// Where they replace it by a directory, only their importers would notice. A prerelease is
// not followed.
func follow(ctx context.Context, top, version string) error {
	if semver.Prerelease(version) != "" {
		return nil
	}
	files, err := output(ctx, top, "git", "ls-files", "--", "*/go.mod")
	if err != nil {
		return err
	}
	for file := range strings.FieldsSeq(files) {
		if strings.Contains(file, "internal/") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(top, file)) //nolint:gosec // a file of the repository
		if err != nil {
			return err
		}
		parsed, err := modfile.ParseLax(file, text, nil)
		if err != nil {
			return err
		}
		for _, r := range parsed.Require {
			if r.Mod.Path == modulePath && r.Mod.Version != version {
				return fmt.Errorf("%s requires %s, not %s, so that nobody could install it. Commit what this changes: go -C %s mod edit -require %s@%[3]s", file, r.Mod.Version, version, filepath.Dir(file), modulePath)
			}
		}
	}
	return nil
}

func orNone(tag string) string {
	if tag == "" {
		return "no release"
	}
	return tag
}

// since is the difference on the wire and in Go, as Markdown, and whether it
// breaks programs.
func since(ctx context.Context, last string) (string, bool, error) {
	if last == "" {
		return "The first release: nothing to compare with.\n", false, nil
	}
	v, remove, err := checkout(ctx, last)
	if err != nil {
		return "", false, err
	}
	defer remove()
	findings, err := v.wire()
	if err != nil {
		return "", false, err
	}
	changes, err := goapi.Compare(ctx, v.before, v.after, importable...)
	if err != nil {
		return "", false, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "## Since %s\n\nWire: %s. Go: %s. Repeat rules: %s.\n", last, findings.Verdict(), goapi.Verdict(changes), repeatRules(findings))
	list(&b, "Wire", lines(meaning(findings)), nil)
	list(&b, "Go API", together(changes), nil)
	return b.String(), findings.Verdict() == "breaking" || goapi.Verdict(changes) == "breaking", nil
}

// install lets a program install the committed tree.
func install(ctx context.Context, top, version string) error {
	dir, err := os.MkdirTemp("", "boxoffice-release-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	consumer, proxy := filepath.Join(dir, "consumer"), filepath.Join(dir, "proxy")
	if err := os.MkdirAll(consumer, 0o750); err != nil {
		return err
	}
	if err := publish(ctx, proxy, top, version); err != nil {
		return err
	}
	api, err := goapi.Load(ctx, top, importable...)
	if err != nil {
		return err
	}
	_, err = consume(ctx, consumer, proxy, version, slices.Sorted(maps.Keys(api)))
	return err
}
