package main

import (
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// place is where in our specification a difference is: an operation, a component
// schema, or, without a name, the document.
type place struct {
	name  string
	marks map[string]any
}

// difference is one thing that one description has and the other lacks.
type difference struct {
	where  string // "createOrder", "Supplier", ""
	key    string // "type field price.value": what x-differs names it by
	detail string
	reason string
}

func (d difference) String() string {
	where := d.where
	if where == "" {
		where = "the document"
	}
	return fmt.Sprintf("%s: %s: %s", where, d.key, d.detail)
}

// findings are the differences, and the reasons that explain none.
type findings struct {
	root      map[string]any
	seen      map[string]bool
	unused    reasons
	open      []difference
	explained []difference
	idle      []string
}

func newFindings(ours *openapi3.T) *findings {
	return &findings{root: ours.Extensions, seen: map[string]bool{}, unused: reasonsOf(ours)}
}

// add records a difference. marks are the extensions of the part itself, whose
// x-differs, when it is a sentence, explains whatever differs about the part.
func (f *findings) add(at place, marks map[string]any, kind, what, detail string) {
	d := difference{where: at.name, key: strings.TrimSpace(kind + " " + what), detail: detail}
	if f.seen[d.String()] {
		return
	}
	f.seen[d.String()] = true
	d.reason = f.reason(at, marks, d.key)
	if d.reason == "" {
		f.open = append(f.open, d)
		return
	}
	f.explained = append(f.explained, d)
}

// reason is that of the part, or that by key of the place or of the document.
func (f *findings) reason(at place, marks map[string]any, key string) string {
	if sentence, ok := marks["x-differs"].(string); ok {
		f.unused.use(marks, "")
		return sentence
	}
	for _, marks := range []map[string]any{at.marks, f.root} {
		for _, pattern := range slices.Sorted(maps.Keys(keyed(marks))) {
			if matches(pattern, key) {
				f.unused.use(marks, pattern)
				return keyed(marks)[pattern]
			}
		}
	}
	return ""
}

// matches reports whether a key is what a pattern names; * is any text.
func matches(pattern, key string) bool {
	parts := strings.Split(pattern, "*")
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".*") + "$").MatchString(key)
}

// print writes the report. What has no reason comes last, where it is seen.
func (f *findings) print(to io.Writer) {
	section := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		_, _ = fmt.Fprintf(to, "%s (%d)\n\n", title, len(lines))
		for _, line := range lines {
			_, _ = fmt.Fprintf(to, "- %s\n", line)
		}
		_, _ = fmt.Fprintln(to)
	}
	var explained, open []string
	for _, d := range f.explained {
		explained = append(explained, d.String()+"\n  because: "+strings.TrimSpace(d.reason))
	}
	for _, d := range f.open {
		open = append(open, d.String())
	}
	section("Explained", explained)
	section("Reasons under x-differs that explain no difference any more", f.idle)
	section("Without a reason", open)
	_, _ = fmt.Fprintf(to, "%d differences are explained, %d are not; %d reasons are of no use.\n", len(f.explained), len(f.open), len(f.idle))
}
