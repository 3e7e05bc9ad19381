package venuemanager

import (
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// InvoicePage says how [Client.Invoices] asks for them. The zero value asks for
// JSON, 100 at a time.
type InvoicePage struct {
	// Limit is how many invoices one request asks for; below 1 it means 100.
	// Whether the shop has a highest limit is not documented.
	Limit int64
	// XML asks for XML instead of JSON; the invoices are the same.
	XML bool
}

// Invoices yields every invoice whose number is greater than after, in the
// vendor's order; 0 begins with the first. It asks for the next page when the
// last one is used up, ends with the first empty page, and decodes each page as
// it arrives, so memory does not grow with the list. A page that brings nothing
// new ends it too, so it never loops.
//
// It takes the shop to list invoices by rising number, as afterNumber suggests
// and the vendor does not say: in another order, those below the greatest number
// of a page would be missed.
//
// After an error the sequence ends; begin again after the last number seen. It
// needs [APIUser], and blocks as the requests do. A page is read while the loop
// runs, so the loop's own work counts towards ctx and towards the timeout of an
// *http.Client that you bring. Breaking out of the loop ends the running
// request.
func (c *Client) Invoices(ctx context.Context, after int64, page InvoicePage, options ...rest.CallOption) iter.Seq2[venuemanagerapi.Invoice, error] {
	return func(yield func(venuemanagerapi.Invoice, error) bool) {
		for {
			last, stopped, err := c.invoicePage(ctx, after, page, options, yield)
			switch {
			case stopped:
				return
			case err != nil:
				yield(venuemanagerapi.Invoice{}, err)
				return
			case last <= after:
				return
			}
			after = last
		}
	}
}

// invoicePage yields one page and returns the greatest number on it.
func (c *Client) invoicePage(ctx context.Context, after int64, page InvoicePage, options []rest.CallOption, yield func(venuemanagerapi.Invoice, error) bool) (last int64, stopped bool, err error) {
	params := &venuemanagerapi.ListInvoicesParams{Limit: rest.Ptr(page.limit()), Format: rest.Ptr(page.format())}
	if after != 0 {
		params.AfterNumber = &after
	}
	last = after
	errStopped := errors.New("the loop was left")
	each := rest.WithEach("invoices", "invoice", func(invoice venuemanagerapi.Invoice) error {
		if invoice.Number <= after {
			return nil // seen on an earlier page
		}
		last = max(last, invoice.Number)
		if !yield(invoice, nil) {
			stopped = true
			return errStopped
		}
		return nil
	})
	_, err = c.ListInvoices(ctx, params, append(slices.Clip(options), each)...)
	return last, stopped, err
}

func (p InvoicePage) limit() int64 {
	if p.Limit > 0 {
		return p.Limit
	}
	return 100
}

func (p InvoicePage) format() venuemanagerapi.ListInvoicesParamsFormat {
	if p.XML {
		return venuemanagerapi.ListInvoicesParamsFormatXML
	}
	return venuemanagerapi.ListInvoicesParamsFormatJSON
}
