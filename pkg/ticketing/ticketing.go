// Package ticketing is the client of TickeTing's REST API v3: sessions and keys,
// accounts, events, orders, transfers, and admission at the gate.
//
// [New] makes a [Client] from a credential: [IntegrationKey], [Session] or
// [TokenCode]. The client has a method for every operation of the specification
// (they are listed at [Client]) and some for what takes more than
// one call: a sequence for each list ([ticketingapi.Client.AdmissionTokens],
// [ticketingapi.Client.Orders], …), [Client.Admit] for the gate, [Client.Pay] for
// a card that may be declined.
//
// Resources refer to each other by relative URIs such as
// "/events/16993717817996/sections/16993964783416"; [URI] takes them apart.
// Ids are int64 and exact, money is a decimal text, times without a type of
// their own are the vendor's text. A field of an answer that the vendor leaves
// out has its zero value.
//
// # Lists
//
// A sequence asks for a page when the one before is used up. The params filter
// and sort, nil for neither; Records is how many entries one request asks for
// (the vendor's default is 25) and Page the page to begin with. After an error
// the sequence ends; give a Page to go on. Of a list that changes meanwhile
// nothing is yielded twice and the sequence ends all the same; what stays in the
// list is missed only if entries before it are removed between two requests, or
// more are added there than fit a page. What was yielded is remembered (by its
// URI, its serial or the like), so memory grows with the list.
//
// # Status by status
//
// What a caller is told about money, admission and credentials, for every status
// from 400 to 599 and by the step that is answered with it. A patron is "not
// valid" only when the vendor judged the ticket and the list of admissions was
// read; whatever was not looked at is "not admitted" or "unknown". An "HTML page"
// and a "gateway's JSON" are those of a proxy. In "never sent" there is no
// connection, in "no answer" it breaks before the vendor acts, and in the others
// the vendor acts and its answer cannot be used.
//
//	Pay, settleOrder
//	  ErrOutcomeUnknown   408 500-599; HTML page 500; gateway's JSON 500; no answer; broken body; unreadable success; undocumented success; error in a success
//	  an error: not paid  400-407 409-499; HTML page 400 403-404; gateway's JSON 400 403-404; never sent
//	Admit, admitPatrons with a good ticket
//	  admitted      broken body; unreadable success; undocumented success; error in a success
//	  not admitted  401-407 409-499; HTML page 400 403-404; gateway's JSON 400 403-404; never sent
//	  not valid     400
//	  unknown       408 500-599; HTML page 500; gateway's JSON 500; no answer
//	Admit, listAdmissions after a ticket was not redeemed
//	  not admitted  400-403 405-599; HTML page 400 403-404 500; gateway's JSON 400 403-404 500; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//	  not valid     404
//	Admit, listAdmissions after a lost answer
//	  unknown  400-599; HTML page 400 403-404 500; gateway's JSON 400 403-404 500; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//	TokenCode, exchangeTokenCode
//	  ErrCredentialsRefused  401 403-404; gateway's JSON 403
//	  another error          400 402 405-599; HTML page 400 403-404 500; gateway's JSON 400 404 500; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//	Session, startSession
//	  ErrCredentialsRefused  401 403-404; gateway's JSON 403
//	  another error          400 402 405-599; HTML page 400 403-404 500; gateway's JSON 400 404 500; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//
// # Tracing
//
// boxoffice.WithHooks traces calls and attempts without their addresses, headers and
// bodies. A tracer of requests, such as otelhttp as a middleware, exports the address
// of each request as url.full. The addresses of these operations hold secrets, also
// where the client calls them by itself:
//
//	exchangeTokenCode  code
//
// A client of a [TokenCode] sends exchangeTokenCode before its first call.
// boxoffice.WithMiddleware says how to hide addresses from such a tracer. Addresses also
// name people (listAccounts by email and username). The header X-Api-Key holds the key.
//
// # Blocking, concurrency, coverage
//
// Every method blocks until the vendor answers or its context ends, and may be
// called from several goroutines.
//
// Not covered: account verification and activation, advertising, reports and
// everything else of which the vendor publishes no path, and the ticket tiers
// of later client versions. The vendor's reference is at
// https://docs.ticketingevents.com/.
package ticketing

