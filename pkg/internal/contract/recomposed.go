package contract

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Recomposed composes every composed tape anew, in another place, and fails when
// one differs: then the specification's examples or the client have changed. `make
// record` would write the changed tape without a message, and a reviewer should see the
// change first.
func Recomposed(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	s := newSuite(t, doc, cases)
	if s.mode != replay {
		t.Skip("recording")
	}
	race.Skip(t)
	for _, difference := range s.recomposed(t, t.TempDir()) {
		t.Errorf("%s", difference)
	}
}

// recomposed are the differences between the tapes and those that are composed in
// the directory.
func (s suite) recomposed(t *testing.T, dir string) []string {
	t.Helper()
	var differences []string
	again := s
	again.dir = dir
	for _, c := range s.cases {
		if origin, err := Origin(s.tape(c)); err != nil || origin != Composed {
			continue
		}
		if complaint := again.composeOnTrial(t, c); complaint != "" {
			differences = append(differences, c.title()+": it cannot be composed any more: "+complaint)
			continue
		}
		if what := differentFiles(t, s.tape(c), again.tape(c)); what != "" {
			differences = append(differences, c.title()+": composed anew, the tape is another. If it should be, run `make record VENDOR="+s.doc.Name+" MODE=compose`. "+what)
		}
	}
	return differences
}

// composeOnTrial composes a case and returns what was complained of.
func (s suite) composeOnTrial(t *testing.T, c Case) string {
	t.Helper()
	tape := s.composing(t, c)
	defer tape.Discard()
	complaints := trial(func(t require.TestingT) { c.Run(t, tape.Client()) })
	if err := tape.Refused(); err != nil {
		complaints = append(complaints, err.Error())
	}
	if len(complaints) > 0 {
		return strings.Join(complaints, "; ")
	}
	if err := tape.Close(); err != nil {
		return err.Error()
	}
	return ""
}

// differentFiles says in what a tape and its bodies differ from another's.
func differentFiles(t *testing.T, one, other string) string {
	t.Helper()
	is, err := os.ReadFile(one)
	require.NoError(t, err)
	composed, err := os.ReadFile(other)
	require.NoError(t, err)
	if string(is) != string(composed) {
		return firstDifference(string(is), string(composed))
	}
	if !slices.Equal(bodyNames(t, one), bodyNames(t, other)) {
		return "There are other files of bodies."
	}
	return ""
}

func bodyNames(t *testing.T, tape string) []string {
	t.Helper()
	files, err := vcr.Bodies(tape)
	require.NoError(t, err)
	for i, file := range files {
		files[i] = filepath.Base(file)
	}
	return files
}

// firstDifference is the first line in which two texts differ.
func firstDifference(is, wanted string) string {
	a, b := strings.Split(is, "\n"), strings.Split(wanted, "\n")
	for i := 0; i < len(a) || i < len(b); i++ {
		switch {
		case i >= len(a):
			return "The first difference is that this is missing: " + strings.TrimSpace(b[i])
		case i >= len(b):
			return "The first difference is that this is too much: " + strings.TrimSpace(a[i])
		case a[i] != b[i]:
			return "The first difference: it is `" + strings.TrimSpace(a[i]) + "`, not `" + strings.TrimSpace(b[i]) + "`."
		}
	}
	return ""
}
