package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

// notAuthenticated is the one documented 401. The client logs in anew and sends
// the request again before it is the caller's.
var notAuthenticated = contract.Refusal{Status: 401, Code: "1401", Message: "Full authentication is required"}

var priceOperations = []operation{
	{
		ID:   "listPriceTags",
		Call: func(c *musement.Client) (any, error) { return c.ListPriceTags(ctx, anActivity) },
		Want: `[{
			"id": 301, "code": "entrance-adult", "price_feature": "Entrance", "ticket_holder": "Adult", "price_feature_code": "entrance",
			"ticket_holder_code": "adult", "default": true, "default_feature": true, "default_holder": true
		}]`,
		Refusals: []contract.Refusal{noActivity, unavailable},
	},
	{
		ID: "updatePriceTags",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdatePriceTags(ctx, anActivity, &musementapi.UpdatePriceTagsRequest{
				Pricetags: []musementapi.PriceTagRequest{{ID: 301, DefaultHolder: true}},
			})
		},
		Want: `[{
			"id": 301, "code": "entrance-adult", "price_feature": "Entrance", "ticket_holder": "Adult", "price_feature_code": "entrance",
			"ticket_holder_code": "adult", "default": true, "default_feature": true, "default_holder": true
		}]`,
		Refusals: []contract.Refusal{invalid("pricetags"), noActivity},
	},
	{
		ID: "setDefaultPriceTag",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.SetDefaultPriceTag(ctx, anActivity, &musementapi.SetDefaultPriceTagRequest{DefaultPricetag: 301})
		},
		Refusals: []contract.Refusal{notAuthenticated, noActivity},
	},
	{
		ID:       "calculateDefaultPrice",
		Call:     func(c *musement.Client) (any, error) { return nil, c.CalculateDefaultPrice(ctx, anActivity) },
		Refusals: []contract.Refusal{notAuthenticated, noActivity},
	},
	{
		ID:       "listPriceFeatures",
		Call:     func(c *musement.Client) (any, error) { return c.ListPriceFeatures(ctx) },
		Want:     `[{"code": "entrance", "name": "Entrance", "default": true}, {"code": "tour", "name": "Tour"}]`,
		Refusals: []contract.Refusal{unavailable},
	},
	{
		ID:       "listTicketHolders",
		Call:     func(c *musement.Client) (any, error) { return c.ListTicketHolders(ctx) },
		Want:     `[{"code": "adult", "name": "Adult", "default": true}, {"code": "child", "name": "Child"}]`,
		Refusals: []contract.Refusal{unavailable},
	},
}

var ticketCodeOperations = []operation{
	{
		ID: "listTicketCodes",
		Call: func(c *musement.Client) (any, error) {
			return c.ListTicketCodes(ctx, anActivity, "entrance", "adult")
		},
		Want: `[{
			"code": "EXAMPLE-0001", "status": "active", "type": "qrcode", "internal": false, "used": 0, "max_usage": 1,
			"created_at": "2021-02-01T08:00:00+0000"
		}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "addTicketCodes",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.AddTicketCodes(ctx, anActivity, "entrance", "adult", musementapi.TicketCodesRequest{
				Encoding: boxoffice.Ptr(musementapi.TicketEncodingQRCode), Status: boxoffice.Ptr(musementapi.TicketCodeStatusActive),
				Codes: []string{"EXAMPLE-0001", "EXAMPLE-0002"}, MaxUsage: boxoffice.Ptr(int64(1)),
			})
		},
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "updateTicketCode",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.UpdateTicketCode(ctx, anActivity, "entrance", "adult", "EXAMPLE-0001", &musementapi.TicketCodesRequest{
				Status: boxoffice.Ptr(musementapi.TicketCodeStatusInactive),
			})
		},
		Refusals: []contract.Refusal{noResource, unavailable},
	},
}
