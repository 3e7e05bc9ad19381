// Package musement is the client of Musement's API for suppliers, version
// 3.4.0: from the registration of a supplier to activities that can be booked,
// their dates and prices, orders and invoices.
//
// [New] makes a [Client] from a credential: [Anonymous] for the look-ups and
// everything that needs no account, [Supplier] for the rest. The client has a
// method for every documented operation (they are listed at
// [Client]) and a few for what takes more than one call:
// [musementapi.Client.Orders] and the other lists, page by page, and [Onboard], which takes
// a supplier from registration to a client that is logged in.
//
// Prices, percentages and quotas are exact decimals (boxoffice.Decimal); durations
// are ISO 8601 texts such as "P0DT2H30M"; days are "2006-01-02". Timestamps are
// texts with the layout "2006-01-02T15:04:05-0700", which is not RFC 3339;
// boxoffice.DateTime reads them. A field of an answer that the vendor leaves out
// or sends as null has its zero value, unless it is a pointer and says what nil
// means.
//
// # How the password travels
//
// The login is POST /login, with client secret, user name and password in the body.
// The vendor's page documents GET /login with them in the query, which
// Supplier.LoginByGet selects. Then Musement's servers, and a proxy that ends TLS
// before them, see the address and may log it. This package does not show it: no
// error, log, panic, Referer or redirect has it, and it is removed from a refusal that
// repeats it. Redirects are not followed; none is documented. This package cannot
// prevent that other code writes the address down: an *http.Client or middleware that
// records URLs, such as otelhttp, a proxy, or GODEBUG=http2debug. For debugging use
// boxoffice.WithWireDump, which shows no secret.
//
// # Tracing
//
// boxoffice.WithHooks traces calls and attempts without their addresses, headers and
// bodies. A tracer of requests, such as otelhttp as a middleware, exports the address
// of each request as url.full. The addresses of these operations hold secrets, also
// where the client calls them by itself:
//
//	login         client_secret, password, refresh_token
//	refreshToken  client_secret, refresh_token
//
// The client sends refreshToken to renew its token, unless Supplier.NoRefresh is set,
// and login only with LoginByGet or RefreshByLogin. boxoffice.WithMiddleware says how to
// hide addresses from such a tracer. The header Authorization holds the token.
//
// # Status by status
//
// What the caller of [Onboard] is told for every status from 400 to 599, by the
// step that is answered with it. Only 400, 404, 409 and 422 in the vendor's own
// words judge a supplier; every other status is "not done", which says that this
// call did not do the step and nothing about the supplier. In "never sent" there is
// no connection, in "no answer" it breaks before the vendor acts, and in the others
// the vendor acts and its answer cannot be used. "found done" means that the login
// worked, so the step is in Found.
//
//	register, registerSupplier with a field refused
//	  ErrAlreadyRegistered  409
//	  ErrOutcomeUnknown     408 500-599; HTML page 503; no answer; broken body; unreadable success; undocumented success; error in a success
//	  not done              400-407 410-499; HTML page 400 403-404 409 422; gateway's JSON 404; never sent
//	register, registerSupplier with the e-mail address refused
//	  ErrAlreadyRegistered  400 409 422
//	  ErrOutcomeUnknown     408 500-599; HTML page 503; no answer; broken body; unreadable success; undocumented success; error in a success
//	  not done              401-407 410-421 423-499; HTML page 400 403-404 409 422; gateway's JSON 404; never sent
//	activate, activateSupplier
//	  ErrConfirmationTokenRefused  400 409 422
//	  ErrOutcomeUnknown            408 500-599; HTML page 503; no answer
//	  ErrUnknownSupplier           404
//	  no error, found done         broken body; unreadable success; undocumented success; error in a success
//	  not done                     401-403 405-407 410-421 423-499; HTML page 400 403-404 409 422; gateway's JSON 404; never sent
//	log in, login
//	  ErrCredentialsRefused  400-401 403
//	  not done               402 404-599; HTML page 400 403-404 409 422 503; gateway's JSON 404; never sent; no answer; broken body; unreadable success; undocumented success; error in a success
//
// # What is not covered
//
// Operations for administrators and customers, and deprecated ones; the header
// of specs/musement.yaml lists them with the reason. Requests are not checked
// against the vendor's limits before they are sent, except by [Onboard].
//
// The vendor's pages are at https://api-docs.musement.com/docs/registration-login
// and https://partner-api.musement.com.
package musement

