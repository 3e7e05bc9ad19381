package vendortest

import (
	"net/url"
	"slices"
	"strings"
)

// routed is where a request leads.
type routed struct {
	op      *operation // nil when it leads nowhere
	values  map[string]string
	path    string   // the documented path that fits, "" when none does
	methods []string // of that path, when op is nil
}

// route finds the operation for a method and an escaped path, with its
// unescaped path values. A path without templates wins over one with them.
func (s *spec) route(method, escaped string) (r routed) {
	for _, base := range s.bases {
		rest, ok := strings.CutPrefix(escaped, base)
		if !ok {
			continue
		}
		segments := strings.Split(rest, "/")
		for _, candidate := range s.ordered {
			values, fits := candidate.match(segments)
			if !fits || r.path != "" && r.path != candidate.path {
				continue // another path, or one that the path found wins over
			}
			r.path = candidate.path
			if candidate.method == method {
				return routed{op: candidate, values: values, path: r.path}
			}
			r.methods = append(r.methods, candidate.method)
		}
		if r.path != "" {
			return r
		}
	}
	return r
}

// masked is a path that fits no operation, without the segments that no
// documented path has: they may be anything, a secret too.
func (s *spec) masked(escaped string) string {
	segments := strings.Split(escaped, "/")
	for i, segment := range segments {
		if !s.literals[segment] {
			segments[i] = "{?}"
		}
	}
	return strings.Join(segments, "/")
}

func (op *operation) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(op.segments) {
		return nil, false
	}
	values := map[string]string{}
	for i, segment := range op.segments {
		given, err := url.PathUnescape(segments[i])
		switch name, template := templateName(segment); {
		case err != nil:
			return nil, false
		case template && given != "":
			values[name] = given
		case given != segment:
			return nil, false
		}
	}
	return values, true
}

func templateName(segment string) (string, bool) {
	name, ok := strings.CutPrefix(segment, "{")
	return strings.TrimSuffix(name, "}"), ok
}

// byPath orders operations so that the first whose path matches is the right
// one: literal segments before templates, from left to right.
func byPath(a, b *operation) int {
	return slices.Compare(rank(a), rank(b))
}

func rank(op *operation) []string {
	ranks := make([]string, 0, len(op.segments)+2)
	for _, segment := range op.segments {
		if _, template := templateName(segment); template {
			segment = "\xff" // after every literal
		}
		ranks = append(ranks, segment)
	}
	return append(ranks, op.path, op.method)
}
