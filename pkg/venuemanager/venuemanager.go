// Package venuemanager is the client of Venue Manager's shop API (Core):
// customers, catalogue, orders, payments, invoices, vouchers and loyalty codes
// of one shop.
//
// [New] makes a [Client] from the shop's name and a credential. The client has
// a method for every documented operation (they are listed at
// [Client]) and a few on top of them: [venuemanagerapi.Client.Invoices] reads
// page after page.
//
// Methods block until the shop has answered, the context has ended or the time
// for an attempt is over, by default a minute; package boxoffice has the options
// and their defaults. Every error is an *boxoffice.Error.
//
// # Status by status
//
// What a caller is told about money, for every status from 400 to 599 and by the
// step that is answered with it. "not paid" is an *boxoffice.Error that is not
// ErrOutcomeUnknown: the shop refused, or nothing reached it, and no payment was
// begun. In "never sent" there is no connection, in "no answer" it breaks before
// the shop acts, and in the others the shop acts and its answer cannot be used.
//
//	PayOrder
//	  ErrOutcomeUnknown  408 500-599; no answer; broken body; unreadable success; undocumented success; error in a success
//	  not paid           400-407 409-499; HTML page 404; gateway's JSON 404; never sent
//	PayWithSavedCard
//	  ErrOutcomeUnknown  408 500-599; no answer; broken body; unreadable success; undocumented success; error in a success
//	  not paid           400-407 409-499; HTML page 404; gateway's JSON 404; never sent
//	AddPaymentCard
//	  ErrOutcomeUnknown  408 500-599; no answer; broken body; unreadable success; undocumented success; error in a success
//	  not paid           400-407 409-499; HTML page 404; gateway's JSON 404; never sent
//
// # Tracing
//
// boxoffice.WithHooks traces calls and attempts without their addresses, headers and
// bodies. A tracer of requests, such as otelhttp as a middleware, exports the address
// of each request as url.full. No address holds a password or token. getVoucherCode has
// the voucher's code in its address, which is worth money to whoever reads it, and other
// addresses have the numbers of customers. The header Authorization holds the token, or
// the password of an [APIUser].
//
// # Units and gaps
//
// Amounts, prices and VAT are the decimal text that the shop sent. According to the
// vendor's samples they are in kroner and not in øre ("4200.50" DKK). Percentages are
// in percent (25 is 25 %). Dates have the form 2006-01-02.
//
// The vendor's document does not say which order is paid, which product GetProduct
// returns, and how RedeemVoucherCode gets the code; the comments of the methods say
// the same. The document is at https://docs.api.venuemanager.net/shop_core.html.
package venuemanager

