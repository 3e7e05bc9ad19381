package hlconnect

import (
	"context"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Cancel revokes the access to one line of an order, for good (operation
// cancelPurchase). It is nil when the line is cancelled. A line that may not be
// cancelled is a [NotCancellableError]. An order or line that does not exist is
// boxoffice.ErrNotFound. When the vendor cannot be reached, or answers 401, 403 or
// another 4xx that it does not document as a judgement of the line, the error is an
// [UnsentError]: this call cancelled nothing, but an earlier call may have.
//
// When the answer is lost, Cancel reads the state of the line. If it is CANCELED,
// Cancel is done; otherwise it cancels again, up to three times in all. If the
// result is still unknown, the error is an [OutcomeUnknownError]. Calling again is
// safe.
func (c *Client) Cancel(ctx context.Context, order, line int64, options ...boxoffice.CallOption) error {
	orderState := OrderState{Order: order, Line: line}
	unknown := func(err error) error {
		return &OutcomeUnknownError{OrderState: orderState, Err: err, again: "Cancel"}
	}
	var last error // the last answer that was lost
	for n := range 3 {
		err := c.Raw.CancelPurchase(ctx, hlconnectapi.CancelPurchaseParams{OrderID: order, OrderLineID: line}, options...)
		fate := fateOf(err)
		switch {
		case err == nil:
			return nil
		case last == nil && fate == refused, ours(err):
			return err
		case last == nil && fate != lost:
			return &UnsentError{orderState, err}
		}
		if fate == lost {
			last = err
		}
		if err := c.backoff.Wait(ctx, n, 0, err); err != nil {
			return unknown(err)
		}
		seen, lookErr := c.fetchOrderPatiently(ctx, order, options)
		switch {
		case lookErr != nil:
			return unknown(lookErr)
		case cancelled(seen.items, line):
			return nil
		case seen.state == absent:
			return seen.answer
		case fate == refused && seen.state != working:
			return err
		}
	}
	return unknown(last)
}

// cancelled reports whether the line reads CANCELED.
func cancelled(items []hlconnectapi.OrderItem, line int64) bool {
	for _, item := range items {
		if item.OrderLineID != 0 && item.OrderLineID == line && reads(item, StatusCanceled) {
			return true
		}
	}
	return false
}
