package rest

import (
	"iter"
	"reflect"
	"strconv"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// list is the state of one loop over a list.
type list[E any] struct {
	*Paging
	client  *Client
	op      *Operation
	params  PageParameters
	options []boxoffice.CallOption
	yield   func(E, error) bool

	at        string // number, offset, cursor, id or link of the page, "" for the first one
	size      int64  // how many elements a page is asked for, 0 for the vendor's default
	beginning bool   // the loop began with the first page
	pages     int    // how many pages were read
	fresh     int    // how many of them had new elements
	yielded   int64
	followed  map[string]bool // cursors and links that were used
	seen      map[string]bool // elements of earlier pages; without an id, whole pages

	id      place
	element E             // the element whose id is read
	holder  reflect.Value // element, for reflect

	heard    settings.Answer
	answer   reflect.Value // not valid when the answer is a stream
	repeated int64         // how many elements the page has when the whole page was read before
}

func newList[E any](c *Client, op *Operation, p *Paging, params PageParameters, options []boxoffice.CallOption, yield func(E, error) bool) *list[E] {
	l := &list[E]{
		Paging: p, client: c, op: op, params: params, options: options, yield: yield,
		followed: map[string]bool{}, seen: map[string]bool{}, id: locate(reflect.TypeFor[E](), p.ID),
	}
	l.holder = reflect.ValueOf(&l.element).Elem()
	return l
}

// run reads page after page.
func (l *list[E]) run(fetch func([]boxoffice.CallOption) iter.Seq2[E, error]) {
	err := l.begin()
	for more := err == nil; more; l.pages++ {
		l.ask()
		l.heard, l.answer, l.repeated = settings.Answer{}, reflect.Value{}, 0
		var p page
		if p, more, err = l.read(fetch(l.paged())); more {
			more, err = l.advance(p)
		}
	}
	if err == nil {
		return
	}
	if e := boxoffice.AsError(err); e != nil {
		e.Elements, e.Page = l.yielded, boxoffice.Sensitive(l.at)
	}
	var none E
	l.yield(none, err)
}

// page says what one page had.
type page struct {
	elements, fresh int64
	last            string // the id of the last element
}

// read yields those elements of a page that were not on an earlier page. more is
// false at the end of the list, and when the loop was left.
func (l *list[E]) read(elements iter.Seq2[E, error]) (p page, more bool, err error) {
	here := map[string]bool{}
	before := int64(0) // the previous id on this page
	for element, err := range elements {
		if err != nil {
			if l.isPastTheEnd(err) {
				err = nil
			}
			return p, false, err
		}
		p.elements++
		switch {
		case l.Rising:
			id := l.idOf(element).Int()
			if id < before {
				return p, false, l.unexpected("the elements do not come by rising %s", l.ID)
			}
			if before = id; !l.rises(id) {
				continue
			}
		case l.ID != "":
			id, mark := l.idOf(element), ""
			if id.IsValid() && !id.IsZero() {
				mark = textOf(id)
			}
			if p.last = mark; mark == "" {
				mark = contents(element) // the vendor sent no id
			}
			here[mark] = true
			if l.seen[mark] {
				continue
			}
		}
		p.fresh++
		l.yielded++
		if !l.yield(element, nil) {
			return p, false, nil
		}
	}
	for mark := range here {
		l.seen[mark] = true
	}
	p.elements += l.repeated
	return p, true, nil
}

// rises reports whether an id is greater than the last one, and keeps it as the last
// one. After an error in the middle of a page a new loop can begin there.
func (l *list[E]) rises(id int64) bool {
	if last, err := strconv.ParseInt(l.at, 10, 64); err == nil && id <= last {
		return false
	}
	l.at = strconv.FormatInt(id, 10)
	return true
}

// isRepeated reports whether the whole page was read before. It is only for lists
// without an id: with one, single elements are compared. Lists by cursor or link
// compare their cursors and links.
func (l *list[E]) isRepeated(elements []E) bool {
	if l.ID != "" || l.By == ByCursor || l.By == ByLink || len(elements) == 0 {
		return false
	}
	mark := contents(elements)
	if l.seen[mark] {
		l.repeated = int64(len(elements))
	}
	l.seen[mark] = true
	return l.repeated > 0
}

// advance decides after a page whether there is another one.
func (l *list[E]) advance(p page) (bool, error) {
	if err := l.unclear(p); err != nil {
		return false, err
	}
	if l.By == ByCursor || l.By == ByLink {
		return l.follow()
	}
	if p.fresh > 0 {
		l.fresh++
	}
	second := l.pages == 1
	switch {
	case p.elements == 0:
		return false, nil
	case p.fresh == 0 && second && l.First == FirstUnknown:
		// The vendor counts from 1: page 1 is the page that came without a number.
	case p.fresh == 0 && second && l.size > 0 && p.elements >= l.size:
		return false, l.unexpected("the second page is the first one again, so the list cannot be read to its end")
	case p.fresh == 0, l.beginning && l.isAll(), !l.isMore():
		return false, nil
	}
	return l.count(p)
}

// count sets at for the next page, when the vendor sends neither cursor nor link.
func (l *list[E]) count(p page) (bool, error) {
	at, err := strconv.ParseInt(l.at, 10, 64)
	switch {
	case l.By == ByOffset:
		l.at = strconv.FormatInt(at+p.elements, 10)
	case l.By == ByNumber && err != nil && l.First == FirstUnknown:
		if l.at = "1"; l.size == 0 {
			l.size = p.elements // so that the second request has the same size as the first
		}
	case l.By == ByNumber && err != nil:
		l.at = strconv.FormatInt(l.First+1, 10)
	case l.By == ByNumber:
		l.at = strconv.FormatInt(at+1, 10)
	case l.Rising:
	case l.Next == "":
		if p.last == "" {
			return false, l.unexpected("the last element has no %s to ask for the next page by", l.ID)
		}
		l.at = p.last
	default:
		next := l.field(l.Next)
		if next == "" && l.More != "" {
			return false, l.unexpected("there is a next page and no %s to ask for it", l.Next)
		}
		l.at = next
		return next != "", nil
	}
	return true, nil
}

// unexpected makes the error for a page that differs from the specification.
func (l *list[E]) unexpected(format string, args ...any) error {
	return &boxoffice.Error{
		Vendor: l.client.Vendor, Operation: l.op.ID, Repeatable: l.op.Repeatable, Delivery: boxoffice.Answered,
		Attempts: l.heard.Attempts, StatusCode: l.heard.StatusCode, Header: l.heard.Header, Body: l.heard.Body,
		Err: safe.Errorf(boxoffice.ErrUnexpectedResponse, format, args...),
	}
}
