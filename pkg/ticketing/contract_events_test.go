package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// What every event of the examples has.
const (
	category = `"category": {"self": "/categories/16878141745207", "name": "Film", "subcategories": ["Premiere", "Matinee"]}, `
	venue    = `"venue": {"self": "/venues/16878146473429", "name": "Example Hall", "region": "/regions/19290238432215",
		"latitude": 17.1175, "longitude": -61.8456, "address": "3 Example Street, St. John's",
		"map": "https://maps.example.com/16878146473429.png"}, `
	sections = `"sections": [{"self": "/sections/16993964783416", "name": "General",
		"description": "Standing in front of the stage", "price": {"base": 50.0, "current": 45.0,
		"expires": "2034-05-31T23:59"}, "salesStart": "2034-01-01T00:00", "salesEnd": "2034-06-07T18:00",
		"active": true, "capacity": 100, "sold": 40, "remaining": 55, "reserved": 5},
		{"self": "/sections/16993964783417", "name": "Balcony", "description": "Seats upstairs",
		"price": {"base": 80.0, "current": 72.0, "expires": "2034-05-31T23:59"}, "salesStart": "2034-01-01T00:00",
		"salesEnd": "2034-06-07T18:00", "active": true, "capacity": 40, "sold": 10, "remaining": 30, "reserved": 0}]`
)

