package musement

import (
	"context"
	"iter"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Activities yields the supplier's own activities (operation listActivities).
//
// Like all lists here it asks for page after page, 100 entries at a time (50 for
// pick-ups) unless Limit says otherwise, beginning at Offset. It ends with the
// first page that is empty or brings nothing new, so it never loops; a second
// page that is the first one again is an error, because the vendor then takes no
// notice of the offset. Page must be nil. nil params mean the whole list; params
// are not modified.
//
// After an error the sequence ends; begin again at the offset of what was seen.
// It blocks as the requests do, and leaving the loop sends no further one.
func (c *Client) Activities(ctx context.Context, params *musementapi.ListActivitiesParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.Activity, error] {
	p := given(params)
	id := func(a musementapi.Activity) any { return known(a.UUID) }
	return byOffset("listActivities", p.Page, p.Offset, p.Limit, 100, id, func(offset, limit int64) ([]musementapi.Activity, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		return c.ListActivities(ctx, &p, options...)
	})
}

// ParentActivities yields the activities that others belong to (operation
// listParentActivities). See [Client.Activities] for how lists are read.
func (c *Client) ParentActivities(ctx context.Context, params *musementapi.ListParentActivitiesParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.Activity, error] {
	p := given(params)
	id := func(a musementapi.Activity) any { return known(a.UUID) }
	return byOffset("listParentActivities", nil, p.Offset, p.Limit, 100, id, func(offset, limit int64) ([]musementapi.Activity, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		result, err := c.ListParentActivities(ctx, &p, options...)
		if err != nil {
			return nil, err
		}
		return result.Activities, nil
	})
}

// Orders yields the orders of the supplier's activities (operation listOrders).
// See [Client.Activities] for how lists are read.
func (c *Client) Orders(ctx context.Context, params *musementapi.ListOrdersParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.Order, error] {
	p := given(params)
	id := func(o musementapi.Order) any { return known(o.UUID) }
	return byOffset("listOrders", p.Page, p.Offset, p.Limit, 100, id, func(offset, limit int64) ([]musementapi.Order, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		return c.ListOrders(ctx, &p, options...)
	})
}

// Invoices yields the supplier's invoices (operation listInvoices). The vendor
// pages them by number and does not say whether it counts from 0 or 1, so the
// first request names no page, and a page 1 that brings the same again is passed
// over.
func (c *Client) Invoices(ctx context.Context, options ...boxoffice.CallOption) iter.Seq2[musementapi.Invoice, error] {
	return func(yield func(musementapi.Invoice, error) bool) {
		first := int64(0) // entries on the page that no limit was given for
		list[musementapi.Invoice]{
			operation: "listInvoices",
			id:        func(i musementapi.Invoice) any { return known(i.Number) },
			full:      10, // the vendor's own limit
			repeats:   1,
			fetch: func(page, _ int64) ([]musementapi.Invoice, error) {
				var params *musementapi.ListInvoicesParams
				if page > 0 {
					params = &musementapi.ListInvoicesParams{Page: &page, Limit: &first}
				}
				result, err := c.ListInvoices(ctx, params, options...)
				if err != nil {
					return nil, err
				}
				if page == 0 && result != nil {
					first = int64(len(result))
				}
				return result, nil
			},
		}.all()(yield)
	}
}

// Pickups yields pick-up points, all of Musement's or those that match
// (operation listPickups).
func (c *Client) Pickups(ctx context.Context, params *musementapi.ListPickupsParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.ActivityPickup, error] {
	p := given(params)
	id := func(a musementapi.ActivityPickup) any { return known(a.UUID) }
	return byOffset("listPickups", nil, p.Offset, p.Limit, 50, id, func(offset, limit int64) ([]musementapi.ActivityPickup, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		return c.ListPickups(ctx, &p, options...)
	})
}
