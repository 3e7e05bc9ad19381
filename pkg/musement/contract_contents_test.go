package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

var (
	noContent = refusal(404, "Content not found")
	noMedia   = refusal(404, "No media found")
)

var contentOperations = []operation{
	{
		ID: "createContent",
		Call: func(c *musement.Client) (any, error) {
			return c.CreateContent(ctx, anActivity, musementapi.CreateContentRequest{
				Locale: boxoffice.Ptr("en"), Title: boxoffice.Ptr("Entrance to the Example Museum"), Description: boxoffice.Ptr("See what there is to see."),
				MeetingPoint: boxoffice.Ptr("At the main entrance"), Where: boxoffice.Ptr("Via Esempio 1, Milan"), IsDefault: boxoffice.Ptr(true),
				InfoVoucher: boxoffice.Ptr("Show this voucher at the desk."), MetaDescription: boxoffice.Ptr("The museum in Milan"),
			})
		},
		Want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		Refusals: []contract.Refusal{invalid("locale"), unavailable},
	},
	{
		ID:   "getContent",
		Call: func(c *musement.Client) (any, error) { return c.GetContent(ctx, anActivity, "en") },
		Want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		Refusals: []contract.Refusal{noContent, unavailable},
	},
	{
		ID: "replaceContent",
		Call: func(c *musement.Client) (any, error) {
			return c.ReplaceContent(ctx, anActivity, "en", musementapi.ContentRequest{
				Title: boxoffice.Ptr("Entrance to the Example Museum"), Description: boxoffice.Ptr("See what there is to see."), IsDefault: boxoffice.Ptr(true),
			})
		},
		Want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		Refusals: []contract.Refusal{invalid("title"), unavailable},
	},
	{
		ID: "updateContent",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateContent(ctx, anActivity, "en", musementapi.ContentRequest{
				Title: boxoffice.Ptr("Entrance to the Example Museum"), Reduced: boxoffice.Ptr(""),
			})
		},
		Want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		Refusals: []contract.Refusal{invalid("title"), unavailable},
	},
	{
		ID:       "deleteContent",
		Call:     func(c *musement.Client) (any, error) { return nil, c.DeleteContent(ctx, anActivity, "en") },
		Refusals: []contract.Refusal{forbidden, noContent},
	},
	{
		ID:       "listMedia",
		Call:     func(c *musement.Client) (any, error) { return c.ListMedia(ctx, anActivity) },
		Want:     `[{"id": 4711, "title": "The main hall", "url": "https://images.example.com/main-hall.jpeg", "type": "image", "is_cover": true}]`,
		Refusals: []contract.Refusal{noMedia, unavailable},
	},
	{
		ID: "addMedia",
		Call: func(c *musement.Client) (any, error) {
			return c.AddMedia(ctx, anActivity, musementapi.AddMediaRequest{
				URL: "https://www.example.com/main-hall.jpeg", Title: boxoffice.Ptr("The main hall"), IsCover: boxoffice.Ptr(true),
			})
		},
		Want:     `{"id": 4711, "title": "The main hall", "url": "https://images.example.com/main-hall.jpeg", "type": "image", "is_cover": true}`,
		Refusals: []contract.Refusal{noMedia, unavailable},
	},
	{
		ID:       "deleteMedia",
		Call:     func(c *musement.Client) (any, error) { return nil, c.DeleteMedia(ctx, anActivity, 4711) },
		Refusals: []contract.Refusal{forbidden, refusal(404, "Media not found")},
	},
	{
		ID:       "listItineraries",
		Call:     func(c *musement.Client) (any, error) { return c.ListItineraries(ctx, anActivity) },
		Want:     `[{"code": "main", "pois": [{"latitude": 45.4642, "longitude": 9.19, "types": [{"code": "museum", "name": "Museum"}]}]}]`,
		Refusals: []contract.Refusal{refusal(400, "Bad request"), unavailable},
	},
	{
		ID: "createItinerary",
		Call: func(c *musement.Client) (any, error) {
			return c.CreateItinerary(ctx, anActivity, musementapi.CreateItineraryRequest{
				Code: boxoffice.Ptr("main"), Pois: []musementapi.ActivityPoiRequest{{
					Latitude: boxoffice.Ptr(45.4642), Longitude: boxoffice.Ptr(9.19),
					Types: []musementapi.PoiTypeRequest{{Code: boxoffice.Ptr("museum"), Name: boxoffice.Ptr("Museum")}},
				}},
			})
		},
		Want:     `{"code": "main", "pois": [{"latitude": 45.4642, "longitude": 9.19, "types": [{"code": "museum", "name": "Museum"}]}]}`,
		Refusals: []contract.Refusal{invalid("pois"), unavailable},
	},
}
