package ticketing

import (
	"context"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// DeclinedError is the cause of an error about a card that was declined. The
// order is as it was. Find it with errors.As.
type DeclinedError struct {
	// Payment is the attempt, as the vendor describes it.
	Payment ticketingapi.Payment
}

// Error names no part of the card.
func (e *DeclinedError) Error() string { return e.SafeText() }

// SafeText is Error's text: it may be part of another error's.
func (e *DeclinedError) SafeText() string { return "the card was declined" }

// Pay pays for an order (operation settleOrder). The vendor answers a declined
// card like a charged one; here it is a [*DeclinedError], and an answer that
// says neither is boxoffice.ErrUnexpectedResponse and
// boxoffice.ErrOutcomeUnknown, so a nil error means that the order is
// paid. Pay is not repeated once it may have been delivered
// (boxoffice.ErrOutcomeUnknown): GetOrder tells whether the order is fulfilled.
//
// The card's number and verification value print as [redacted], but its
// request encodes to JSON as it is sent. Do not keep it.
func (c *Client) Pay(ctx context.Context, order string, card ticketingapi.SettleOrderRequest, options ...rest.CallOption) (ticketingapi.Payment, error) {
	res, err := c.SettleOrder(ctx, order, card, options...)
	if err != nil {
		return ticketingapi.Payment{}, err
	}
	payment := value(res.JSON201)
	switch value(payment.Status) {
	case ticketingapi.PaymentStatusAuthorised:
		return payment, nil
	case ticketingapi.PaymentStatusDeclined:
		return payment, wrong("settleOrder", res.Response, &DeclinedError{Payment: payment})
	}
	return payment, inconclusive("settleOrder", res.Response, "the payment is neither authorised nor declined")
}