import (
	"context"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const vendor = "musement"

// Client speaks to Musement for one caller. It is immutable and safe for
// concurrent use; another caller is another Client.
//
// # Operations
//
// Those of Raw are called as client.Raw.Name, the others as client.Name.
// Where several are named, the others yield the list's elements one by one.
//
// Registration:
//   - [musementapi.Client.RegisterSupplier]: Register a supplier
//   - [musementapi.Client.ActivateSupplierPatch]: Activate a supplier, by the vendor's description
//   - [musementapi.Client.ActivateSupplier]: Activate a supplier
//
// Authentication:
//   - [musementapi.Client.Login]: Log in
//   - [musementapi.Client.LoginPost]: Log in with the credentials in the body
//   - [musementapi.Client.RefreshToken]: Refresh an access token
//   - [musementapi.Client.ResetPassword]: Send a mail to reset the password
//
// Profile:
//   - [musementapi.Client.GetProfile]: Get the profile
//   - [musementapi.Client.UpdateProfile]: Change the profile
//
// Activities:
//   - [musementapi.Client.CreateActivity]: Create an activity
//   - [musementapi.Client.ListParentActivities], [musementapi.Client.ParentActivities]: List parent activities
//   - [musementapi.Client.GetActivity]: Get an activity
//   - [musementapi.Client.UpdateActivity]: Change an activity
//   - [musementapi.Client.DeleteDurationRange]: Delete the duration range
//   - [musementapi.Client.SetDurationRange]: Set the duration range
//   - [musementapi.Client.GetFinancialInfo]: Get the financial information
//   - [musementapi.Client.UpdateFinancialInfo]: Change the financial information
//   - [musementapi.Client.SetValidity]: Set the validity
//   - [musementapi.Client.ListActivities], [musementapi.Client.Activities]: List own activities
//   - [musementapi.Client.UpdateOwnActivity]: Change an own activity
//
// Contents:
//   - [musementapi.Client.CreateContent]: Add a content
//   - [musementapi.Client.DeleteContent]: Delete a content
//   - [musementapi.Client.GetContent]: Get a content
//   - [musementapi.Client.UpdateContent]: Change a content
//   - [musementapi.Client.ReplaceContent]: Replace a content
//
// Media:
//   - [musementapi.Client.ListMedia]: List the media
//   - [musementapi.Client.AddMedia]: Add a picture
//   - [musementapi.Client.DeleteMedia]: Delete a picture or a video
//
// Itineraries:
//   - [musementapi.Client.ListItineraries]: List the itineraries
//   - [musementapi.Client.CreateItinerary]: Add an itinerary
//
// Refund-policies:
//   - [musementapi.Client.ListRefundPolicies]: List the refund policies
//   - [musementapi.Client.CreateRefundPolicy]: Create a refund policy
//   - [musementapi.Client.DeleteRefundPolicy]: Delete a refund policy
//   - [musementapi.Client.UpdateRefundPolicy]: Change a refund policy
//
// Pickups:
//   - [musementapi.Client.SetActivityPickups]: Set the pick-up points of an activity
//   - [musementapi.Client.ListActivityPickups]: List the pick-up points of an activity
//   - [musementapi.Client.RemoveActivityPickup]: Remove a pick-up point from an activity
//   - [musementapi.Client.AddActivityPickup]: Add a pick-up point to an activity
//   - [musementapi.Client.ListPickups], [musementapi.Client.Pickups]: List the pick-up points
//   - [musementapi.Client.CreatePickup]: Create a pick-up point
//   - [musementapi.Client.DeletePickup]: Delete a pick-up point
//   - [musementapi.Client.GetPickup]: Get a pick-up point
//   - [musementapi.Client.UpdatePickup]: Change a pick-up point
//
// Participants:
//   - [musementapi.Client.GetParticipantsInfoRequirements]: Get which data is asked of participants
//   - [musementapi.Client.SetParticipantsInfoRequirements]: Set which data is asked of participants
//
// Dates:
//   - [musementapi.Client.AddBlackoutDay]: Add a blackout day
//   - [musementapi.Client.CreateOpenSeason]: Add an open season
//   - [musementapi.Client.CreateTimedSeason]: Add a timed season
//   - [musementapi.Client.UpdateTimeslots]: Change timeslots in bulk
//   - [musementapi.Client.BulkCreateDates]: Create dates in bulk
//   - [musementapi.Client.BulkDeleteDates]: Delete dates in bulk
//   - [musementapi.Client.BulkUpdateDates]: Change dates in bulk
//   - [musementapi.Client.GetBulkActionStatus]: Get the status of bulk jobs
//   - [musementapi.Client.ListDates]: List the dates
//   - [musementapi.Client.GetSchedule]: Get the schedule of a day
//   - [musementapi.Client.DismissJob]: Put a failed job aside
//   - [musementapi.Client.SetActivityLock]: Lock or unlock an activity
//
// Prices:
//   - [musementapi.Client.CalculateDefaultPrice]: Calculate the default price
//   - [musementapi.Client.SetDefaultPriceTag]: Set the default price tag
//   - [musementapi.Client.ListPriceTags]: List the price tags
//   - [musementapi.Client.UpdatePriceTags]: Change price tags
//   - [musementapi.Client.ListPriceFeatures]: List the price features
//   - [musementapi.Client.ListTicketHolders]: List the ticket holders
//
// Ticket-codes:
//   - [musementapi.Client.ListTicketCodes]: List the ticket codes
//   - [musementapi.Client.AddTicketCodes]: Add ticket codes
//   - [musementapi.Client.UpdateTicketCode]: Change a ticket code
//
// Orders:
//   - [musementapi.Client.UpdateOrderItem]: Change an order item
//   - [musementapi.Client.ListOrders], [musementapi.Client.Orders]: List the orders
//
// Invoices:
//   - [musementapi.Client.ListInvoices], [musementapi.Client.Invoices]: List the invoices
//
// Extra-customer-data:
//   - [musementapi.Client.ListExtraCustomerData]: List the sets of questions
//   - [musementapi.Client.CreateExtraCustomerData]: Create a set of questions
//   - [musementapi.Client.DeleteExtraCustomerData]: Delete a set of questions
//   - [musementapi.Client.GetExtraCustomerData]: Get a set of questions
//   - [musementapi.Client.UpdateExtraCustomerData]: Change a set of questions
//
// Look-ups:
//   - [musementapi.Client.ListActivityTaxonomies]: List the taxonomies of a type
//   - [musementapi.Client.ListCategories], [musementapi.Client.Categories]: List the categories
//   - [musementapi.Client.ListCities], [musementapi.Client.Cities]: List the cities
//   - [musementapi.Client.ListCountries], [musementapi.Client.Countries]: List the countries
//   - [musementapi.Client.ListCurrencies]: List the currencies
//   - [musementapi.Client.ListFeatures]: List the features
//   - [musementapi.Client.ListLanguages]: List the languages
//   - [musementapi.Client.ListSellerGateways]: List the seller gateways
//   - [musementapi.Client.ListServices]: List the services
//   - [musementapi.Client.ListVerticals], [musementapi.Client.Verticals]: List the verticals
type Client struct {
	*musementapi.Client
	source *token.Source // nil when anonymous
}

// New makes a client of Musement's production API; see [WithSandbox] for the
// other one. An empty or unusable credential is refused with
// boxoffice.ErrCredential. New sends nothing; a token is obtained when the first
// call needs one. Musement refuses calls without [WithApplication].
func New(credential Credential, options ...boxoffice.ClientOption) (*Client, error) {
	if credential == nil {
		return nil, &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrConfiguration,
			"the credential is nil; for what needs no account, give Anonymous{}")}
	}
	config := transport.Config{
		Vendor: vendor,
		Server: musementapi.ServerProduction,
		Values: map[string]string{acceptLanguage: defaultLanguage, version: DefaultVersion},
		Refine: refine,
		// None is documented, and the addresses of a login hold its secrets.
		NoRedirects: true,
	}
	anonymous, err := transport.New(config, options...)
	if err != nil {
		return nil, err
	}
	source, err := credential.tokenSource(musementapi.NewClient(anonymous))
	if err != nil {
		return nil, &boxoffice.Error{Vendor: vendor, Err: err}
	}
	if source != nil {
		config.Authenticator = transport.Renewing(supplierToken, "Authorization", "Bearer ", source, dead)
	}
	authenticated, err := transport.New(config, options...)
	if err != nil {
		return nil, err
	}
	return &Client{musementapi.NewClient(authenticated), source}, nil
}

// Authenticate obtains a token now, if the client has none. Without it the first call
// that needs a token obtains one. Use it to find out early whether the credentials are
// accepted: if not, the error is boxoffice.ErrCredentialsRefused. It blocks at most
// until ctx ends. An anonymous client cannot log in, which is boxoffice.ErrCredential.
func (c *Client) Authenticate(ctx context.Context) error {
	switch {
	case ctx == nil:
		return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrInvalidRequest, "the context is nil")}
	case c.source == nil:
		return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrCredential, "this client is anonymous; make one from Supplier{…}")}
	}
	_, err := c.source.Token(ctx)
	return err
}

// Close stops the renewal of the token and waits for a renewal that is under way, at
// most until ctx ends. It sends nothing, because Musement documents no way to end a
// token. The client must not be used afterwards. The error is nil unless ctx is nil or
// ends first.
func (c *Client) Close(ctx context.Context) error {
	if ctx == nil {
		return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrInvalidRequest, "the context is nil")}
	}
	if c.source == nil {
		return nil
	}
	if err := c.source.Close(ctx); err != nil {
		return &boxoffice.Error{Vendor: vendor, Err: err}
	}
	return nil
}
