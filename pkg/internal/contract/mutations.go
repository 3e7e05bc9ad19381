package contract

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Mutations plays altered copies of every case's tape and fails for each
// alteration that the case does not notice and should; the package
// documentation says which those are. It logs how many there were.
func Mutations(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	race.Skip(t)
	s := newSuite(t, doc, cases)
	if s.mode != replay {
		t.Skip("recording")
	}
	s.mutations(t)
}

func (s suite) mutations(t tester) {
	t.Helper()
	dir := t.TempDir()
	var sum tally
	for _, c := range s.cases {
		result, err := s.mutate(dir, c)
		if !assert.NoError(t, err, "case %s", c.title()) {
			continue
		}
		sum.add(result.tally)
		assert.Empty(t, result.survivors, "case %s does not notice: %s", c.title(), strings.Join(result.survivors, "; "))
		assert.Empty(t, result.stale, "case %s: Unread names what is noticed, or is not there: %s", c.title(), strings.Join(result.stale, "; "))
		for _, deep := range result.deep {
			t.Logf("%s: no assertion misses %s", c.title(), deep)
		}
	}
	t.Logf("%s: %d cases; noticed %s", s.doc.Name, len(s.cases), &sum)
}

// verdict is what became of a case's mutants.
type verdict struct {
	tally
	survivors []string // strict ones
	deep      []string // values below a field that is noticed otherwise
	stale     []string // entries of Unread that should go
}

// mutate plays every mutant of a case.
func (s suite) mutate(dir string, c Case) (verdict, error) {
	var v verdict
	interactions, err := vcr.Load(s.tape(c))
	if err != nil {
		return v, err
	}
	at := slices.Index(interactions, s.subject(c, interactions))
	if at < 0 {
		return v, errNoSubject
	}
	if complaints := s.play(dir, c, interactions); len(complaints) > 0 {
		return v, errUnfit
	}
	noticed := map[string]bool{} // by what; true once one of its mutants is
	loose := map[string]bool{}
	var order []string
	missed := map[string][]string{}
	for _, m := range s.mutants(c, interactions[at]) {
		altered := slices.Clone(interactions)
		altered[at] = &cassette.Interaction{Request: interactions[at].Request, Response: m.response}
		caught := len(s.play(dir, c, altered)) > 0
		v.count(m.kind, caught)
		if _, seen := noticed[m.what]; !seen {
			order = append(order, m.what)
		}
		noticed[m.what] = noticed[m.what] || caught
		loose[m.what] = m.loose
		if !caught {
			missed[m.what] = append(missed[m.what], m.detail)
		}
	}
	for _, what := range order {
		unread := slices.Contains(c.Unread, strings.TrimSuffix(what, dropping))
		switch {
		case noticed[what] && slices.Contains(c.Unread, what):
			v.stale = append(v.stale, what)
		case noticed[what]:
			v.deep = append(v.deep, missed[what]...)
		case !unread && !loose[what]:
			v.survivors = append(v.survivors, what)
		}
	}
	for _, name := range c.Unread {
		if _, there := noticed[name]; !there {
			v.stale = append(v.stale, name)
		}
	}
	return v, nil
}

// play runs a case over interactions and returns its complaints.
func (s suite) play(dir string, c Case, interactions []*cassette.Interaction) []string {
	path := filepath.Join(dir, "mutant.yaml")
	if err := vcr.Write(path, interactions); err != nil {
		return []string{err.Error()}
	}
	return trial(func(t require.TestingT) {
		tape, err := vcr.Open(path, vcr.Config{Spec: s.doc, BodiesOf: s.tape(c)})
		require.NoError(t, err)
		c.Run(t, tape.Client())
		require.NoError(t, tape.Close())
	})
}

// dropping marks the mutant whose header is gone, next to the one whose header
// has another value: a client notices by itself that a required one is gone.
const dropping = ", dropped"

// mutant is an altered answer.
type mutant struct {
	kind     kind
	what     string // what has to be noticed: a status, a header, a field
	detail   string // which of its values was changed
	loose    bool   // may go unnoticed
	response cassette.Response
}

// mutants are the alterations of an answer.
func (s suite) mutants(c Case, i *cassette.Interaction) []mutant {
	op := s.doc.Operation(c.Operation)
	var all []mutant
	for _, status := range otherStatuses(op, c.Status) {
		r := copied(i.Response)
		r.Code, r.Status = status, ""
		all = append(all, mutant{kind: statusKind, what: "status " + strconv.Itoa(status), detail: "the status", response: r})
	}
	for _, name := range sortedKeys(op.Response(c.Status).Headers) {
		what := "header " + name
		value := i.Response.Headers.Get(name)
		if value == "" {
			continue
		}
		dropped, changed := copied(i.Response), copied(i.Response)
		dropped.Headers.Del(name)
		changed.Headers.Set(name, altered(value))
		all = append(all,
			mutant{kind: headerKind, what: what, detail: what, response: changed},
			mutant{kind: headerKind, what: what + dropping, detail: what, response: dropped})
	}
	if c.MediaType == "" {
		return all
	}
	if c.Status/100 == 2 {
		r := copied(i.Response)
		other := "application/octet-stream"
		if mediaTypeOf(r) == other {
			other = "application/zip"
		}
		r.Headers.Set("Content-Type", other)
		all = append(all, mutant{kind: headerKind, what: "header Content-Type", detail: "header Content-Type", response: r})
	}
	return append(all, s.bodyMutants(op, c, i.Response)...)
}

func copied(r cassette.Response) cassette.Response {
	r.Headers = r.Headers.Clone()
	return r
}
