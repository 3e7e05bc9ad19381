// Package hlconnect is the client of Hal Leonard Connect: the catalogue of
// Hal Leonard's digital sheet music and other media, and selling from it.
//
// [New] makes a [Client] from a credential. The client has a method for every
// operation (they are listed at [Client]) and a few for what takes
// more than one call:
//
//   - [Client.Assets] walks through the catalogue.
//   - [Client.Purchase] buys: it validates, registers exactly once, waits, and
//     returns the order's lines with their links.
//   - [Client.Validate], [Client.Register] and [Client.Poller] are its parts, for
//     programs that validate before the payment, register after it and watch the
//     order somewhere else.
//   - [Client.Cancel] revokes a line, and finds out when the answer is lost.
//
// # What Purchase tells
//
// The vendor knows a purchase by order number and line and takes it once. So
// Purchase can be called again with the same order at any time, after any error
// and after a crash: lines that are registered stay as they are, the others are
// registered. Its error says where the order stands; find it with [errors.As]:
//
//	nil                  all lines are registered and done, as the vendor calls it
//	*InvalidOrderError   the order cannot be sent as it is; nothing was sent
//	*RefusedError        the vendor said no, and the line is not registered
//	*UnsentError         this call could not register the line; call again
//	*OutcomeUnknownError the line may be registered; says when to call again
//	*PendingError        all lines are registered; the waiting ended early
//	*PurchaseFailedError registered, and the vendor could not or did not fulfil it
//	*ConflictError       the line's number is taken by another purchase
//
// A RefusedError wraps the reason for the refusal: a [RegionError] or a
// [QuantityError] when the vendor's message says so, otherwise the *boxoffice.Error
// with the message.
//
// [Advise] takes any of these errors, or nil, and says what to do: nothing, call
// again (and when), refund, or have a person look. It advises a refund only for a
// line that the vendor refused and did not register.
//
// # Tracing
//
// boxoffice.WithHooks traces calls and attempts without their addresses, headers and
// bodies. A tracer of requests, such as otelhttp as a middleware, exports the address
// of each request as url.full. No address holds a secret; they have the numbers of
// orders and lines. The header Authorization holds the access token.
//
// # Status by status
//
// What a caller is told for every status from 400 to 599, by the step that is
// answered with it, and what [Advise] makes of it. Only a status with which the
// vendor documents that it judges a line is a refusal, and only in the vendor's
// own media type; an "HTML page" is that of a proxy. Everything else says nothing
// about the line, and is told as not sent or unknown. In "never sent" there is no
// connection, in "no answer" it breaks before the vendor acts, and in the last
// three the vendor acts and its answer cannot be used.
//
//	Validate, validatePurchase
//	  RefusedError: refund     400 404 422; gateway's JSON 404
//	  UnsentError: call again  401-403 405-421 423-599; HTML page 400 404 409 422 502; 502 that reads FAILED; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//	Purchase, validatePurchase
//	  RefusedError: refund     400 404 422; gateway's JSON 404
//	  UnsentError: call again  401-403 405-421 423-599; HTML page 400 404 409 422 502; 502 that reads FAILED; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//	Purchase, registerPurchase
//	  OutcomeUnknownError: call again  408-409 425 500-599; HTML page 404 409 422 502; 502 that reads FAILED; no answer
//	  RefusedError: refund             404 422; gateway's JSON 404
//	  UnsentError: call again          400-403 405-407 410-421 423-424 426-499; HTML page 400; never sent
//	  no error: done                   broken body; unreadable success; undocumented success; error in a success
//	Register, registerPurchase
//	  OutcomeUnknownError: call again  408-409 425 500-599; HTML page 404 409 422 502; 502 that reads FAILED; no answer
//	  RefusedError: refund             404 422; gateway's JSON 404
//	  UnsentError: call again          400-403 405-407 410-421 423-424 426-499; HTML page 400; never sent
//	  no error: done                   broken body; unreadable success; undocumented success; error in a success
//	Purchase, getPurchaseInfo after registering
//	  OutcomeUnknownError: call again  404
//	  PendingError: call again         400-403 405-599; HTML page 400 404 409 422 502; gateway's JSON 404; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//	  PurchaseFailedError: look        502 that reads FAILED
//	Purchase, getPurchaseInfo after a 422
//	  OutcomeUnknownError: call again  400-403 405-599; HTML page 400 404 409 422 502; gateway's JSON 404; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//	  PurchaseFailedError: look        502 that reads FAILED
//	  RefusedError: refund             404
//	Poller.Wait, getPurchaseInfo of a registered order
//	  *boxoffice.Error: call again  401 403; broken body; unreadable success; undocumented success; error in a success
//	  *boxoffice.Error: look        400 402 404-407 409-424 426-428 430-499; HTML page 400 409 422
//	  PendingError: call again      408 425 429 500-599; HTML page 404 502; gateway's JSON 404; never sent; no answer
//	  PurchaseFailedError: look     502 that reads FAILED
//	Cancel, cancelPurchase of a registered order
//	  *boxoffice.Error: look           404; gateway's JSON 404
//	  NotCancellableError: look        400
//	  OutcomeUnknownError: call again  408 425 500-599; HTML page 400 404 502; 502 that reads FAILED; no answer
//	  UnsentError: call again          401-403 405-407 409-424 426-499; HTML page 409 422; never sent
//	  no error: done                   broken body; unreadable success; undocumented success; error in a success
//
// A status that [Poller.Wait] returns as it came is an *boxoffice.Error; so is the
// 404 of [Client.Cancel].
//
// # Units
//
// Prices are decimal text in the shop's own currency, which no message names.
// The numbers of orders and lines are the shop's. An access token belongs to one
// environment, sandbox or live; the answers name it in X-Environment.
//
// Download and view links are secrets that expire: whoever has one can get the
// asset. They are of type boxoffice.Sensitive, which prints as [redacted];
// string(link) is the link.
//
// # What is not covered
//
// Payments and refunds: the shop makes them; Hal Leonard only grants and revokes
// access. The dashboard (access tokens, order history) has no documented API. An
// asset's minimum quantity and its regional restrictions are not checked before
// sending; the vendor checks them.
//
// The vendor's documents are at
// https://github.com/HLConnect/hlconnect-python/blob/main/docs/PurchaseApi.md
// and https://hlconnect-dashboard-sandbox.mu.se/guides/after-an-asset-is-sold.
package hlconnect

