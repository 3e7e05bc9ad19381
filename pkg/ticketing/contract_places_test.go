package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// placesOperations are regions, venues and categories, as they are managed.
var placesOperations = []operation{
	{ID: "updateRegion", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.UpdateRegion(ctx, 19290238432215, ticketingapi.UpdateRegionRequest{Name: "South Coast", City: boxoffice.Ptr("English Harbour")})
		},
		Want: `{"message": "The region has been updated."}`},
	{ID: "deleteRegion", Refusals: refusals(unauthenticated, forbidden, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.DeleteRegion(ctx, 19290238432215)
		},
		Want: `{"message": "The region has been deleted."}`},
	{ID: "createVenue", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.CreateVenue(ctx, ticketingapi.CreateVenueRequest{Name: "Example Hall", Region: "19290238432215", Latitude: 17.1175, Longitude: -61.8456, Address: "3 Example Street, St. John's"})
		},
		Want: `{"self": "/venues/16878146473429", "name": "Example Hall", "region": "/regions/19290238432215",
			"latitude": 17.1175, "longitude": -61.8456, "address": "3 Example Street, St. John's", "map":
			"https://maps.example.com/16878146473429.png"}`},
	{ID: "getVenue", Refusals: refusals(unauthenticated, forbidden),
		Call: func(c *ticketing.Client) (any, error) {
			return c.GetVenue(ctx, 16878146473429)
		},
		Want: `{"self": "/venues/16878146473429", "name": "Example Hall", "region": "/regions/19290238432215",
			"latitude": 17.1175, "longitude": -61.8456, "address": "3 Example Street, St. John's", "map":
			"https://maps.example.com/16878146473429.png"}`},
	{ID: "updateVenue", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.UpdateVenue(ctx, 16878146473429, ticketingapi.UpdateVenueRequest{Name: "Example Hall", Latitude: 17.1175, Longitude: boxoffice.Ptr(-61.8456), Address: "3 Example Street, St. John's"})
		},
		Want: `{"message": "The venue has been updated."}`},
	{ID: "deleteVenue", Refusals: refusals(unauthenticated, forbidden, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.DeleteVenue(ctx, 16878146473429)
		},
		Want: `{"message": "The venue has been deleted."}`},
	{ID: "createCategory", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.CreateCategory(ctx, ticketingapi.CreateCategoryRequest{Name: "Film", Subcategories: []string{"Premiere", "Matinee"}})
		},
		Want: `{"self": "/categories/16878141745207", "name": "Film", "subcategories": ["Premiere", "Matinee"]}`},
	{ID: "getCategory", Refusals: refusals(unauthenticated, forbidden),
		Call: func(c *ticketing.Client) (any, error) {
			return c.GetCategory(ctx, 16878141745207)
		},
		Want: `{"self": "/categories/16878141745207", "name": "Film", "subcategories": ["Premiere", "Matinee"]}`},
	{ID: "updateCategory", Refusals: refusals(unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.UpdateCategory(ctx, 16878141745207, ticketingapi.UpdateCategoryRequest{Name: "Film", Subcategories: []string{"Premiere"}})
		},
		Want: `{"message": "The category has been updated."}`},
	{ID: "deleteCategory", Refusals: refusals(unauthenticated, forbidden, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.DeleteCategory(ctx, 16878141745207)
		},
		Want: `{"message": "The category has been deleted."}`},
}
