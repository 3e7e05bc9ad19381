package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// files are what the site consists of: content by path, with slashes.
type files map[string][]byte

// marker is in every directory that this program has written. A directory
// without it is somebody else's and is left alone.
const marker = ".boxoffice-site"

// write replaces what an earlier run has written to dir. A directory that holds
// other things is refused.
func (f files) write(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, marker)); len(entries) > 0 && err != nil {
		return fmt.Errorf("%s is not empty and was not written by this program; name another directory", dir)
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for name, content := range f {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // pages are for everybody
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil { //nolint:gosec // pages are for everybody
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, marker), nil, 0o600)
}
