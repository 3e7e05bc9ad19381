package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

// versions are two copies of the module: as it lies here, with what is not
// committed yet, and as it was where it left the base. So what others have
// committed to the base since then is not taken for a change of this one.
type versions struct {
	before, after string // directories
	base          string // the commit, as it was asked for
}

// checkout puts the commit into a temporary git worktree. The second value
// takes it away again.
func checkout(ctx context.Context, base string) (versions, func(), error) {
	top, err := output(ctx, ".", "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return versions{}, nil, err
	}
	top = strings.TrimSpace(top)
	if _, err := output(ctx, top, "git", "rev-parse", "--verify", "--quiet", base+"^{commit}"); err != nil {
		return versions{}, nil, fmt.Errorf("BASE=%s is no commit of this repository; fetch it first: git fetch origin", base)
	}
	left, err := output(ctx, top, "git", "merge-base", base, "HEAD")
	if err != nil {
		return versions{}, nil, fmt.Errorf("BASE=%s and this commit have no commit in common here; fetch the history first: git fetch --unshallow origin", base)
	}
	dir, err := os.MkdirTemp("", "boxoffice-review-")
	if err != nil {
		return versions{}, nil, err
	}
	before := filepath.Join(dir, "before")
	remove := func() {
		_, _ = output(context.WithoutCancel(ctx), top, "git", "worktree", "remove", "--force", before)
		_ = os.RemoveAll(dir)
	}
	if _, err := output(ctx, top, "git", "worktree", "add", "--detach", before, strings.TrimSpace(left)); err != nil {
		remove()
		return versions{}, nil, err
	}
	return versions{before: before, after: top, base: base}, remove, nil
}

// vendors are the names of the specifications that either version has.
func (v versions) vendors() ([]string, error) {
	var names []string
	for _, dir := range []string{v.before, v.after} {
		files, err := filepath.Glob(filepath.Join(dir, "specs", "*.yaml"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if name := strings.TrimSuffix(filepath.Base(file), ".yaml"); name != "oapi-codegen" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return nil, errors.New("there are no specifications in specs/")
	}
	return names, nil
}

// specifications are the two texts of a vendor's specification; nil for one
// that is not there.
func (v versions) specifications(vendor string) (before, after []byte, err error) {
	if before, err = optional(v.before, "specs/"+vendor+".yaml"); err != nil {
		return nil, nil, err
	}
	after, err = optional(v.after, "specs/"+vendor+".yaml")
	return before, after, err
}

// optional is a file of a directory, nil when there is none.
func optional(dir, name string) ([]byte, error) {
	text, err := fs.ReadFile(os.DirFS(dir), name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// wire compares all specifications.
func (v versions) wire() (wire.Findings, error) {
	names, err := v.vendors()
	if err != nil {
		return nil, err
	}
	var all wire.Findings
	for _, vendor := range names {
		before, after, err := v.specifications(vendor)
		if err != nil {
			return nil, err
		}
		findings, err := wire.Compare(vendor, before, after)
		if err != nil {
			return nil, fmt.Errorf("specs/%s.yaml: %w", vendor, err)
		}
		all = append(all, findings...)
	}
	return all, nil
}

// differ tells whether any of the files or directories differs.
func (v versions) differ(ctx context.Context, paths ...string) bool {
	for _, path := range paths {
		if _, err := output(ctx, ".", "git", "diff", "--no-index", "--quiet", "--", filepath.Join(v.before, path), filepath.Join(v.after, path)); err != nil {
			return true
		}
	}
	return false
}

// output runs a command in a directory; its error is what the command said.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // git, go, tar and what they have made
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return string(out), fmt.Errorf("%s %s: %w: %s", name, args[0], err, strings.TrimSpace(stderr.String()))
	}
	return string(out), nil
}
