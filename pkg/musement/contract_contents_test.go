package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

var (
	noContent = refusal{status: 404, code: "-1", message: "Content not found"}
	noMedia   = refusal{status: 404, code: "-1", message: "No media found"}
)

var contentOperations = []operation{
	{
		id: "createContent",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.CreateContent(ctx, anActivity, musementapi.CreateContentRequest{
				Locale: boxoffice.Ptr("en"), Title: boxoffice.Ptr("Entrance to the Example Museum"), Description: boxoffice.Ptr("See what there is to see."),
				MeetingPoint: boxoffice.Ptr("At the main entrance"), Where: boxoffice.Ptr("Via Esempio 1, Milan"), IsDefault: boxoffice.Ptr(true),
				InfoVoucher: boxoffice.Ptr("Show this voucher at the desk."), MetaDescription: boxoffice.Ptr("The museum in Milan"),
			}))
		},
		want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		refusals: []refusal{invalid("locale"), unavailable},
	},
	{
		id:   "getContent",
		call: func(c *musement.Client) (any, error) { return decodedBody(c.GetContent(ctx, anActivity, "en")) },
		want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		refusals: []refusal{noContent, unavailable},
	},
	{
		id: "replaceContent",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ReplaceContent(ctx, anActivity, "en", musementapi.ContentRequest{
				Title: boxoffice.Ptr("Entrance to the Example Museum"), Description: boxoffice.Ptr("See what there is to see."), IsDefault: boxoffice.Ptr(true),
			}))
		},
		want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		refusals: []refusal{invalid("title"), unavailable},
	},
	{
		id: "updateContent",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.UpdateContent(ctx, anActivity, "en", musementapi.ContentRequest{
				Title: boxoffice.Ptr("Entrance to the Example Museum"), Reduced: boxoffice.Ptr(""),
			}))
		},
		want: `{
			"locale": "en", "title": "Entrance to the Example Museum", "description": "See what there is to see.",
			"meeting_point": "At the main entrance", "where": "Via Esempio 1, Milan", "is_default": true, "translated": true,
			"info_voucher": "Show this voucher at the desk.", "slug": "entrance-to-the-example-museum"
		}`,
		refusals: []refusal{invalid("title"), unavailable},
	},
	{
		id:       "deleteContent",
		call:     func(c *musement.Client) (any, error) { return nil, c.DeleteContent(ctx, anActivity, "en") },
		refusals: []refusal{forbidden, noContent},
	},
	{
		id:       "listMedia",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListMedia(ctx, anActivity)) },
		want:     `[{"id": 4711, "title": "The main hall", "url": "https://images.example.com/main-hall.jpeg", "type": "image", "is_cover": true}]`,
		refusals: []refusal{noMedia, unavailable},
	},
	{
		id: "addMedia",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.AddMedia(ctx, anActivity, musementapi.AddMediaRequest{
				URL: "https://www.example.com/main-hall.jpeg", Title: boxoffice.Ptr("The main hall"), IsCover: boxoffice.Ptr(true),
			}))
		},
		want:     `{"id": 4711, "title": "The main hall", "url": "https://images.example.com/main-hall.jpeg", "type": "image", "is_cover": true}`,
		refusals: []refusal{noMedia, unavailable},
	},
	{
		id:       "deleteMedia",
		call:     func(c *musement.Client) (any, error) { return nil, c.DeleteMedia(ctx, anActivity, 4711) },
		refusals: []refusal{forbidden, {status: 404, code: "-1", message: "Media not found"}},
	},
	{
		id:       "listItineraries",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListItineraries(ctx, anActivity)) },
		want:     `[{"code": "main", "pois": [{"latitude": 45.4642, "longitude": 9.19, "types": [{"code": "museum", "name": "Museum"}]}]}]`,
		refusals: []refusal{{status: 400, code: "-1", message: "Bad request"}, unavailable},
	},
	{
		id: "createItinerary",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.CreateItinerary(ctx, anActivity, musementapi.CreateItineraryRequest{
				Code: boxoffice.Ptr("main"), Pois: []musementapi.ActivityPoi{{
					Latitude: boxoffice.Ptr(45.4642), Longitude: boxoffice.Ptr(9.19),
					Types: []musementapi.TranslatedMetadata{{Code: boxoffice.Ptr("museum"), Name: boxoffice.Ptr("Museum")}},
				}},
			}))
		},
		want:     `{"code": "main", "pois": [{"latitude": 45.4642, "longitude": 9.19, "types": [{"code": "museum", "name": "Museum"}]}]}`,
		refusals: []refusal{invalid("pois"), unavailable},
	},
}
