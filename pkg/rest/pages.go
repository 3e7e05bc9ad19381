package rest

import (
	"iter"
	"reflect"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// PageBy says how a vendor tells the pages of a list apart.
type PageBy int

// The ways of paging.
const (
	// ByNumber asks for pages by their number.
	ByNumber PageBy = iota + 1
	// ByOffset asks for the elements from the n-th on.
	ByOffset
	// ByCursor sends a text that the page before brought.
	ByCursor
	// ByAfter sends the id of the last element of the page before.
	ByAfter
	// ByLink asks for the address that the page before names.
	ByLink
)

// FirstUnknown is the first number of a vendor that does not say whether it counts
// from 0 or from 1.
const FirstUnknown = -1

// Paging is how a vendor pages a list: x-page in the specification. Fields are named
// by their JSON names, inner ones after a dot; "header X-Next" is a header of the
// answer.
type Paging struct {
	By PageBy
	// First is the number of the first page, or FirstUnknown; ByNumber alone.
	First int64
	// Most is the size that pages are asked for with, 0 for the vendor's.
	Most int64
	// Items is the field with the elements, "" for an answer that is the list.
	Items string
	// ID is the field of an element that tells it from others.
	ID string
	// Next is the field with what the next page is asked for by.
	Next string
	// More is the field that is false, null, empty or missing on the last page.
	More string
	// Total is the field with the number of all elements.
	Total string
	// Rising: the elements come by rising id.
	Rising bool
	// PastStatus and PastField are the refusal of a page past the last one: its
	// status, and a field that it has. 0 without one.
	PastStatus int
	PastField  string
}

// PageParameters are the fields of a call's own parameters that the pages of a list
// are asked for with: pointers to them, nil where there is none. The pager writes
// them.
type PageParameters struct {
	// At says which page, Size how many elements a page has.
	At, Size any
	// AtName and SizeName name them in errors.
	AtName, SizeName string
	// Instead is the value of a parameter that says the same in another way and must
	// not be given.
	Instead     any
	InsteadName string
}

// Pages reads a list page by page and yields its elements. fetch gets a page with
// the given options and with what the pager has written into the parameters.
//
// It ends with a page that is empty or brings nothing new, so it never loops; a
// cursor or a link that comes again is an error. The errors say how far the list was
// read: see boxoffice.Error. Leaving the loop sends nothing more.
func Pages[E, R any](c *Client, op *Operation, p *Paging, params PageParameters, options []boxoffice.CallOption, fetch func([]boxoffice.CallOption) (R, error), yield func(E, error) bool) {
	l := newList(c, op, p, params, options, yield)
	items := locate(reflect.TypeFor[R](), p.Items)
	l.run(func(options []boxoffice.CallOption) iter.Seq2[E, error] {
		return func(yield func(E, error) bool) {
			answer, err := fetch(options)
			if err != nil {
				var none E
				yield(none, err)
				return
			}
			l.answer = reflect.ValueOf(answer)
			elements, _ := reflect.TypeAssert[[]E](items.in(l.answer))
			if l.isRepeated(elements) {
				return
			}
			for _, element := range elements {
				if !yield(element, nil) {
					return
				}
			}
		}
	})
}

// PagesAsStreams is [Pages] of an operation whose answer is read as a stream.
func PagesAsStreams[E any](c *Client, op *Operation, p *Paging, params PageParameters, options []boxoffice.CallOption, fetch func([]boxoffice.CallOption) iter.Seq2[E, error], yield func(E, error) bool) {
	newList(c, op, p, params, options, yield).run(fetch)
}
