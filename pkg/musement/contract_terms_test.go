package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

const (
	aPickup       = "00000000-0000-4000-8000-000000000003"
	aRefundPolicy = "00000000-0000-4000-8000-000000000004"
)

var noRefundPolicy = refusal{status: 404, code: "-1", message: "Refund policy not found"}

var aRefund = musementapi.RefundPolicyRequest{Type: musementapi.AmountTypeAbsolute, Period: "P2W", Value: "7.5", Currency: boxoffice.Ptr("EUR")}

var refundPolicyOperations = []operation{
	{
		id:       "listRefundPolicies",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListRefundPolicies(ctx, anActivity)) },
		want:     `[{"uuid": "00000000-0000-4000-8000-000000000004", "period": "P2D", "type": "PERCENTAGE", "value": 100}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "createRefundPolicy",
		call: func(c *musement.Client) (any, error) {
			return nil, c.CreateRefundPolicy(ctx, anActivity, aRefund)
		},
		refusals: []refusal{invalid("currency"), noActivity},
	},
	{
		id: "updateRefundPolicy",
		call: func(c *musement.Client) (any, error) {
			return nil, c.UpdateRefundPolicy(ctx, anActivity, aRefundPolicy, &aRefund)
		},
		refusals: []refusal{invalid("currency"), noRefundPolicy},
	},
	{
		id: "deleteRefundPolicy",
		call: func(c *musement.Client) (any, error) {
			return nil, c.DeleteRefundPolicy(ctx, anActivity, aRefundPolicy)
		},
		refusals: []refusal{{status: 400, code: "-1", message: "Bad request"}, noRefundPolicy},
	},
}

var theBeach = musementapi.PickupRequest{
	Type: boxoffice.Ptr(musementapi.PickupTypePickup), Name: boxoffice.Ptr("Taxi stop at the beach"),
	Latitude: boxoffice.Ptr(39.65577), Longitude: boxoffice.Ptr(3.43884), SellerCode: boxoffice.Ptr("BEACH-1"),
}

var pickupOperations = []operation{
	{
		id: "listPickups",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ListPickups(ctx, &musementapi.ListPickupsParams{
				Text: boxoffice.Ptr("beach"), TypeIn: []musementapi.PickupType{musementapi.PickupTypePickup, musementapi.PickupTypeHotel},
				Limit: boxoffice.Ptr(int64(50)), Source: boxoffice.Ptr(musementapi.TagSourceSupplier),
			}))
		},
		want: `[{
			"uuid": "00000000-0000-4000-8000-000000000003", "type": "HOTEL", "name": "Example Hotel", "latitude": 39.695, "longitude": 3.45416,
			"tags": [{"id": "6648", "type": "GIATA-CODE"}]
		}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id:       "createPickup",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.CreatePickup(ctx, theBeach)) },
		want:     `{"type": "PICKUP", "name": "Taxi stop at the beach", "latitude": 39.65577, "longitude": 3.43884, "seller_code": "BEACH-1"}`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id:   "getPickup",
		call: func(c *musement.Client) (any, error) { return decodedBody(c.GetPickup(ctx, aPickup)) },
		want: `{
			"uuid": "00000000-0000-4000-8000-000000000003", "type": "HOTEL", "name": "Example Hotel", "latitude": 39.695, "longitude": 3.45416,
			"tags": [{"id": "6648", "type": "GIATA-CODE"}]
		}`,
		refusals: []refusal{forbidden, {status: 404, code: "-1", message: "Pickup not found"}, unavailable},
	},
	{
		id: "updatePickup",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.UpdatePickup(ctx, aPickup, musementapi.PickupRequest{Name: boxoffice.Ptr("Taxi stop at the beach")}))
		},
		want: `{"type": "PICKUP", "name": "Taxi stop at the beach", "latitude": 39.65577, "longitude": 3.43884, "seller_code": "BEACH-1"}`,
	},
	{
		id:       "deletePickup",
		call:     func(c *musement.Client) (any, error) { return nil, c.DeletePickup(ctx, aPickup) },
		refusals: []refusal{forbidden, unavailable},
	},
	{
		id:   "listActivityPickups",
		call: func(c *musement.Client) (any, error) { return decodedBody(c.ListActivityPickups(ctx, anActivity)) },
		want: `[{
			"uuid": "00000000-0000-4000-8000-000000000003", "type": "HOTEL", "name": "Example Hotel", "latitude": 39.695, "longitude": 3.45416,
			"tags": [{"id": "6648", "type": "GIATA-CODE"}]
		}]`,
		refusals: []refusal{noActivity, unavailable},
	},
	{
		id: "setActivityPickups",
		call: func(c *musement.Client) (any, error) {
			return nil, c.SetActivityPickups(ctx, anActivity, []musementapi.PickupRequest{theBeach})
		},
		refusals: []refusal{forbidden, unavailable},
	},
	{
		id: "addActivityPickup",
		call: func(c *musement.Client) (any, error) {
			return nil, c.AddActivityPickup(ctx, anActivity, aPickup)
		},
		refusals: []refusal{forbidden, unavailable},
	},
	{
		id: "removeActivityPickup",
		call: func(c *musement.Client) (any, error) {
			return nil, c.RemoveActivityPickup(ctx, anActivity, aPickup)
		},
		refusals: []refusal{forbidden, unavailable},
	},
}

var participantOperations = []operation{
	{
		id: "getParticipantsInfoRequirements",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.GetParticipantsInfoRequirements(ctx, anActivity))
		},
		want:     `{"needs_salutation": false, "needs_firstname": true, "needs_lastname": true, "needs_date_of_birth": true, "needs_email": false}`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "setParticipantsInfoRequirements",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.SetParticipantsInfoRequirements(ctx, anActivity, musementapi.ParticipantsInfoRequirements{
				NeedsFirstname: boxoffice.Ptr(true), NeedsLastname: boxoffice.Ptr(true), NeedsDateOfBirth: boxoffice.Ptr(true), NeedsEmail: boxoffice.Ptr(false),
			}))
		},
		want:     `{"needs_salutation": false, "needs_firstname": true, "needs_lastname": true, "needs_date_of_birth": true, "needs_email": false}`,
		refusals: []refusal{noActivity, unavailable},
	},
}