import (
	"context"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const vendor = "hlconnect"

// Client speaks to Hal Leonard Connect for one shop and environment. It is
// immutable and safe for concurrent use; another caller is another Client.
//
// # Operations
//
// Those of Raw are called as client.Raw.Name, the others as client.Name.
//
// Purchase:
//   - [hlconnectapi.Raw.CancelPurchase]: Cancel one line of an order
//   - [hlconnectapi.Client.GetDownloadURL]: Make a download link
//   - [hlconnectapi.Raw.GetPurchaseInfo]: Read the state of an order
//   - [hlconnectapi.Raw.RegisterPurchase]: Register a sale
//   - [hlconnectapi.Raw.ValidatePurchase]: Validate a sale before the payment
//   - [hlconnectapi.Client.GetViewURL]: Make a link for viewing online
//
// Assets:
//   - [hlconnectapi.Client.ListAssets]: List the catalogue page by page
//
// Health:
//   - [hlconnectapi.Client.GetHealth]: Check the health of the service
type Client struct {
	*hlconnectapi.Client
	backoff boxoffice.Backoff
}

// New makes a client. A nil credential is refused with boxoffice.ErrConfiguration;
// one that cannot be used, such as an empty token or a token file that does not
// exist, with boxoffice.ErrCredential. New sends nothing.
func New(credential Credential, options ...boxoffice.ClientOption) (*Client, error) {
	if credential == nil {
		return nil, &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrConfiguration, "the credential is nil")}
	}
	authenticator, err := credential.authenticator()
	if err != nil {
		return nil, &boxoffice.Error{Vendor: vendor, Err: err}
	}
	made, err := transport.New(transport.Config{
		Vendor:        vendor,
		Server:        hlconnectapi.ServerProduction,
		Authenticator: authenticator,
		Refine:        refine,
	}, options...)
	if err != nil {
		return nil, err
	}
	return &Client{Client: hlconnectapi.NewClient(made)}, nil
}

// Close does nothing yet, and its error is always nil: an access token is neither
// renewed nor ended. It is there so that the clients of all vendors are closed in
// the same way. The client must not be used afterwards.
func (c *Client) Close(context.Context) error { return nil }

// WithBackoff returns a client like c, with the same connections and credential,
// whose [Client.Purchase], [Client.Register], [Client.Cancel] and [Client.Poller]
// wait as backoff says.
func (c *Client) WithBackoff(backoff boxoffice.Backoff) *Client { return &Client{c.Client, backoff} }
