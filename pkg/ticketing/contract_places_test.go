package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// placesOperations are regions, venues and categories, as they are managed.
var placesOperations = []operation{
	{id: "updateRegion", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.UpdateRegion(ctx, 19290238432215, ticketingapi.UpdateRegionRequest{Name: "South Coast", City: boxoffice.Ptr("English Harbour")}))
		},
		want: `{"message": "The region has been updated."}`},
	{id: "deleteRegion", refusals: [][]refusalCase{unauthenticated, forbidden, conflict},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.DeleteRegion(ctx, 19290238432215))
		},
		want: `{"message": "The region has been deleted."}`},
	{id: "createVenue", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.CreateVenue(ctx, ticketingapi.CreateVenueRequest{Name: "Example Hall", Region: "19290238432215", Latitude: 17.1175, Longitude: -61.8456, Address: "3 Example Street, St. John's"}))
		},
		want: `{"self": "/venues/16878146473429", "name": "Example Hall", "region": "/regions/19290238432215",
			"latitude": 17.1175, "longitude": -61.8456, "address": "3 Example Street, St. John's", "map":
			"https://maps.example.com/16878146473429.png"}`},
	{id: "getVenue", refusals: [][]refusalCase{unauthenticated, forbidden},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.GetVenue(ctx, 16878146473429))
		},
		want: `{"self": "/venues/16878146473429", "name": "Example Hall", "region": "/regions/19290238432215",
			"latitude": 17.1175, "longitude": -61.8456, "address": "3 Example Street, St. John's", "map":
			"https://maps.example.com/16878146473429.png"}`},
	{id: "updateVenue", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.UpdateVenue(ctx, 16878146473429, ticketingapi.UpdateVenueRequest{Name: "Example Hall", Latitude: 17.1175, Longitude: boxoffice.Ptr(-61.8456), Address: "3 Example Street, St. John's"}))
		},
		want: `{"message": "The venue has been updated."}`},
	{id: "deleteVenue", refusals: [][]refusalCase{unauthenticated, forbidden, conflict},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.DeleteVenue(ctx, 16878146473429))
		},
		want: `{"message": "The venue has been deleted."}`},
	{id: "createCategory", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.CreateCategory(ctx, ticketingapi.CreateCategoryRequest{Name: "Film", Subcategories: []string{"Premiere", "Matinee"}}))
		},
		want: `{"self": "/categories/16878141745207", "name": "Film", "subcategories": ["Premiere", "Matinee"]}`},
	{id: "getCategory", refusals: [][]refusalCase{unauthenticated, forbidden},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.GetCategory(ctx, 16878141745207))
		},
		want: `{"self": "/categories/16878141745207", "name": "Film", "subcategories": ["Premiere", "Matinee"]}`},
	{id: "updateCategory", refusals: [][]refusalCase{unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.UpdateCategory(ctx, 16878141745207, ticketingapi.UpdateCategoryRequest{Name: "Film", Subcategories: []string{"Premiere"}}))
		},
		want: `{"message": "The category has been updated."}`},
	{id: "deleteCategory", refusals: [][]refusalCase{unauthenticated, forbidden, conflict},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.DeleteCategory(ctx, 16878141745207))
		},
		want: `{"message": "The category has been deleted."}`},
}
