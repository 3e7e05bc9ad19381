package ticketing

import (
	"context"
	"slices"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
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

// Pay pays for an order (operation settleOrder). A nil error means that the order is
// paid. The vendor answers with a success also when the card was declined; Pay then
// returns a [*DeclinedError]. When the answer says neither, the error is
// boxoffice.ErrUnexpectedResponse and boxoffice.ErrOutcomeUnknown. A request that may
// have reached the vendor is not sent again (boxoffice.ErrOutcomeUnknown); GetOrder
// shows whether the order is fulfilled.
//
// The card's number and verification value print as [redacted], but json.Marshal of
// the request writes them, because they are sent that way. Do not store the request.
func (c *Client) Pay(ctx context.Context, order string, card ticketingapi.SettleOrderRequest, options ...boxoffice.CallOption) (ticketingapi.Payment, error) {
	var response boxoffice.Response
	res, err := c.Raw.SettleOrder(ctx, order, card, append(slices.Clip(options), boxoffice.WithResponse(&response))...)
	if err != nil {
		return ticketingapi.Payment{}, err
	}
	payment := *res
	switch payment.Status {
	case ticketingapi.PaymentStatusAuthorised:
		return payment, nil
	case ticketingapi.PaymentStatusDeclined:
		return payment, wrong("settleOrder", response, &DeclinedError{Payment: payment})
	}
	return payment, inconclusive("settleOrder", response, "the payment is neither authorised nor declined")
}
