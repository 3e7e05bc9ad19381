package hlconnect

import (
	"context"
	"slices"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Validate asks whether a line of an order may be sold: that the asset is
// available, in the customer's region, in this quantity. Do it before the
// payment. The token it returns is for [Client.Register], good once, until
// [Expires]; [Client.Purchase] does not need it and gets one of its own.
//
// The order is checked first, all of it but its number, which is 0 as long as there
// is no order. A [RefusedError] means that the vendor refused the line and that the
// line is not registered: after a refusal the order is looked at, if it has a number. A [PendingError] means that the line is registered already, so
// there is nothing to validate; go on with Purchase. When the order cannot be
// looked at, the error is an [OutcomeUnknownError]. Any other failure to ask is an
// [UnsentError].
func (c *Client) Validate(ctx context.Context, order Order, line int64, options ...boxoffice.CallOption) (hlconnectapi.ValidationToken, error) {
	if err := order.checkBefore(); err != nil {
		return hlconnectapi.ValidationToken{}, err
	}
	s, err := c.sale(order, line, options)
	if err != nil {
		return hlconnectapi.ValidationToken{}, err
	}
	s.again = "Validate"
	err = s.validate(ctx)
	if err == nil {
		return *s.token, nil
	}
	if unsold := s.resolveRefusal(ctx, err); unsold != nil {
		return hlconnectapi.ValidationToken{}, unsold
	}
	return hlconnectapi.ValidationToken{}, &PendingError{OrderState: s.orderState(), Err: err}
}

// Expires is when a validation token ends. The vendor gives a Unix timestamp and
// no unit; its sample reads as seconds, so values that would be later than the
// year 5138 are taken for milliseconds.
func Expires(token hlconnectapi.ValidationToken) time.Time {
	if token.ExpDate > 1e11 {
		return time.UnixMilli(token.ExpDate)
	}
	return time.Unix(token.ExpDate, 0)
}

// margin is how long before its end a token is not sent any more, for the way
// to the vendor and for clocks that differ.
const margin = 10 * time.Second

func expired(token hlconnectapi.ValidationToken) bool {
	return time.Until(Expires(token)) <= margin
}

// validate gets the line a token that can be sent.
func (s *sale) validate(ctx context.Context) error {
	ip := s.order.CustomerIP.Unmap().String()
	var token hlconnectapi.ValidationToken
	for range 2 {
		var response boxoffice.Response
		res, err := s.client.Raw.ValidatePurchase(ctx, hlconnectapi.PurchaseValidateBeforePaymentRequest{
			AssetID: boxoffice.Set(s.line.AssetID), CustomerIP: boxoffice.Set(ip), Quantity: boxoffice.Set(s.line.Quantity),
		}, append(slices.Clip(s.options), boxoffice.WithResponse(&response))...)
		if err != nil {
			return err
		}
		if res.Token == "" {
			return unreadable(response, "validatePurchase", "there is no validation token")
		}
		if token = *res; !expired(token) {
			s.token = &token
			return nil
		}
	}
	return &ExpiredValidationError{s.orderState(), Expires(token)}
}
