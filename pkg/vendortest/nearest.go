package vendortest

import "strings"

// hint names the documented operation that is nearest to a path that is none, or
// the base path that is missing. It is "" when none is near.
func (s *spec) hint(method, escaped string, to routed) string {
	if to.path != "" {
		return ""
	}
	for _, base := range s.bases {
		if r := s.route(method, base+escaped); base != "" && r.path != "" {
			return "; it is one below the base path " + base
		}
	}
	path := escaped
	for _, base := range s.bases {
		if rest, ok := strings.CutPrefix(escaped, base); ok && base != "" {
			path = rest
		}
	}
	segments := strings.Split(path, "/")
	if len(segments) > 16 {
		return ""
	}
	type near struct {
		op       *operation
		distance int
	}
	best := near{nil, len(path) + 1} // anything may change into anything
	for _, op := range s.ordered {
		if distance := op.distance(method, segments); distance < best.distance {
			best = near{op, distance}
		}
	}
	if best.op == nil {
		return ""
	}
	return "; the nearest is " + best.op.method + " " + best.op.path + " (" + best.op.ID + ")"
}

// nearestID names the operation whose id is nearest to one that does not exist. It
// is "" when more than a third of the letters would have to change.
func (s *spec) nearestID(id string) string {
	best, least := "", len(id)/3+1
	for _, op := range s.ordered {
		if distance := letters(strings.ToLower(op.ID), strings.ToLower(id)); distance < least {
			best, least = op.ID, distance
		}
	}
	if best == "" {
		return ""
	}
	return "; the nearest is " + best
}

// distance is how much has to change in a path for it to be one of the
// operation: letters in segments, and whole segments.
func (op *operation) distance(method string, segments []string) int {
	sum := 0
	for i := range max(len(op.segments), len(segments)) {
		switch {
		case i >= len(op.segments):
			sum += min(len(segments[i])+1, 6) // what is too much may be of any length
		case i >= len(segments):
			sum += 4
		default:
			if _, template := templateName(op.segments[i]); !template {
				sum += 2 * letters(op.segments[i], segments[i])
			} else if segments[i] == "" {
				sum += 4
			}
		}
	}
	if op.method != method {
		sum++
	}
	return sum
}

// letters is how many letters have to be put in, taken out or changed to make one
// text of the other.
func letters(a, b string) int {
	b = b[:min(len(b), 64)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
