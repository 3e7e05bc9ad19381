package ticketing

import (
	"context"
	"iter"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// AdmissionTokens yields the admission tokens of an event, by the vendor's
// tests the global one first (operation listAdmissionTokens).
func (c *Client) AdmissionTokens(ctx context.Context, event int64, params *ticketingapi.ListAdmissionTokensParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.AdmissionToken, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.AdmissionToken], error) {
		query := query
		query.Page = number
		res, err := c.ListAdmissionTokens(ctx, event, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.AdmissionToken])(res), nil
	}, func(entry ticketingapi.AdmissionToken) string { return entry.Self })
}

// EventTickets yields the valid tickets of an event, for the sections that the
// caller may admit to (operation listEventTickets).
func (c *Client) EventTickets(ctx context.Context, event int64, params *ticketingapi.ListEventTicketsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Ticket, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Ticket], error) {
		query := query
		query.Page = number
		res, err := c.ListEventTickets(ctx, event, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Ticket])(res), nil
	}, func(entry ticketingapi.Ticket) string { return entry.Serial })
}

// Admissions yields the admissions to an event (operation listAdmissions).
func (c *Client) Admissions(ctx context.Context, event int64, params *ticketingapi.ListAdmissionsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Admission, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Admission], error) {
		query := query
		query.Page = number
		res, err := c.ListAdmissions(ctx, event, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Admission])(res), nil
	}, func(entry ticketingapi.Admission) string { return entry.Ticket })
}

// Hosts yields hosts (operation listHosts).
func (c *Client) Hosts(ctx context.Context, params *ticketingapi.ListHostsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Host, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Host], error) {
		query := query
		query.Page = number
		res, err := c.ListHosts(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Host])(res), nil
	}, func(entry ticketingapi.Host) string { return entry.Self })
}

// AccountHosts yields the hosts that an account administers (operation
// listAccountHosts).
func (c *Client) AccountHosts(ctx context.Context, number string, params *ticketingapi.ListAccountHostsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Host, error] {
	query := value(params)
	return pages(query.Page, func(page *int64) (*list[ticketingapi.Host], error) {
		query := query
		query.Page = page
		res, err := c.ListAccountHosts(ctx, number, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Host])(res), nil
	}, func(entry ticketingapi.Host) string { return entry.Self })
}

// Accounts yields user accounts (operation listAccounts).
func (c *Client) Accounts(ctx context.Context, params *ticketingapi.ListAccountsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Account, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Account], error) {
		query := query
		query.Page = number
		res, err := c.ListAccounts(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Account])(res), nil
	}, func(entry ticketingapi.Account) string { return entry.Self })
}

// HostEvents yields the events of a host, in any state (operation
// listHostEvents).
func (c *Client) HostEvents(ctx context.Context, host int64, params *ticketingapi.ListHostEventsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Event, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Event], error) {
		query := query
		query.Page = number
		res, err := c.ListHostEvents(ctx, host, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Event])(res), nil
	}, func(entry ticketingapi.Event) string { return entry.Self })
}

// Events yields all events, in any state; for administrators (operation
// listEvents).
func (c *Client) Events(ctx context.Context, params *ticketingapi.ListEventsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Event, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Event], error) {
		query := query
		query.Page = number
		res, err := c.ListEvents(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Event])(res), nil
	}, func(entry ticketingapi.Event) string { return entry.Self })
}

// PublishedEvents yields the events that are published (operation
// listPublishedEvents).
func (c *Client) PublishedEvents(ctx context.Context, params *ticketingapi.ListPublishedEventsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Event, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Event], error) {
		query := query
		query.Page = number
		res, err := c.ListPublishedEvents(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Event])(res), nil
	}, func(entry ticketingapi.Event) string { return entry.Self })
}

// Orders yields orders (operation listOrders).
func (c *Client) Orders(ctx context.Context, params *ticketingapi.ListOrdersParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Order, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Order], error) {
		query := query
		query.Page = number
		res, err := c.ListOrders(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Order])(res), nil
	}, func(entry ticketingapi.Order) string { return entry.Self })
}

// Regions yields regions (operation listRegions).
func (c *Client) Regions(ctx context.Context, params *ticketingapi.ListRegionsParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Region, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Region], error) {
		query := query
		query.Page = number
		res, err := c.ListRegions(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Region])(res), nil
	}, func(entry ticketingapi.Region) string { return entry.Self })
}

// Venues yields venues (operation listVenues).
func (c *Client) Venues(ctx context.Context, params *ticketingapi.ListVenuesParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Venue, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Venue], error) {
		query := query
		query.Page = number
		res, err := c.ListVenues(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Venue])(res), nil
	}, func(entry ticketingapi.Venue) string { return entry.Self })
}

// Categories yields the categories of events (operation listCategories).
func (c *Client) Categories(ctx context.Context, params *ticketingapi.ListCategoriesParams, options ...boxoffice.CallOption) iter.Seq2[ticketingapi.Category, error] {
	query := value(params)
	return pages(query.Page, func(number *int64) (*list[ticketingapi.Category], error) {
		query := query
		query.Page = number
		res, err := c.ListCategories(ctx, &query, options...)
		if err != nil {
			return nil, err
		}
		return (*list[ticketingapi.Category])(res), nil
	}, func(entry ticketingapi.Category) string { return entry.Self })
}
