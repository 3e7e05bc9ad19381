package hlconnect

import (
	"context"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Purchase buys an order: it validates every line, registers each exactly once,
// waits until the vendor is done, and returns the order's lines with their
// links. Take the customer's payment before, or ask with [Client.Validate] first.
//
// Calling again with the same order is always safe, in the same process or another:
// the call goes on where the last one ended. The package's comment lists the errors.
// With a [PurchaseFailedError] for a single line the items are returned too.
//
//   - The order is checked before anything is sent: see [InvalidOrderError].
//   - No line is registered before every line has been validated.
//   - A validation token is sent once. In the last ten seconds before it expires it
//     is not sent, and the line is validated again. This needs a correct clock.
//   - When the answer to a registration is lost (broken connection, timeout, 5xx,
//     another answer than 201), Purchase reads the order. If the line is not in it,
//     the line is registered again, up to five times in all.
//   - A 409 means that the line is registered. If the vendor has another asset or
//     quantity under its number, the error is a [ConflictError].
//   - After a refusal Purchase reads the order, and returns the refusal only when the
//     line is not in it. While a lost registration may still arrive, the error is an
//     [OutcomeUnknownError].
//
// When a process is killed, the next call does not know which requests are still
// under way. They cannot cause a second purchase, but a refusal is final only after
// the killed call's validation tokens have expired.
//
//   - A line is done when its state is COMPLETED, FAILED or CANCELED. Purchase waits
//     while it has any other state or none. When ctx ends before, the error is a
//     [PendingError] that names the state.
//
// Purchase blocks until all lines are done or ctx ends; it has no time limit of its
// own. See [boxoffice.Backoff]. Options apply to every request, but boxoffice.WithRetry only to
// the validations: all other requests are repeated by the rules above.
func (c *Client) Purchase(ctx context.Context, order Order, options ...boxoffice.CallOption) ([]hlconnectapi.OrderItem, error) {
	if err := order.check(); err != nil {
		return nil, err
	}
	s := &seller{client: c, order: order, options: options}
	sales := make([]*sale, len(order.Lines))
	for i, line := range order.Lines {
		sales[i] = &sale{seller: s, line: line, again: "Purchase"}
		if err := sales[i].prepare(ctx); err != nil {
			return nil, err
		}
	}
	for _, sale := range sales {
		if err := sale.register(ctx); err != nil {
			return nil, err
		}
	}
	return s.wait(ctx)
}

// wait watches the registered order until the vendor is done with every line.
func (s *seller) wait(ctx context.Context) ([]hlconnectapi.OrderItem, error) {
	orderState := OrderState{Order: s.order.Number, Registered: slices.Clone(s.registered)}
	missing, unread := 0, 0
	var last orderStatus // the last one that was answered
	for n := 0; ; n++ {
		seen, err := s.client.fetchOrder(ctx, s.order.Number, s.options)
		if unread++; !rest.CarriedOut(err) {
			unread = 0
		}
		if err == nil {
			last = seen
		}
		switch {
		case err != nil && (!transient(err) || unread == tries):
			return nil, last.pending(orderState, err)
		case err != nil: // asked again
		case seen.state == broken:
			return nil, &PurchaseFailedError{orderState, seen.status, seen.answer}
		case seen.state == settled && s.complete(seen.items):
			return s.outcome(seen.items)
		case seen.state == settled || seen.state == absent:
			// Registered, and not to be seen: it should be soon.
			if missing++; missing == tries {
				return nil, &OutcomeUnknownError{OrderState: orderState, Err: unlisted(seen), again: "Purchase"}
			}
		default:
			missing = 0
		}
		if err := s.client.backoff.Wait(ctx, n, seen.asked, err); err != nil {
			return nil, last.pending(orderState, err)
		}
	}
}

func unlisted(seen orderStatus) error {
	if seen.answer != nil {
		return seen.answer
	}
	return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the vendor shows the order without all of its lines")
}

func (s *seller) complete(items []hlconnectapi.OrderItem) bool {
	return !slices.ContainsFunc(s.order.Lines, func(line Line) bool { return itemOf(items, line) == nil })
}

// outcome judges the lines of an order that is done.
func (s *seller) outcome(items []hlconnectapi.OrderItem) ([]hlconnectapi.OrderItem, error) {
	for _, line := range s.order.Lines {
		orderState := OrderState{s.order.Number, line.ID, s.registered}
		item := itemOf(items, line)
		if field := difference(item, line); field != "" {
			orderState.Registered = slices.DeleteFunc(orderState.Registered, func(id int64) bool { return id == line.ID })
			return nil, &ConflictError{orderState, field}
		}
		if !reads(*item, StatusCompleted) { // so FAILED or CANCELED
			return items, &PurchaseFailedError{orderState, strings.ToUpper(item.Status), nil}
		}
	}
	return items, nil
}