// eventsOperations are hosts, events and what they are sorted by.
var eventsOperations = []operation{
	{ID: "listHosts", Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListHosts(ctx, &ticketingapi.ListHostsParams{Account: boxoffice.Ptr("EX-00000001")})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/hosts/16951985851389",
			"name": "Example Entertainment", "contact": "Jane Doe", "email": "jane.doe@example.com"}]}`},
	{ID: "getHost", Refusals: refusals(unauthenticated, forbidden),
		Call: func(c *ticketing.Client) (any, error) { return c.GetHost(ctx, 16951985851389) },
		Want: `{"self": "/hosts/16951985851389", "name": "Example Entertainment", "contact": "Jane Doe",
			"email": "jane.doe@example.com", "description": "Premieres for all ages", "phone": "+1 (268) 555 0101",
			"website": "https://entertainment.example.com", "country": "Antigua and Barbuda",
			"firstAddressLine": "2 Example Street", "secondAddressLine": "Clare Hall", "city": "St. John's",
			"state": "Saint John", "businessNo": "EX-0001"}`},
	{ID: "listHostEvents", Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListHostEvents(ctx, 16951985851389, &ticketingapi.ListHostEventsParams{Status: boxoffice.Ptr(ticketingapi.EventStatusListed), Sort: boxoffice.Ptr(ticketingapi.EventSortStart), Order: boxoffice.Ptr(ticketingapi.SortOrderAsc)})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996",
			"published": "2024-02-21T14:59:18+00:00", "title": "Example Premiere", "description": "The first showing.",
			"status": "Listed", "type": "Standard", "public": true, ` + category + `"subcategory": "Premiere",
			"start": "2034-06-07T20:00", "end": "2034-06-07T23:00", ` + venue + `"popularity": 12, ` + sections + `}]}`},
	{ID: "listEvents", Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListEvents(ctx, &ticketingapi.ListEventsParams{Host: boxoffice.Ptr(int64(16951985851389)), Active: boxoffice.Ptr(true)})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996",
			"title": "Example Premiere", "description": "The first showing.", "status": "Draft", "type": "Standard",
			"public": true, ` + category + `"subcategory": "Premiere", "start": "2034-06-07T20:00",
			"end": "2034-06-07T23:00", ` + venue + `"tags": ["premiere"], "popularity": 0, ` + sections + `}]}`},
	{ID: "listPublishedEvents", Live: true, Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListPublishedEvents(ctx, &ticketingapi.ListPublishedEventsParams{Records: boxoffice.Ptr(int64(25))})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/events/16993717817996",
			"published": "2024-02-21T14:59:18+00:00", "title": "Example Premiere", "description": "The first showing.",
			"status": "Listed", "type": "Standard", "public": true, ` + category + `"subcategory": "Premiere",
			"start": "2034-06-07T20:00", "end": "2034-06-07T23:00", ` + venue + `"popularity": 12, ` + sections + `}]}`},
	{ID: "getEvent", Refusals: refusals(unauthenticated, notTheHost),
		Call: func(c *ticketing.Client) (any, error) { return c.GetEvent(ctx, event) },
		Want: `{"self": "/events/16993717817996", "published": "2024-02-21T14:59:18+00:00", "title": "Example Premiere",
			"description": "The first showing, with the cast.", "status": "Listed", "type": "Standard", "public": true,
			` + category + `"subcategory": "Premiere", "start": "2034-06-07T20:00", "end": "2034-06-07T23:00",
			` + venue + `"host": {"self": "/hosts/16951985851389",
			"name": "Example Entertainment", "contact": "Jane Doe", "email": "jane.doe@example.com"},
			"disclaimer": "Attend at your own risk", "tags": ["premiere", "film"], "popularity": 12,
			` + sections + `,
			"banner": "https://api.ticketingevents.com/media/banner/16993717817996",
			"thumbnail": "https://api.ticketingevents.com/media/thumbnail/16993717817996"}`},
	{ID: "addPriceModifier", Refusals: refusals(unauthenticated, forbidden, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.AddPriceModifier(ctx, event, general, earlyBird)
		},
		Want: `{"self": "/events/16993717817996/sections/16993964783416/modifiers/17424795098128", "name": "Early bird",
			"priceDelta": -5.0, "availableFrom": "2034-01-01T00:00", "availableTo": "2034-05-31T23:59", "active": false,
			"minOrder": 1, "maxOrder": 10}`},
	{ID: "addRegion", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.AddRegion(ctx, ticketingapi.AddRegionRequest{Name: "South Coast", Country: "Antigua and Barbuda", District: boxoffice.Ptr("Saint Paul"), City: boxoffice.Ptr("English Harbour")})
		},
		Want: `{"self": "/regions/19290238432215", "name": "South Coast", "country": "Antigua and Barbuda",
			"district": "Saint Paul", "city": "English Harbour",
			"icon": "https://api.ticketingevents.com/media/antigua_and_barbuda.png"}`},
	{ID: "listRegions", Live: true, Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListRegions(ctx, &ticketingapi.ListRegionsParams{Active: boxoffice.Ptr(true)})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/regions/19290238432215", "name": "South Coast",
			"country": "Antigua and Barbuda", "district": "Saint Paul", "city": "English Harbour",
			"icon": "https://api.ticketingevents.com/media/antigua_and_barbuda.png"}]}`},
	{ID: "getRegion", Refusals: refusals(unauthenticated, forbidden),
		Call: func(c *ticketing.Client) (any, error) { return c.GetRegion(ctx, 19290238432215) },
		Want: `{"self": "/regions/19290238432215", "name": "South Coast", "country": "Antigua and Barbuda",
			"district": "Saint Paul", "city": "English Harbour",
			"icon": "https://api.ticketingevents.com/media/antigua_and_barbuda.png"}`},
	{ID: "listVenues", Live: true, Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListVenues(ctx, &ticketingapi.ListVenuesParams{Region: boxoffice.Ptr("19290238432215")})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/venues/16878146473429", "name": "Example Hall",
			"region": "/regions/19290238432215", "latitude": 17.1175, "longitude": -61.8456,
			"address": "3 Example Street, St. John's", "map": "https://maps.example.com/16878146473429.png"}]}`},
	{ID: "listCategories", Live: true, Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) { return c.ListCategories(ctx, nil) },
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/categories/16878141745207", "name": "Film",
			"subcategories": ["Premiere", "Matinee"]}]}`},
	{ID: "listCountries", Live: true, Refusals: refusals(unauthenticated, forbidden),
		Call: func(c *ticketing.Client) (any, error) { return c.ListCountries(ctx) },
		Want: `{"countries": ["Antigua and Barbuda", "Barbados"]}`},
}
