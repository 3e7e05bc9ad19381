package musement

import (
	"encoding/json"
	"iter"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// list reads a list page by page.
type list[T any] struct {
	operation string
	// fetch gets a page: page counts from 0, offset is how many entries the pages
	// before had, after where the list was to begin.
	fetch func(page, offset int64) ([]T, error)
	// id tells entries apart, nil where the vendor sent none.
	id func(T) any
	// begin is the first offset; full is how many entries a whole page has.
	begin, full int64
	// repeats is how many pages may bring nothing new before that ends the list.
	repeats int
}

// all yields the entries. It ends with the first page that is empty or brings
// nothing new. Entries that moved to the next page meanwhile come once.
func (l list[T]) all() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		before, repeats, fresh := map[any]bool{}, l.repeats, 0
		for page, offset := int64(0), l.begin; ; page++ {
			entries, err := l.fetch(page, offset)
			if err != nil {
				yield(none, err)
				return
			}
			ids, isFresh := map[any]bool{}, false
			for _, entry := range entries {
				id := l.idOf(entry)
				ids[id] = true
				if before[id] {
					continue
				}
				isFresh = true
				if !yield(entry, nil) {
					return
				}
			}
			switch {
			case len(entries) == 0:
				return
			case isFresh:
				fresh++
			case repeats > 0:
				repeats--
			case fresh == 1 && int64(len(entries)) >= l.full:
				yield(none, l.wrong(boxoffice.ErrUnexpectedResponse, "the second page is the first one again, so the list cannot be read to its end"))
				return
			default:
				return
			}
			before, offset = ids, offset+int64(len(entries))
		}
	}
}

func (l list[T]) idOf(entry T) any {
	if id := l.id(entry); id != nil {
		return id
	}
	data, _ := json.Marshal(entry)
	return string(data)
}

func (l list[T]) wrong(kind error, text string) error {
	return &boxoffice.Error{Vendor: vendor, Operation: l.operation, Err: safe.Errorf(kind, "%s", text)}
}

// byOffset is a list that the vendor pages by offset and limit. most is the
// vendor's greatest limit, which is also the default.
func byOffset[T any](operation string, page, offset, limit *int64, most int64, id func(T) any, fetch func(offset, limit int64) ([]T, error)) iter.Seq2[T, error] {
	l := list[T]{operation: operation, id: id, full: most}
	if offset != nil {
		l.begin = *offset
	}
	if limit != nil {
		l.full = *limit
	}
	problem := ""
	switch {
	case page != nil:
		problem = "Page must be nil: the pages are counted by offset"
	case l.begin < 0:
		problem = "Offset must not be negative"
	case l.full < 1:
		problem = "Limit must be at least 1"
	}
	l.fetch = func(_, offset int64) ([]T, error) {
		if problem != "" {
			return nil, l.wrong(boxoffice.ErrInvalidRequest, problem)
		}
		return fetch(offset, l.full)
	}
	return l.all()
}

// known is a value as an id, nil when the vendor sent none.
func known[T comparable](value T) any {
	var none T
	if value == none {
		return nil
	}
	return value
}

// given copies a call's parameters, so that paging does not write into the
// caller's.
func given[T any](params *T) T {
	if params == nil {
		var none T
		return none
	}
	return *params
}
