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
	// ByOffset asks for a page by how many elements come before it.
	ByOffset
	// ByCursor asks for a page by a text from the previous page.
	ByCursor
	// ByAfter asks for a page by the id of the last element of the previous page.
	ByAfter
	// ByLink asks for the address that the previous page names.
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
	// Most is how many elements a page is asked for, 0 for the vendor's default.
	Most int64
	// Items is the field with the elements, "" when the answer itself is the list.
	Items string
	// ID is the field that identifies an element.
	ID string
	// Next is the field with the cursor, link or id of the next page.
	Next string
	// More is the field that is false, null, empty or missing on the last page.
	More string
	// Total is the field with the number of all elements.
	Total string
	// Rising says that the elements are sorted by ascending id.
	Rising bool
	// PastStatus and PastField describe the refusal of a page past the last one: its
	// status, and a field of its body. PastStatus is 0 when there is no such refusal.
	PastStatus int
	PastField  string
}

// PageParameters are pointers to the call's parameters for paging, nil where the
// operation has none. The pager sets the parameters before each request.
type PageParameters struct {
	// At points to the parameter for the page, Size to that for the page's size.
	At, Size any
	// AtName and SizeName are their names in errors.
	AtName, SizeName string
	// Instead is the value of another parameter with the same meaning as At, which
	// the caller must not set. InsteadName is its name in errors.
	Instead     any
	InsteadName string
}

// Pages reads a list page by page and yields its elements. fetch sends the request
// for one page, with the given options and with the parameters that the pager has
// set.
//
// The list ends after a page that is empty or has only elements of earlier pages. A
// cursor or a link that comes a second time is an error. So Pages never repeats pages
// forever. Its errors say how far the list was read; see boxoffice.Error. When the
// loop is left, no further request is sent.
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

// PagesAsStreams is [Pages] for an operation whose answer is read as a stream.
func PagesAsStreams[E any](c *Client, op *Operation, p *Paging, params PageParameters, options []boxoffice.CallOption, fetch func([]boxoffice.CallOption) iter.Seq2[E, error], yield func(E, error) bool) {
	newList(c, op, p, params, options, yield).run(fetch)
}
