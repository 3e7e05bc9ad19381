package vcr

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// hostField is the name under which the host of an address is replaced.
const hostField = "(host)"

// standIns replace the values that a recording was made with by the documented examples.
// The same value can mean different things: 1 is the number of an invoice in one place
// and an amount in another. So a value is replaced only in these places:
//
//   - the whole value of a field, parameter or header that the specification
//     shows the example for;
//   - a value that cannot be taken for another one, see [distinctive], as the
//     whole value of anything, and where it stands alone in a longer text;
//   - one label of a host, one segment of a path and one value of a query.
type standIns struct {
	spec   *oas.Document
	values func() map[string][]string // what a recording was made with, and its examples
}

func (s standIns) replace(field, text string) string {
	given := s.values()
	for _, example := range given[text] {
		if s.spec.ShowsUnder(field, example) {
			return example
		}
	}
	values := make(map[string]string, len(given)) // elsewhere the first example stands for it
	for value, examples := range given {
		values[value] = examples[0]
	}
	if example, ok := values[text]; ok && distinctive(text) {
		return example
	}
	if field == hostField {
		return inHost(text, values)
	}
	if u, err := url.Parse(text); err == nil && u.Host != "" && u.Scheme != "" {
		return inAddress(text, u, values)
	}
	for _, value := range longestFirst(values) {
		if distinctive(value) {
			text = alone(text, value, values[value])
		}
	}
	return text
}

// distinctive is a text of at least six characters with a letter among them.
func distinctive(value string) bool {
	return utf8.RuneCountInString(value) >= 6 && strings.ContainsFunc(value, unicode.IsLetter)
}

// longestFirst keeps a value from being replaced inside of a longer one.
func longestFirst(values map[string]string) []string {
	var all []string
	for value := range values {
		all = append(all, value)
	}
	slices.SortFunc(all, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return all
}

// alone replaces a value where neither a letter nor a digit is next to it.
func alone(text, value, example string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(text, value)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		last, _ := utf8.DecodeLastRuneInString(out.String())
		next, _ := utf8.DecodeRuneInString(after)
		if wordy(last) || wordy(next) {
			out.WriteString(value)
		} else {
			out.WriteString(example)
		}
		text = after
	}
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func inHost(host string, values map[string]string) string {
	if example, ok := values[host]; ok {
		return example
	}
	labels := strings.Split(host, ".")
	for i, label := range labels {
		if example, ok := values[label]; ok {
			labels[i] = example
		}
	}
	return strings.Join(labels, ".")
}

// inAddress leaves an address as it is spelled when nothing in it is replaced.
func inAddress(text string, u *url.URL, values map[string]string) string {
	host := inHost(u.Host, values)
	changed := host != u.Host
	segments := strings.Split(u.EscapedPath(), "/")
	for i, segment := range segments {
		given, err := url.PathUnescape(segment)
		if example, ok := values[given]; ok && err == nil {
			segments[i], changed = url.PathEscape(example), true
		}
	}
	query, err := url.ParseQuery(u.RawQuery)
	inQuery := false
	for _, list := range query {
		for i, value := range list {
			if example, ok := values[value]; ok && err == nil {
				list[i], inQuery = example, true
			}
		}
	}
	if !changed && !inQuery {
		return text
	}
	path := strings.Join(segments, "/")
	u.Host, u.RawPath = host, path
	u.Path, _ = url.PathUnescape(path) // it was escaped a moment ago
	if inQuery {
		u.RawQuery = query.Encode()
	}
	return u.String()
}
