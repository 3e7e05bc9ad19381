package hlconnect

import (
	"context"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
)

// recognise reports whether the line is in what the vendor shows. Its error is
// that another purchase is, or that the order failed.
func (s *sale) recognise(seen orderStatus) (bool, error) {
	switch seen.state {
	case broken:
		return false, &PurchaseFailedError{s.orderState().whole(), seen.status, seen.answer}
	case settled, working:
		s.items = seen.items
		if item := itemOf(seen.items, s.line); item != nil {
			err := s.is(item)
			return err == nil, err
		}
	}
	return false, nil
}

// is takes the item for the line, unless it is another purchase.
func (s *sale) is(item *hlconnectapi.OrderItem) error {
	if field := difference(item, s.line); field != "" {
		return &ConflictError{s.orderState(), field}
	}
	s.registers()
	return nil
}

// compare is what a 409 calls for: the line's number is taken, by this purchase
// or another one. An order that is still in work does not show its lines; then
// the end of the waiting tells.
func (s *sale) compare(ctx context.Context, conflict error) error {
	for n := range tries {
		seen, err := s.client.fetchOrderPatiently(ctx, s.order.Number, s.options)
		if err != nil {
			return s.unknown(err)
		}
		if there, err := s.recognise(seen); there || err != nil {
			return err
		}
		if seen.state == working {
			s.registers()
			return nil
		}
		// The vendor says that it is there and does not show it yet.
		if err := s.client.backoff.Wait(ctx, n, seen.asked, conflict); err != nil {
			return s.unknown(err)
		}
	}
	return s.unknown(conflict)
}

// resolveRefusal says how a line ends that cannot be registered now: the vendor
// judged it (see judges), or no validation token could be had. It is nil when the
// line turns out to be registered: by an earlier call, by a registration that was
// taken for lost, or by the first of two copies of the one that was refused.
func (s *sale) resolveRefusal(ctx context.Context, err error) error {
	switch {
	case !s.doubtful() && !judges(err):
		return &UnsentError{s.orderState(), err}
	case s.order.Number == 0: // there is no order in which the line could be
		return &RefusedError{s.orderState(), err}
	}
	onTheWay := time.Now().Before(s.settles)
	seen, lookErr := s.settle(ctx)
	if lookErr != nil {
		return s.unknown(lookErr)
	}
	if there, err := s.recognise(seen); there || err != nil {
		return err
	}
	switch {
	case onTheWay:
		return s.unknown(err)
	case judges(err):
		return &RefusedError{s.orderState(), err}
	}
	return &UnsentError{s.orderState(), err}
}

// settle asks until the order shows the line, or all of its lines, or that it
// has none.
func (s *sale) settle(ctx context.Context) (seen orderStatus, err error) {
	err = s.client.backoff.Poll(ctx, func(ctx context.Context) (done bool, after time.Duration, err error) {
		seen, err = s.client.fetchOrderPatiently(ctx, s.order.Number, s.options)
		return err != nil || seen.state != working || itemOf(seen.items, s.line) != nil, seen.asked, err
	})
	return seen, err
}

// stopped says how a line ends when the attempts do.
func (s *sale) stopped(err error) error {
	if s.doubtful() {
		return s.unknown(err)
	}
	return &UnsentError{s.orderState(), err}
}

func (s *sale) unknown(err error) error {
	return &OutcomeUnknownError{OrderState: s.orderState(), Settles: s.settles, Err: err, again: s.again}
}

// whole is the state without the line: the error is about the order as a whole.
func (s OrderState) whole() OrderState {
	s.Line = 0
	return s
}
