package contract

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

var update = flag.Bool("update", false, "rewrite golden files")

// Updating reports whether the flag -update asks for golden files to be
// rewritten. Importing this package gives a test that flag.
func Updating() bool { return *update }

// Cell is one documented answer: operation, status and media type, which is ""
// when there is no body.
type Cell struct {
	Operation, Status, MediaType string
	Covered                      bool
}

// String is a line of the golden file.
func (c Cell) String() string {
	mediaType, covered := c.MediaType, "-"
	if mediaType == "" {
		mediaType = "(no body)"
	}
	if c.Covered {
		covered = "covered"
	}
	return fmt.Sprintf("%s %s %s: %s", c.Operation, c.Status, mediaType, covered)
}

// name is the cell without its state.
func (c Cell) name() string { return strings.Join([]string{c.Operation, c.Status, c.MediaType}, " ") }

// Matrix is every documented answer of a vendor, in the order of the
// specification's paths, and which of them its tapes cover.
func Matrix(source specs.Document) ([]Cell, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	doc, err := oas.Load(source)
	if err != nil {
		return nil, err
	}
	return matrix(doc, filepath.Join(root, "cassettes", source.Name))
}

func matrix(doc *oas.Document, dir string) ([]Cell, error) {
	covered, err := coveredCells(doc, dir)
	if err != nil {
		return nil, err
	}
	var cells []Cell
	for _, op := range doc.Operations() {
		responses := op.Spec.Responses.Map()
		for _, status := range sortedKeys(responses) {
			mediaTypes := sortedKeys(responses[status].Value.Content)
			if len(mediaTypes) == 0 {
				mediaTypes = []string{""}
			}
			for _, mediaType := range mediaTypes {
				cell := Cell{Operation: op.ID, Status: status, MediaType: mediaType}
				cell.Covered = covered[cell.name()]
				cells = append(cells, cell)
			}
		}
	}
	return cells, nil
}

// coveredCells are the names of the answers on the tapes in a directory.
func coveredCells(doc *oas.Document, dir string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	covered := map[string]bool{}
	s := suite{doc: doc}
	for _, file := range files {
		interactions, err := vcr.Load(file)
		if err != nil {
			return nil, err
		}
		for _, i := range interactions {
			op, err := s.operation(i)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
			}
			status := documentedAs(op, i.Response.Code)
			covered[Cell{Operation: op.ID, Status: status, MediaType: mediaTypeOf(i.Response)}.name()] = true
		}
	}
	return covered, nil
}

// documentedAs is the name under which a status is documented: itself, its range, or
// default.
func documentedAs(op *oas.Operation, status int) string {
	for _, name := range []string{strconv.Itoa(status), strconv.Itoa(status/100) + "XX"} {
		if op.Spec.Responses.Value(name) != nil {
			return name
		}
	}
	return "default"
}

// Coverage holds the vendor's matrix to the golden file coverage.golden beside
// its tapes. An answer that was covered has to stay so; a recording, and -update,
// write what has been gained, and what the specification has come to document or
// to drop.
func Coverage(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	s := newSuite(t, doc, cases)
	s.coverage(t, Updating() || s.mode != replay)
}

func (s suite) coverage(t tester, update bool) {
	t.Helper()
	cells, err := matrix(s.doc, s.dir)
	require.NoError(t, err)
	golden := filepath.Join(s.dir, "coverage.golden")
	before, err := os.ReadFile(golden)
	if !errors.Is(err, os.ErrNotExist) {
		require.NoError(t, err)
	}
	require.Empty(t, lost(string(before), cells), "these documented answers were covered by a tape and no longer are")
	now := goldenText(cells)
	if update && now != string(before) {
		require.NoError(t, os.MkdirAll(s.dir, 0o750))
		require.NoError(t, os.WriteFile(golden, []byte(now), 0o600))
		return
	}
	require.Equal(t, string(before), now, "the golden file is out of date; run the test with -update")
}

func goldenText(cells []Cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// lost are the lines of the golden file that say covered while the answer,
// though still documented, is not.
func lost(golden string, cells []Cell) []string {
	var lines []string
	for _, c := range cells {
		was := c
		was.Covered = true
		if !c.Covered && slices.Contains(strings.Split(golden, "\n"), was.String()) {
			lines = append(lines, was.String())
		}
	}
	return lines
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
