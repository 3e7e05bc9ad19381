package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

// notAuthenticated is the one documented 401. The client logs in anew and sends
// the request again before it is the caller's.
var notAuthenticated = refusal{status: 401, code: "1401", message: "Full authentication is required"}

var priceOperations = []operation{
	{
		id:   "listPriceTags",
		call: func(c *musement.Client) (any, error) { return decodedBody(c.ListPriceTags(ctx, anActivity)) },
		want: `[{
			"id": 301, "code": "entrance-adult", "price_feature": "Entrance", "ticket_holder": "Adult", "price_feature_code": "entrance",
			"ticket_holder_code": "adult", "default": true, "default_feature": true, "default_holder": true
		}]`,
		refusals: []refusal{noActivity, unavailable},
	},
	{
		id: "updatePriceTags",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.UpdatePriceTags(ctx, anActivity, &musementapi.UpdatePriceTagsRequest{
				Pricetags: []musementapi.PriceTagRequest{{ID: 301, DefaultHolder: true}},
			}))
		},
		want: `[{
			"id": 301, "code": "entrance-adult", "price_feature": "Entrance", "ticket_holder": "Adult", "price_feature_code": "entrance",
			"ticket_holder_code": "adult", "default": true, "default_feature": true, "default_holder": true
		}]`,
		refusals: []refusal{invalid("pricetags"), noActivity},
	},
	{
		id: "setDefaultPriceTag",
		call: func(c *musement.Client) (any, error) {
			return nil, c.SetDefaultPriceTag(ctx, anActivity, &musementapi.SetDefaultPriceTagRequest{DefaultPricetag: 301})
		},
		refusals: []refusal{notAuthenticated, noActivity},
	},
	{
		id:       "calculateDefaultPrice",
		call:     func(c *musement.Client) (any, error) { return nil, c.CalculateDefaultPrice(ctx, anActivity) },
		refusals: []refusal{notAuthenticated, noActivity},
	},
	{
		id:       "listPriceFeatures",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListPriceFeatures(ctx)) },
		want:     `[{"code": "entrance", "name": "Entrance", "default": true}, {"code": "tour", "name": "Tour"}]`,
		refusals: []refusal{unavailable},
	},
	{
		id:       "listTicketHolders",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListTicketHolders(ctx)) },
		want:     `[{"code": "adult", "name": "Adult", "default": true}, {"code": "child", "name": "Child"}]`,
		refusals: []refusal{unavailable},
	},
}

var ticketCodeOperations = []operation{
	{
		id: "listTicketCodes",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ListTicketCodes(ctx, anActivity, "entrance", "adult"))
		},
		want: `[{
			"code": "EXAMPLE-0001", "status": "active", "type": "qrcode", "internal": false, "used": 0, "max_usage": 1,
			"created_at": "2021-02-01T08:00:00+0000"
		}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "addTicketCodes",
		call: func(c *musement.Client) (any, error) {
			return nil, c.AddTicketCodes(ctx, anActivity, "entrance", "adult", musementapi.TicketCodesRequest{
				Encoding: boxoffice.Ptr(musementapi.TicketEncodingQRCode), Status: boxoffice.Ptr(musementapi.TicketCodeStatusActive),
				Codes: []string{"EXAMPLE-0001", "EXAMPLE-0002"}, MaxUsage: boxoffice.Ptr(int64(1)),
			})
		},
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "updateTicketCode",
		call: func(c *musement.Client) (any, error) {
			return nil, c.UpdateTicketCode(ctx, anActivity, "entrance", "adult", "EXAMPLE-0001", &musementapi.TicketCodesRequest{
				Status: boxoffice.Ptr(musementapi.TicketCodeStatusInactive),
			})
		},
		refusals: []refusal{noResource, unavailable},
	},
}
