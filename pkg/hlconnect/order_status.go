package hlconnect

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// state is what the vendor knows of an order.
type state int

const (
	absent  state = iota // 404: no such order
	working              // 202, or 200 with a line that does not read COMPLETED, FAILED or CANCELED
	settled              // 200: the lines are there
	broken               // 502 with the documented body: the fulfilment failed
)

// orderStatus is an order as the vendor shows it.
type orderStatus struct {
	state  state
	items  []hlconnectapi.OrderItem
	waits  *hlconnectapi.OrderItem // the first line that is not final, nil for none that is shown
	status string                  // the state in the body of a 502
	asked  time.Duration           // the answer's Retry-After, 0 for none
	answer error                   // the answer when it is 404 or 502
}

// fetchOrder asks once. Its error is a question that was not answered.
func (c *Client) fetchOrder(ctx context.Context, order int64, options []boxoffice.CallOption) (orderStatus, error) {
	var response boxoffice.Response
	res, err := c.Raw.GetPurchaseInfo(ctx, hlconnectapi.GetPurchaseInfoParams{OrderID: order},
		append(slices.Clip(options), once, boxoffice.WithResponse(&response))...)
	switch e := boxoffice.AsError(err); {
	case failure(e) != "":
		return orderStatus{state: broken, status: failure(e), answer: err}, nil
	case judges(err) && e.StatusCode == http.StatusNotFound:
		return orderStatus{state: absent, answer: err, asked: boxoffice.AsError(err).RetryAfter()}, nil
	case err != nil:
		return orderStatus{}, err
	}
	s := orderStatus{state: working}
	s.asked, _ = transport.RetryAfter(response.Header, time.Now())
	if res.Items != nil {
		s.items = res.Items
		s.state = settled
		if i := slices.IndexFunc(s.items, func(i hlconnectapi.OrderItem) bool { return !final(i) }); i >= 0 {
			s.state, s.waits = working, &s.items[i]
		}
	}
	return s, nil
}

// tries is how often in a row a question is asked that finds no answer, or one
// that cannot be yet: with the default backoff, over half a minute.
const tries = 6

// fetchOrderPatiently asks until there is an answer.
func (c *Client) fetchOrderPatiently(ctx context.Context, order int64, options []boxoffice.CallOption) (s orderStatus, err error) {
	asked := 0
	err = c.backoff.Poll(ctx, func(ctx context.Context) (done bool, after time.Duration, err error) {
		asked++
		s, err = c.fetchOrder(ctx, order, options)
		return err == nil || asked == tries || !transient(err), 0, err
	})
	return s, err
}

// pending is the error when the waiting for an order ends. seen is what the vendor
// showed last.
func (seen orderStatus) pending(state OrderState, err error) *PendingError {
	e := &PendingError{OrderState: state, Err: err}
	if item := seen.waits; item != nil {
		e.reads = nameOf(*item)
		if item.OrderLineID != 0 {
			e.Line = item.OrderLineID
		}
		if item.Status != "" {
			e.Status = item.Status
		}
	}
	return e
}

func reads(item hlconnectapi.OrderItem, status string) bool {
	return item.Status != "" && strings.EqualFold(item.Status, status)
}

// itemOf is the item that stands for a line, nil when there is none. No field of
// an item is promised; one without a line is recognised by its asset.
func itemOf(items []hlconnectapi.OrderItem, line Line) *hlconnectapi.OrderItem {
	for i, item := range items {
		switch {
		case item.OrderLineID != 0 && item.OrderLineID == line.ID,
			item.OrderLineID == 0 && item.AssetID != 0 && item.AssetID == line.AssetID:
			return &items[i]
		}
	}
	return nil
}

// difference is the field in which an item is another purchase than the line,
// "" when it is the same.
func difference(item *hlconnectapi.OrderItem, line Line) string {
	switch {
	case item.AssetID != 0 && item.AssetID != line.AssetID:
		return "AssetID"
	case item.Quantity != 0 && item.Quantity != line.Quantity:
		return "Quantity"
	}
	return ""
}

// transient reports whether a question that was not answered may be answered when
// it is asked again. The page of a proxy is no answer, whatever its status.
func transient(err error) bool {
	e := boxoffice.AsError(err)
	return e.Transient() || e != nil && slices.Contains(judgements[e.Operation], e.StatusCode) && !judges(err) &&
		!errors.Is(err, boxoffice.ErrTooLarge)
}

// ours reports whether the request could not be made: calling again with the same
// arguments and client ends alike.
func ours(err error) bool {
	e := boxoffice.AsError(err)
	return e != nil && e.Delivery == boxoffice.NeverSent && (errors.Is(err, boxoffice.ErrInvalidRequest) ||
		errors.Is(err, boxoffice.ErrConfiguration) || errors.Is(err, boxoffice.ErrOrigin))
}
