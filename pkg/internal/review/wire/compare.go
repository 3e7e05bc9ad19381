package wire

import "strings"

// left marks an edit that a rule leaves to oasdiff.
const left Severity = -1

// Compare says what changed between two versions of a vendor's specification,
// the worst first. A nil text stands for a specification that is not there.
func Compare(vendor string, before, after []byte) (Findings, error) {
	switch {
	case before == nil && after == nil:
		return nil, nil
	case before == nil:
		return Findings{{vendor, Compatible, "document", "the specification is new", "document", nil}}, nil
	case after == nil:
		return Findings{{vendor, Breaking, "document", "the specification is gone", "document", nil}}, nil
	}
	old, err := read(before)
	if err != nil {
		return nil, err
	}
	now, err := read(after)
	if err != nil {
		return nil, err
	}
	notes := alike(old, now)
	for i := range notes {
		notes[i].Vendor = vendor
	}
	fillAnswers(old, now)
	c := comparison{vendor: vendor, pair: pair{old, now}, old: keyed(old), now: keyed(now), known: map[string]bool{}, touched: map[string]int{}}
	sameServers(c.old, c.now)
	findings, err := c.findings()
	return append(findings, notes...).sort(), err
}

// comparison are two versions of a document and what is known of their differences.
type comparison struct {
	vendor   string
	pair     pair
	old, now map[string]any // keyed
	places   places
	known    map[string]bool // operations that oasdiff has something to say about
	touched  map[string]int  // how many edits of an operation are left to oasdiff
}

func (c *comparison) findings() (Findings, error) {
	differences := edits(c.old, c.now)
	if len(differences) == 0 {
		return nil, nil
	}
	c.places = newPlaces(c.old, c.now)
	whole := c.pair
	all, others := c.judged(differences)
	theirs, err := c.pair.check()
	if err != nil { // what is left is no document
		c.pair = whole
		theirs, err = whole.check()
	}
	if err != nil {
		return nil, err
	}
	for _, f := range theirs {
		f.Vendor = c.vendor
		for _, operation := range f.Operations {
			c.known[operation] = f.Severity > Note || c.known[operation]
		}
		all = append(all, f)
	}
	for _, e := range others {
		for _, operation := range c.places.users(e.path) {
			c.touched[operation]++
		}
	}
	for _, e := range others {
		if users := c.places.users(e.path); !c.oasdiffKnows(e, users) {
			severity, what := c.unknown(e)
			all = append(all, Finding{c.vendor, severity, c.places.name(e.path), what, e.keyword, users})
		}
	}
	return all.group().sort(), nil
}

// judged are the findings of the rules. The others are left to oasdiff, which does not
// get to see the edits that a rule has called a change: it would say them again.
func (c *comparison) judged(differences []edit) (all Findings, others []edit) {
	for _, e := range differences {
		severity, what := left, ""
		if judge := rules[e.keyword]; judge != nil {
			severity, what = judge(e)
		}
		if severity == left {
			others = append(others, e)
			continue
		}
		all = append(all, Finding{c.vendor, severity, c.places.name(e.path), what, e.keyword, c.places.users(e.path)})
		if severity > Note {
			c.pair.now = with(c.pair.now, c.pair.old, e.path)
		}
	}
	return all, others
}

// oasdiffKnows tells whether what oasdiff says of the operations is about the edit.
func (c *comparison) oasdiffKnows(e edit, users []string) bool {
	var known []string
	alone := true
	for _, operation := range users {
		if c.known[operation] {
			known = append(known, operation)
			alone = alone && c.touched[operation] == 1
		}
	}
	return len(known) > 0 && (alone || c.pair.noticed(e, known))
}

// unknown judges what neither a rule nor oasdiff has a word about.
func (c *comparison) unknown(e edit) (Severity, string) {
	switch {
	case len(e.path) == 3 && e.path[0] == "components":
		return Note, change(e) + ": no operation uses it differently"
	case e.path[0] == "components" && len(c.places.users(e.path)) == 0:
		return Note, change(e) + ": no operation uses it except as a part of another"
	case e.keyword == "properties" && e.added() && len(e.path) > 1 && e.path[len(e.path)-2] == "properties":
		return Compatible, change(e) + ": it may be left out" // or another edit says that it must not
	case e.keyword == "uniqueItems" && e.added():
		return Compatible, change(e) + ": no two entries of an answer are the same"
	case e.keyword == "required" && e.has("headers") && e.added():
		return Compatible, change(e) + ": the header is always there"
	case strings.HasPrefix(e.keyword, "x-"):
		return Breaking, change(e) + ": no rule knows this extension"
	default:
		return Breaking, change(e) + ": no rule knows what this means"
	}
}
