package ticketing

import (
	"encoding/json"
	"iter"
)

// list is a page as the vendor writes it, of whatever entries: the generated
// pages are converted to it.
type list[T any] struct {
	Entries []T
	Page    int64
	Records int64
	Total   int64
}

// pages yields what is on all pages of a list, from the page first on (nil for
// the first of all). What it promises of a list that changes meanwhile:
//
//   - It ends. It asks for the next page only after one that brought something
//     new, and not when it has yielded as many entries as the vendor counts.
//   - It yields nothing twice: entries are told apart by what name says of them,
//     and where that is nothing by all they hold.
//   - It misses nothing that was in the list all the time, unless entries before
//     it were removed between two requests and it thereby moved to a page
//     already read, or a whole page of entries was added before it.
//
// The vendor's 404 for a page that does not exist is the end of the list, but
// not on the page that was asked for first.
func pages[T any](first *int64, fetch func(number *int64) (*list[T], error), name func(T) string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		start, seen := max(value(first), 1), map[string]bool{}
		for number := start; ; number++ {
			asked := &number
			if number == start {
				asked = first
			}
			p, err := fetch(asked)
			if err != nil {
				if number == start || !noSuch(err) {
					var none T
					yield(none, err)
				}
				return
			}
			before := len(seen)
			for _, entry := range p.Entries {
				key := identity(entry, name)
				if seen[key] {
					continue
				}
				seen[key] = true
				if !yield(entry, nil) {
					return
				}
			}
			all := start == 1 && p.Total > 0 && int64(len(seen)) >= p.Total
			if all || len(seen) == before {
				return
			}
		}
	}
}

// identity tells an entry from others.
func identity[T any](entry T, name func(T) string) string {
	if text := name(entry); text != "" {
		return text
	}
	data, err := json.Marshal(entry)
	if err != nil {
		return "" // a model always encodes
	}
	return string(data)
}
