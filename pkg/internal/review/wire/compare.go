package wire

import (
	"slices"
	"strings"
)

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
	old, err := keyed(before)
	if err != nil {
		return nil, err
	}
	now, err := keyed(after)
	if err != nil {
		return nil, err
	}
	differences := edits(old, now)
	if len(differences) == 0 {
		return nil, nil
	}
	theirs, err := check(before, after)
	if err != nil {
		return nil, err
	}
	var all Findings
	known := map[string]bool{} // operations that oasdiff has something to say about
	for _, r := range theirs {
		r.Vendor = vendor
		all = append(all, r)
		for _, operation := range r.Operations {
			known[operation] = r.Severity > Note || known[operation]
		}
	}
	places := newPlaces(old, now)
	for _, e := range differences {
		severity, what, users := left, "", places.users(e.path)
		if judge := rules[e.keyword]; judge != nil {
			severity, what = judge(e)
		}
		if severity == left {
			if slices.ContainsFunc(users, func(operation string) bool { return known[operation] }) {
				continue
			}
			severity, what = unknown(e)
		}
		all = append(all, Finding{vendor, severity, places.name(e.path), what, e.keyword, users})
	}
	return all.sort(), nil
}

// unknown judges what neither a rule nor oasdiff has a word about.
func unknown(e edit) (Severity, string) {
	switch {
	case e.keyword == "$ref":
		return Note, change(e) + ": the same on the wire under another name"
	case e.keyword == "schemas" && e.has("components"), slices.Contains([]string{"parameters", "responses", "requestBodies", "headers"}, e.keyword) && e.path[0] == "components":
		return Note, change(e) + ": no operation uses it differently"
	case strings.HasPrefix(e.keyword, "x-"):
		return Breaking, change(e) + ": no rule knows this extension"
	default:
		return Breaking, change(e) + ": no rule knows what this means"
	}
}
