package vcr

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dnaeon/go-vcr/v2/cassette"
)

const extension = ".yaml"

// Load reads a tape's interactions. One without any is an error: go-vcr reads a
// file of anything else as such.
func Load(path string) ([]*cassette.Interaction, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("no tape: %w", err)
	}
	c, err := cassette.Load(strings.TrimSuffix(path, extension))
	if err != nil {
		return nil, fmt.Errorf("tape %s: %w", filepath.Base(path), err)
	}
	if c == nil || c.Version != 1 || len(c.Interactions) == 0 || slices.Contains(c.Interactions, nil) { // null leaves c nil
		return nil, fmt.Errorf("tape %s: there is no interaction on it", filepath.Base(path))
	}
	return c.Interactions, nil
}

// Write writes interactions to a file as they are, without redaction: it is for
// altered copies of a tape.
func Write(path string, interactions []*cassette.Interaction) error {
	c := cassette.New(strings.TrimSuffix(path, extension))
	c.Interactions = interactions
	return c.Save()
}

// Canonical is the text of a tape as the recorder would have written the same
// exchanges below the note: redacted, without what the specification does not
// describe, and with nothing else in the file.
func Canonical(path string, config Config) (string, error) {
	interactions, err := Load(path)
	if err != nil {
		return "", err
	}
	p := newPolicy(config)
	for n, i := range interactions {
		if err := p.interaction(i); err != nil {
			return "", fmt.Errorf("tape %s, interaction %d: %w", filepath.Base(path), n+1, err)
		}
	}
	dir, err := os.MkdirTemp("", "tape")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	written := filepath.Join(dir, "canonical"+extension)
	if err := Write(written, interactions); err != nil {
		return "", err
	}
	text, err := os.ReadFile(written)
	return commented(config.Note) + string(text), err
}