import (
	"context"
	"slices"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const vendor = "ticketing"

// ClientVersion is the version of the API that this package is written for. It
// is sent with every request, login included; [WithClientVersion] sends
// another.
const ClientVersion = "3.0.0"

// Client speaks to TickeTing for one caller. It is immutable and safe for
// concurrent use; another caller is another Client.
//
// # Operations
//
// Those of Raw are called as client.Raw.Name, the others as client.Name.
// Where several are named, the others yield the list's elements one by one.
//
// Session Authentication:
//   - [ticketingapi.Client.StartSession]: Start a session
//   - [ticketingapi.Client.EndSession]: End the active session
//   - [ticketingapi.Client.ContinueSession]: Retrieve the active session
//
// Token Authentication:
//   - [ticketingapi.Client.ExchangeTokenCode]: Exchange an admission token's code for a key
//
// API Integrations:
//   - [ticketingapi.Client.CreateIntegration]: Create an integration key
//
// Account Management:
//   - [ticketingapi.Client.ListAccounts], [ticketingapi.Client.Accounts]: List accounts
//   - [ticketingapi.Client.CreateAccount]: Create an account
//   - [ticketingapi.Client.DeleteAccount]: Delete an account
//   - [ticketingapi.Client.GetAccount]: Retrieve an account
//   - [ticketingapi.Client.UpdateAccount]: Change an account
//   - [ticketingapi.Client.GetAccountPreferences]: Retrieve an account's preferences
//   - [ticketingapi.Client.SetAccountPreferences]: Set an account's preferences
//   - [ticketingapi.Client.LookUpAccount]: Ask whether an account exists
//
// Account Verification:
//   - [ticketingapi.Client.RequestVerification]: Request a verification code
//   - [ticketingapi.Client.VerifyAccount]: Verify an account with a code
//
// Password Reset:
//   - [ticketingapi.Client.RequestPasswordReset]: Request a password reset
//   - [ticketingapi.Client.ResetPassword]: Set a new password with a reset code
//
// Managing Host Accounts:
//   - [ticketingapi.Client.ListAccountHosts], [ticketingapi.Client.AccountHosts]: List the hosts of an account
//   - [ticketingapi.Client.ListHosts], [ticketingapi.Client.Hosts]: List hosts
//   - [ticketingapi.Client.CreateHost]: Create a host
//   - [ticketingapi.Client.DeleteHost]: Delete a host
//   - [ticketingapi.Client.GetHost]: Retrieve a host
//   - [ticketingapi.Client.UpdateHost]: Change a host
//   - [ticketingapi.Client.ListHostEvents], [ticketingapi.Client.HostEvents]: List a host's events
//
// Working with Events:
//   - [ticketingapi.Client.ListEvents], [ticketingapi.Client.Events]: List all events
//   - [ticketingapi.Client.CreateEvent]: Register an event
//   - [ticketingapi.Client.DeleteEvent]: Delete an event
//   - [ticketingapi.Client.GetEvent]: Retrieve an event
//   - [ticketingapi.Client.UpdateEvent]: Change an event
//   - [ticketingapi.Client.CreateEventSection]: Add a section to an event
//   - [ticketingapi.Client.DeleteEventSection]: Delete a section of an event
//   - [ticketingapi.Client.AddPriceModifier]: Add a price modifier to a section
//   - [ticketingapi.Client.SubmitEvent]: Submit an event for review
//   - [ticketingapi.Client.ListPublishedEvents], [ticketingapi.Client.PublishedEvents]: List published events
//
// Event Admissions:
//   - [ticketingapi.Client.ListAdmissions], [ticketingapi.Client.Admissions]: List an event's admissions
//   - [ticketingapi.Raw.AdmitPatrons]: Admit patrons
//   - [ticketingapi.Client.ListEventTickets], [ticketingapi.Client.EventTickets]: List an event's valid tickets
//   - [ticketingapi.Client.ListAdmissionTokens], [ticketingapi.Client.AdmissionTokens]: List admission tokens
//   - [ticketingapi.Client.IssueAdmissionToken]: Issue an admission token
//   - [ticketingapi.Client.InvalidateAdmissionToken]: Invalidate an admission token
//   - [ticketingapi.Client.GetAdmissionToken]: Retrieve an admission token
//   - [ticketingapi.Client.UpdateAdmissionToken]: Change an admission token's sections
//
// Event Reporting:
//   - [ticketingapi.Client.GetEventStatistics]: Retrieve an event's figures
//   - [ticketingapi.Client.GetHostStatistics]: Retrieve a host's figures
//
// Reviewing Content:
//   - [ticketingapi.Client.ReviewSubmission]: Approve or reject a submission
//
// Placing an Order:
//   - [ticketingapi.Client.ListOrders], [ticketingapi.Client.Orders]: List orders
//   - [ticketingapi.Client.PlaceOrder]: Place an order
//   - [ticketingapi.Client.CancelOrder]: Cancel an order
//   - [ticketingapi.Client.GetOrder]: Retrieve an order
//
// Ticket Transfers:
//   - [ticketingapi.Client.InitiateTransfer]: Initiate a ticket transfer
//   - [ticketingapi.Client.CancelTransfer]: Cancel a transfer
//   - [ticketingapi.Client.ClaimTransfer]: Claim a transfer
//
// Region Management:
//   - [ticketingapi.Client.ListRegions], [ticketingapi.Client.Regions]: List regions
//   - [ticketingapi.Client.AddRegion]: Add a region
//   - [ticketingapi.Client.DeleteRegion]: Delete a region
//   - [ticketingapi.Client.GetRegion]: Retrieve a region
//   - [ticketingapi.Client.UpdateRegion]: Change a region
//
// Venue Management:
//   - [ticketingapi.Client.ListVenues], [ticketingapi.Client.Venues]: List venues
//   - [ticketingapi.Client.CreateVenue]: Create a venue
//   - [ticketingapi.Client.DeleteVenue]: Delete a venue
//   - [ticketingapi.Client.GetVenue]: Retrieve a venue
//   - [ticketingapi.Client.UpdateVenue]: Change a venue
//
// Category Management:
//   - [ticketingapi.Client.ListCategories], [ticketingapi.Client.Categories]: List event categories
//   - [ticketingapi.Client.CreateCategory]: Create a category
//   - [ticketingapi.Client.DeleteCategory]: Delete a category
//   - [ticketingapi.Client.GetCategory]: Retrieve a category
//   - [ticketingapi.Client.UpdateCategory]: Change a category
//
// Default Values:
//   - [ticketingapi.Client.ListCountries]: List countries
//
// Order Settlement:
//   - [ticketingapi.Raw.SettleOrder]: Pay for an order
type Client struct {
	*ticketingapi.Client
	auth authentication
}

// New makes a client. An empty or malformed credential is refused with
// boxoffice.ErrCredential. New sends nothing; a session is started, and a code
// exchanged, when the first call needs the key.
func New(credential Credential, options ...boxoffice.ClientOption) (*Client, error) {
	if credential == nil {
		return nil, configuration("the credential is nil; give an IntegrationKey, a Session or a TokenCode")
	}
	options = slices.Clone(options)
	authenticated := func(by transport.Authenticator) (*ticketingapi.Client, error) {
		client, err := transport.New(transport.Config{
			Vendor:        vendor,
			Server:        ticketingapi.ServerProduction,
			Authenticator: by,
			Values:        map[string]string{clientVersion: ClientVersion},
			Refine:        explain,
		}, options...)
		if err != nil {
			return nil, err
		}
		return ticketingapi.NewClient(client), nil
	}
	auth, err := credential.authenticate(func(key boxoffice.SecretText) (*ticketingapi.Client, error) {
		if key.Empty() {
			return authenticated(nil)
		}
		return authenticated(transport.Fixed(sessionKey, keyHeader, "", key))
	})
	if err != nil {
		return nil, &boxoffice.Error{Vendor: vendor, Err: err}
	}
	client, err := authenticated(auth.authenticator)
	if err != nil {
		return nil, err
	}
	return &Client{client, auth}, nil
}

// Close ends what the client has begun. For [Session] that is every session it
// started: each is ended with the vendor, unless the vendor has said that it is
// over. An error means that a session may still be open, and Close may be called
// again to try once more. For [TokenCode] it only waits for an
// exchange under way, and for a given key it does nothing. The client must
// not be used afterwards. Close waits no longer than ctx.
func (c *Client) Close(ctx context.Context) error {
	if ctx == nil {
		return invalid("", "the context is nil")
	}
	if c.auth.close == nil {
		return nil
	}
	return c.auth.close(ctx)
}

func configuration(text string) error {
	return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrConfiguration, "%s", text)}
}

// invalid is the error for arguments of which no request is made.
func invalid(operation, format string, args ...any) error {
	return &boxoffice.Error{Vendor: vendor, Operation: operation, Err: safe.Errorf(boxoffice.ErrInvalidRequest, format, args...)}
}
