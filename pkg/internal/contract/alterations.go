package contract

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// kindsPerTape is how many kinds of alterations are tried on a tape. The kinds
// take turns, so that each is tried on many tapes of a vendor.
const kindsPerTape = 5

// Alterations alters copies of the tapes, like somebody who edits a tape by hand or a
// recorder with a fault, and fails for each alteration that no check finds. [Recomposed]
// finds every alteration of a composed tape, because it compares every byte. So
// Alterations counts what the other checks find, which are the only ones for a live
// tape. They may miss only another value that the vendor could have sent too.
func Alterations(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	s := newSuite(t, doc, cases)
	if s.mode != replay {
		t.Skip("recording")
	}
	race.Skip(t)
	for _, complaint := range s.alterations(t, kindsPerTape) {
		t.Errorf("%s", complaint)
	}
}

// alterations returns the alterations that should be found without a comparison but are
// not. At most as many as most are tried on each tape.
func (s suite) alterations(t *testing.T, most int) []string {
	t.Helper()
	var complaints []string
	noticed, missed, first := map[string]int{}, map[string]int{}, 0
	for _, c := range s.cases {
		text, err := os.ReadFile(s.tape(c))
		require.NoError(t, err)
		altered := alteredTexts(s.tape(c), string(text), first, most)
		first += most
		synctest.Test(t, func(t *testing.T) { // a client waits before it asks a tape once more
			dir := t.TempDir()
			for _, name := range slices.Sorted(maps.Keys(altered)) {
				gate := s.noticedBy(dir, c, altered[name])
				switch {
				case gate != "":
					noticed[gate]++
				case byComparison[name]:
					missed[name]++
				default:
					complaints = append(complaints, c.title()+": no gate notices this by itself: "+name)
				}
			}
		})
	}
	t.Logf("%s: noticed by gates of their own: %s; left to comparing with what is composed: %s", s.doc.Name, counted(noticed), counted(missed))
	return complaints
}

// alteredTexts are altered copies of a tape by the name of the alteration, the
// first of them being the one with the given number.
func alteredTexts(tape, text string, first, most int) map[string]string {
	texts := map[string]string{}
	for n := range alterations {
		a := alterations[(first+n)%len(alterations)]
		if len(texts) == most {
			break
		}
		if altered, ok := a.apply(tape, text); ok && altered != text {
			texts[a.name] = altered
		}
	}
	return texts
}

func counted(counts map[string]int) string {
	var all []string
	sum := 0
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, fmt.Sprintf("%s %d", name, counts[name]))
		sum += counts[name]
	}
	return fmt.Sprintf("%d (%s)", sum, strings.Join(all, ", "))
}

// noticedBy returns the name of the first check that fails for an altered tape, "" when
// none does.
func (s suite) noticedBy(dir string, c Case, text string) string {
	other := s
	other.dir = dir
	file := other.tape(c)
	if os.WriteFile(file, []byte(text), 0o600) != nil { //nolint:gosec // a copy of a tape in a temporary directory
		return "writing"
	}
	defer func() { _ = os.Remove(file) }()
	if _, err := s.note(file); err != nil {
		return "tapes"
	}
	if s.uncanonical(file) != nil {
		return "canonical"
	}
	if len(redact.Scan(text)) > 0 {
		return "secrets"
	}
	interactions, err := vcr.Load(file)
	if err != nil {
		return "canonical"
	}
	for _, i := range interactions {
		if s.check(i) != nil {
			return "valid"
		}
	}
	if s.subject(c, interactions) == nil || len(s.play(filepath.Join(dir, "played"), c, interactions)) > 0 {
		return "cases"
	}
	return ""
}
