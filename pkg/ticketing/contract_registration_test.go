package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// registrationOperations are what makes an event: its registration, its sections
// and its review.
var registrationOperations = []operation{
	{ID: "createEvent", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.CreateEvent(ctx, premiere)
		},
		Want: `{"self": "/events/16993717817996", "title": "Example Premiere", "description":
			"The first showing, with the cast.", "status": "Draft", "type": "Standard", "public": true,
			"category": {"self": "/categories/16878141745207", "name": "Film", "subcategories": ["Premiere",
			"Matinee"]}, "subcategory": "Premiere", "start": "2034-06-07T20:00", "end": "2034-06-07T23:00",
			"venue": {"self": "/venues/16878146473429", "name": "Example Hall", "region":
			"/regions/19290238432215", "latitude": 17.1175, "longitude": -61.8456, "address":
			"3 Example Street, St. John's"}, "disclaimer": "Attend at your own risk", "tags": ["premiere",
			"film"], "popularity": 0, "sections": [], "banner":
			"https://api.ticketingevents.com/media/banner/16993717817996", "thumbnail":
			"https://api.ticketingevents.com/media/thumbnail/16993717817996"}`},
	{ID: "updateEvent", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.UpdateEvent(ctx, event, ticketingapi.UpdateEventRequest{Title: "Example Premiere", Public: boxoffice.Ptr(false)})
		},
		Want: `{"message": "The event has been updated."}`},
	{ID: "deleteEvent", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.DeleteEvent(ctx, event)
		},
		Want: `{"message": "The event has been deleted."}`},
	{ID: "createEventSection", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.CreateEventSection(ctx, event, standing)
		},
		Want: `{"self": "/sections/16993964783416", "name": "General", "description":
			"Standing in front of the stage", "price": {"base": 50.0, "current": 50.0}, "salesStart":
			"2034-01-01T00:00", "salesEnd": "2034-06-07T18:00", "active": false, "capacity": 100, "sold": 0,
			"remaining": 100, "reserved": 0}`},
	{ID: "deleteEventSection", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.DeleteEventSection(ctx, event, general)
		},
		Want: `{"message": "The event section has been deleted."}`},
	{ID: "submitEvent", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.SubmitEvent(ctx, event)
		},
		Want: `{"message": "The event has been submitted for review."}`},
	{ID: "getEventStatistics", Refusals: refusals(unauthenticated, notTheHost),
		Call: func(c *ticketing.Client) (any, error) {
			return c.GetEventStatistics(ctx, event)
		},
		Want: `{"self": "/events/16993717817996/statistics", "capacity": 100, "orders": 21, "revenue": 1850.0,
			"tickets": 40}`},
	{ID: "reviewSubmission", Refusals: refusals(unauthenticated, notTheHost, malformed, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ReviewSubmission(ctx, "L2V2ZW50cy8xNw==", &ticketingapi.ReviewSubmissionParams{Approved: boxoffice.Ptr(true)})
		},
		Want: `{"message": "The submission has been reviewed."}`},
}

var (
	premiere = ticketingapi.CreateEventRequest{
		Host: "16951985851389", Title: "Example Premiere", Description: "The first showing, with the cast.", Type: "Standard", Public: true,
		Category: "/categories/16878141745207", Subcategory: "Premiere", Venue: "/venues/16878146473429",
		Start: boxoffice.Ptr("2034-06-07T20:00"), End: boxoffice.Ptr("2034-06-07T23:00"), Tags: []string{"premiere", "film"},
	}
	standing = ticketingapi.CreateEventSectionRequest{
		Name: boxoffice.Ptr("General"), Description: boxoffice.Ptr("Standing in front of the stage"), BasePrice: boxoffice.Ptr(boxoffice.Decimal("50.00")),
		SalesStart: boxoffice.Ptr("2034-01-01T00:00"), SalesEnd: boxoffice.Ptr("2034-06-07T18:00"), Capacity: boxoffice.Ptr(int64(100)),
	}
)
