package contract

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Canonical fails when a tape is not, byte for byte, what the recorder would have
// written: it holds a header, a comment or a field that no recording keeps, a
// secret instead of its placeholder, or anything beside its interactions.
func Canonical(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	race.Skip(t)
	newSuite(t, doc, cases).canonical(t)
}

func (s suite) canonical(t tester) {
	t.Helper()
	for _, file := range s.files(t) {
		assert.NoError(t, s.uncanonical(file), filepath.Base(file))
	}
}

// uncanonical says in what a tape differs from what the recorder writes.
func (s suite) uncanonical(file string) error {
	note, err := s.note(file)
	if err != nil {
		return err
	}
	wanted, err := vcr.Canonical(file, vcr.Config{Spec: s.doc, Note: note})
	if err != nil {
		return err
	}
	is, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if string(is) != wanted {
		return errors.New("the recorder would write another tape. " + firstDifference(string(is), wanted))
	}
	return unusedBodies(file, wanted)
}

// unusedBodies fails for a file of bytes that the tape beside it does not mention.
func unusedBodies(tape, text string) error {
	bodies, err := vcr.Bodies(tape)
	if err != nil {
		return err
	}
	for _, file := range bodies {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if !strings.Contains(text, redact.Digest(data)) {
			return fmt.Errorf("%s is no body on the tape", filepath.Base(file))
		}
	}
	return nil
}
