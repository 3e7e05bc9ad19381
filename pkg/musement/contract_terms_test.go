package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

const (
	aPickup       = "00000000-0000-4000-8000-000000000003"
	aRefundPolicy = "00000000-0000-4000-8000-000000000004"
)

var noRefundPolicy = refusal(404, "Refund policy not found")

var aRefund = musementapi.RefundPolicyRequest{Type: musementapi.AmountTypeAbsolute, Period: "P2W", Value: "7.5", Currency: boxoffice.Ptr("EUR")}

var refundPolicyOperations = []operation{
	{
		ID:       "listRefundPolicies",
		Call:     func(c *musement.Client) (any, error) { return c.ListRefundPolicies(ctx, anActivity) },
		Want:     `[{"uuid": "00000000-0000-4000-8000-000000000004", "period": "P2D", "type": "PERCENTAGE", "value": 100}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "createRefundPolicy",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.CreateRefundPolicy(ctx, anActivity, aRefund)
		},
		Refusals: []contract.Refusal{invalid("currency"), noActivity},
	},
	{
		ID: "updateRefundPolicy",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.UpdateRefundPolicy(ctx, anActivity, aRefundPolicy, &aRefund)
		},
		Refusals: []contract.Refusal{invalid("currency"), noRefundPolicy},
	},
	{
		ID: "deleteRefundPolicy",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.DeleteRefundPolicy(ctx, anActivity, aRefundPolicy)
		},
		Refusals: []contract.Refusal{refusal(400, "Bad request"), noRefundPolicy},
	},
}

var theBeach = musementapi.PickupRequest{
	Type: boxoffice.Ptr(musementapi.PickupTypePickup), Name: boxoffice.Ptr("Taxi stop at the beach"),
	Latitude: boxoffice.Ptr(39.65577), Longitude: boxoffice.Ptr(3.43884), SellerCode: boxoffice.Ptr("BEACH-1"),
}

var pickupOperations = []operation{
	{
		ID: "listPickups",
		Call: func(c *musement.Client) (any, error) {
			return c.ListPickups(ctx, &musementapi.ListPickupsParams{
				Text: boxoffice.Ptr("beach"), TypeIn: []musementapi.PickupType{musementapi.PickupTypePickup, musementapi.PickupTypeHotel},
				Limit: boxoffice.Ptr(int64(50)), Source: boxoffice.Ptr(musementapi.TagSourceSupplier),
			})
		},
		Want: `[{
			"uuid": "00000000-0000-4000-8000-000000000003", "type": "HOTEL", "name": "Example Hotel", "latitude": 39.695, "longitude": 3.45416,
			"tags": [{"id": "6648", "type": "GIATA-CODE"}]
		}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID:       "createPickup",
		Call:     func(c *musement.Client) (any, error) { return c.CreatePickup(ctx, theBeach) },
		Want:     `{"type": "PICKUP", "name": "Taxi stop at the beach", "latitude": 39.65577, "longitude": 3.43884, "seller_code": "BEACH-1"}`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID:   "getPickup",
		Call: func(c *musement.Client) (any, error) { return c.GetPickup(ctx, aPickup) },
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000003", "type": "HOTEL", "name": "Example Hotel", "latitude": 39.695, "longitude": 3.45416,
			"tags": [{"id": "6648", "type": "GIATA-CODE"}]
		}`,
		Refusals: []contract.Refusal{forbidden, refusal(404, "Pickup not found"), unavailable},
	},
	{
		ID: "updatePickup",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdatePickup(ctx, aPickup, musementapi.PickupRequest{Name: boxoffice.Ptr("Taxi stop at the beach")})
		},
		Want: `{"type": "PICKUP", "name": "Taxi stop at the beach", "latitude": 39.65577, "longitude": 3.43884, "seller_code": "BEACH-1"}`,
	},
	{
		ID:       "deletePickup",
		Call:     func(c *musement.Client) (any, error) { return nil, c.DeletePickup(ctx, aPickup) },
		Refusals: []contract.Refusal{forbidden, unavailable},
	},
	{
		ID:   "listActivityPickups",
		Call: func(c *musement.Client) (any, error) { return c.ListActivityPickups(ctx, anActivity) },
		Want: `[{
			"uuid": "00000000-0000-4000-8000-000000000003", "type": "HOTEL", "name": "Example Hotel", "latitude": 39.695, "longitude": 3.45416,
			"tags": [{"id": "6648", "type": "GIATA-CODE"}]
		}]`,
		Refusals: []contract.Refusal{noActivity, unavailable},
	},
	{
		ID: "setActivityPickups",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.SetActivityPickups(ctx, anActivity, []musementapi.PickupRequest{theBeach})
		},
		Refusals: []contract.Refusal{forbidden, unavailable},
	},
	{
		ID: "addActivityPickup",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.AddActivityPickup(ctx, anActivity, aPickup)
		},
		Refusals: []contract.Refusal{forbidden, unavailable},
	},
	{
		ID: "removeActivityPickup",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.RemoveActivityPickup(ctx, anActivity, aPickup)
		},
		Refusals: []contract.Refusal{forbidden, unavailable},
	},
}

var participantOperations = []operation{
	{
		ID: "getParticipantsInfoRequirements",
		Call: func(c *musement.Client) (any, error) {
			return c.GetParticipantsInfoRequirements(ctx, anActivity)
		},
		Want:     `{"needs_salutation": false, "needs_firstname": true, "needs_lastname": true, "needs_date_of_birth": true, "needs_email": false}`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "setParticipantsInfoRequirements",
		Call: func(c *musement.Client) (any, error) {
			return c.SetParticipantsInfoRequirements(ctx, anActivity, musementapi.ParticipantsInfoRequirements{
				NeedsFirstname: boxoffice.Ptr(true), NeedsLastname: boxoffice.Ptr(true), NeedsDateOfBirth: boxoffice.Ptr(true), NeedsEmail: boxoffice.Ptr(false),
			})
		},
		Want:     `{"needs_salutation": false, "needs_firstname": true, "needs_lastname": true, "needs_date_of_birth": true, "needs_email": false}`,
		Refusals: []contract.Refusal{noActivity, unavailable},
	},
}