import (
	"context"
	"regexp"
	"runtime"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const vendor = "venuemanager"

// Client speaks to one shop for one caller. It is immutable and safe for
// concurrent use; another caller is another Client. [New] makes it: the zero
// Client is not usable.
//
// # Operations
//
// Those of Raw are called as client.Raw.Name, the others as client.Name.
// Where several are named, the others yield the list's elements one by one.
//
// Configuration:
//   - [venuemanagerapi.Client.GetAddressConfiguration]: Get the fields of an address form
//   - [venuemanagerapi.Client.ListGeofences]: List the shop's geofences
//
// Customer:
//   - [venuemanagerapi.Client.CreateCustomer]: Create a customer
//   - [venuemanagerapi.Client.CheckAnonymization]: Check whether the customer can be anonymised
//   - [venuemanagerapi.Client.AnonymizeCustomer]: Anonymise the customer
//   - [venuemanagerapi.Client.CreateDataToken]: Create a token that carries customer data
//   - [venuemanagerapi.Client.CreateGuestToken]: Create a token for a guest
//   - [venuemanagerapi.Client.CreateOneTimeToken]: Create a token for opening the shop logged in
//   - [venuemanagerapi.Client.ListPaymentCards]: List the customer's saved payment cards
//   - [venuemanagerapi.Client.AddPaymentCard]: Begin saving a payment card
//   - [venuemanagerapi.Client.SetPushToken]: Set the customer's push token
//   - [venuemanagerapi.Client.ResetPassword]: Send a link for a new password
//   - [venuemanagerapi.Client.ValidateToken]: Check a token
//   - [venuemanagerapi.Client.CreateToken]: Log a customer in
//   - [venuemanagerapi.Client.UpdatePassword]: Change the customer's password
//   - [venuemanagerapi.Client.GetCustomer]: Get a customer
//   - [venuemanagerapi.Client.UpdateCustomer]: Update a customer's address
//
// Customer-group:
//   - [venuemanagerapi.Client.ListCustomerGroups]: List the customer groups
//
// Order:
//   - [venuemanagerapi.Client.CreateOrder]: Create an order
//   - [venuemanagerapi.Client.PayOrder]: Pay an order at the payment provider
//   - [venuemanagerapi.Client.PayWithSavedCard]: Pay with one of the customer's saved cards
//
// Product:
//   - [venuemanagerapi.Client.ListCategories]: List the categories
//   - [venuemanagerapi.Client.GetProduct]: Get a product
//   - [venuemanagerapi.Client.ListProducts]: List the products
//
// Invoice:
//   - [venuemanagerapi.Client.ListInvoices], [venuemanagerapi.Client.ListInvoicesSeq], [venuemanagerapi.Client.Invoices]: List invoices
//   - [venuemanagerapi.Client.MarkInvoiceAsPaid]: Mark an invoice as paid
//
// Loyalty:
//   - [venuemanagerapi.Client.RegisterLoyaltyBarcode]: Register the use of a loyalty barcode
//
// Voucher:
//   - [venuemanagerapi.Client.GetVoucherCode]: Look a voucher code up
//   - [venuemanagerapi.Client.RedeemVoucherCode]: Redeem a voucher code without an order
//
// Demo:
//   - [venuemanagerapi.Raw.GetTestForbidden]: Get a sample refusal
//   - [venuemanagerapi.Raw.GetTestInteger]: Get a sample integer
//   - [venuemanagerapi.Raw.GetTestIntegerArray]: Get a sample array of integers
//   - [venuemanagerapi.Raw.GetTestNoContent]: Get an answer without a body
//   - [venuemanagerapi.Raw.GetTestObject]: Get a sample object
//   - [venuemanagerapi.Raw.GetTestString]: Get a sample string
type Client struct {
	*venuemanagerapi.Client
	close func(context.Context) error
}

// New makes a client for the shop whose host is <shop>.admin.venuemanager.net.
// The shop's name must be a DNS label: at most 63 letters, digits and inner hyphens.
// Another name is refused with boxoffice.ErrConfiguration, because the credential
// could be sent to another host. A nil credential is refused with
// boxoffice.ErrConfiguration, and an empty one with boxoffice.ErrCredential. New sends
// nothing, so it cannot notice that a shop does not exist. The first call that needs a
// token obtains one.
func New(shop string, credential Credential, options ...boxoffice.ClientOption) (*Client, error) {
	if !dnsLabel.MatchString(shop) {
		return nil, configuration("the shop's name must be a DNS label, such as \"myshop\"")
	}
	if credential == nil {
		return nil, configuration("the credential is nil; for the public operations alone, give Anonymous{}")
	}
	config := transport.Config{
		Vendor: vendor,
		Server: strings.Replace(venuemanagerapi.ServerShop, "{customer}", shop, 1),
		Values: map[string]string{"clientName": "boxoffice", "clientOs": runtime.GOOS + " - " + runtime.GOARCH},
	}
	anonymous, err := transport.New(config, options...)
	if err != nil {
		return nil, err
	}
	authenticator, stop, err := credential.authenticator(venuemanagerapi.NewClient(anonymous))
	if err != nil {
		return nil, &boxoffice.Error{Vendor: vendor, Err: err}
	}
	config.Authenticator = authenticator
	authenticated, err := transport.New(config, options...)
	if err != nil {
		return nil, err
	}
	return &Client{venuemanagerapi.NewClient(authenticated), stop}, nil
}

// Close stops the renewal of the token and waits for a renewal that is under way, at
// most until ctx ends. It sends nothing, because Venue Manager documents no way to end
// a token. The client must not be used afterwards. The error is nil unless ctx is nil
// or ends first.
func (c *Client) Close(ctx context.Context) error {
	if ctx == nil {
		return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrInvalidRequest, "the context is nil")}
	}
	if err := c.close(ctx); err != nil {
		return &boxoffice.Error{Vendor: vendor, Err: err}
	}
	return nil
}

// WithApp sets the name of the calling app, and the device and system that it runs on,
// such as "MyShopApp" and "iPhone - iOS - 12.0". Both are sent wherever the vendor asks
// for them. Defaults: "boxoffice", and Go's names of the system, such as "linux -
// amd64". Neither may be empty.
func WithApp(name, os string) boxoffice.ClientOption {
	return transport.WithValues(map[string]string{"clientName": name, "clientOs": os})
}

var dnsLabel = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)

func configuration(text string) error {
	return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrConfiguration, "%s", text)}
}
