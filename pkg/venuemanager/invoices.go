package venuemanager

import (
	"context"
	"iter"
	"slices"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Invoice is an invoice or a credit note.
type Invoice = venuemanagerapi.Invoice

// Invoices yields every invoice whose number is greater than params.AfterNumber,
// in the vendor's order; nil params begin with the first. Limit is how many
// invoices one request asks for, by default 100 (whether the shop has a highest
// size is not documented), and Format is JSON or XML, which brings the same
// invoices. It asks for the next page when the
// last one is used up, ends with the first empty page, and decodes each page as
// it arrives, so memory does not grow with the list. A page that brings nothing
// new ends it too, so it never loops.
//
// It takes the shop to list invoices by rising number, as afterNumber suggests
// and the vendor does not say. A page in another order ends the sequence with
// boxoffice.ErrUnexpectedResponse: counting on from it would pass invoices over.
//
// After an error the sequence ends; begin again after the last number seen. It
// needs [APIUser], and blocks as the requests do. A page is read while the loop
// runs, so the loop's own work counts towards ctx and towards the timeout of an
// *http.Client that you bring. Breaking out of the loop ends the running
// request.
func (c *Client) Invoices(ctx context.Context, params *venuemanagerapi.ListInvoicesParams, options ...boxoffice.CallOption) iter.Seq2[Invoice, error] {
	return func(yield func(Invoice, error) bool) {
		p := invoicePages{params: venuemanagerapi.ListInvoicesParams{Limit: boxoffice.Ptr(int64(100))}, options: options}
		if params != nil {
			if params.AfterNumber != nil {
				p.last = *params.AfterNumber
			}
			p.params.Format = params.Format
			if params.Limit != nil {
				p.params.Limit = params.Limit
			}
		}
		for {
			before := p.last
			if !p.page(ctx, c, yield) || p.last <= before {
				return
			}
		}
	}
}

// invoicePages is where one loop over the invoices is.
type invoicePages struct {
	params  venuemanagerapi.ListInvoicesParams
	options []boxoffice.CallOption
	last    int64 // the greatest number yielded
}

// page yields a page and reports whether the loop goes on.
func (p *invoicePages) page(ctx context.Context, c *Client, yield func(Invoice, error) bool) bool {
	params := p.params
	if after := p.last; after != 0 {
		params.AfterNumber = &after
	}
	previous := int64(0) // on this page
	var response boxoffice.Response
	options := append(slices.Clip(p.options), boxoffice.WithResponse(&response))
	for invoice, err := range c.ListInvoicesSeq(ctx, &params, options...) {
		if err == nil && invoice.Number < previous {
			err = unordered(response)
		}
		if err != nil {
			yield(Invoice{}, err)
			return false
		}
		previous = invoice.Number
		if invoice.Number <= p.last {
			continue // seen on an earlier page
		}
		p.last = invoice.Number
		if !yield(invoice, nil) {
			return false
		}
	}
	return true
}

// unordered is the error of a page whose invoices do not come by rising number.
func unordered(response boxoffice.Response) error {
	return &boxoffice.Error{
		Vendor: vendor, Operation: "listInvoices", Repeatable: true, Delivery: boxoffice.Answered, Attempts: response.Attempts,
		StatusCode: response.StatusCode, Header: response.Header,
		Err: safe.Errorf(boxoffice.ErrUnexpectedResponse, "the invoices do not come by rising number"),
	}
}
