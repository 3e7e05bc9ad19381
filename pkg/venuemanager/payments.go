package venuemanager

import (
	"context"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Payment is what became of starting a payment: a [PaymentPage] to send the
// customer to, or [NothingToPay]. Tell them apart with a type switch.
type Payment interface{ payment() }

// PaymentPage is the payment provider's page, where the customer pays. The URL
// is data for the customer's browser: the client never fetches it, so the
// credential never goes there.
type PaymentPage struct {
	// TransactionID is the order transaction that was created.
	TransactionID int64
	// URL is the page.
	URL string
}

// NothingToPay means that the order is free or already paid.
type NothingToPay struct {
	// TransactionIDs are all order transactions of the order.
	TransactionIDs []int64
}

func (PaymentPage) payment()  {}
func (NothingToPay) payment() {}

// Pay starts paying with a method of the payment provider (operation payOrder).
// The vendor does not document which order is paid; it is probably the one that
// the token has in hand. Pay is not repeated once it may have been delivered:
// see boxoffice.ErrOutcomeUnknown.
func (c *Client) Pay(ctx context.Context, order venuemanagerapi.PayOrderRequest, options ...rest.CallOption) (Payment, error) {
	res, err := c.PayOrder(ctx, order, options...)
	if err != nil {
		return nil, err
	}
	if res.JSON201 != nil && res.JSON201.ID < 1 {
		return nil, unclear("payOrder", res.Response)
	}
	if res.JSON201 != nil {
		return PaymentPage{TransactionID: res.JSON201.ID, URL: res.Headers201.Location}, nil
	}
	done := NothingToPay{}
	for _, transaction := range *res.JSON200 {
		if transaction.ID < 1 {
			return nil, unclear("payOrder", res.Response)
		}
		done.TransactionIDs = append(done.TransactionIDs, transaction.ID)
	}
	return done, nil
}

// SavedCardPayment is an order paid with a saved card: nothing is left to do.
type SavedCardPayment struct {
	// TransactionID is the order transaction.
	TransactionID int64
}

// PayWithCard pays with one of the customer's saved cards (operation
// payWithSavedCard). Like [Client.Pay], it is not repeated once it may have
// been delivered.
func (c *Client) PayWithCard(ctx context.Context, cardID int64, options ...rest.CallOption) (SavedCardPayment, error) {
	res, err := c.PayWithSavedCard(ctx, cardID, options...)
	if err != nil {
		return SavedCardPayment{}, err
	}
	if res.JSON200.ID < 1 {
		return SavedCardPayment{}, unclear("payWithSavedCard", res.Response)
	}
	return SavedCardPayment{TransactionID: res.JSON200.ID}, nil
}

// unclear is the error for a payment whose transaction has no id: something else
// was answered than a transaction, so nobody knows whether it is paid.
func unclear(operation string, answer boxoffice.Response) error {
	return &boxoffice.Error{
		Vendor: vendor, Operation: operation, Delivery: boxoffice.Answered, Inconclusive: true, Attempts: 1,
		StatusCode: answer.StatusCode, Header: answer.Header, Body: answer.Body,
		Err: safe.Errorf(boxoffice.ErrUnexpectedResponse, "a transaction has no id"),
	}
}

// CardPage is the payment provider's page where a card is saved.
type CardPage struct {
	// URL is data for the customer's browser, never fetched by the client.
	URL string
}

// AddCard starts saving a card (operation addPaymentCard). When the customer is
// done, the browser goes to the request's SuccessURL with cardId=<integer>
// added, or to its FailedURL.
func (c *Client) AddCard(ctx context.Context, card venuemanagerapi.AddPaymentCardRequest, options ...rest.CallOption) (CardPage, error) {
	res, err := c.AddPaymentCard(ctx, card, options...)
	if err != nil {
		return CardPage{}, err
	}
	return CardPage{URL: res.Headers201.Location}, nil
}
