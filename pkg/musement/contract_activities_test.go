package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

// anUpdate takes an activity online.
func anUpdate() musementapi.UpdateActivityRequest {
	return musementapi.UpdateActivityRequest{
		Status: boxoffice.Ptr(musementapi.ActivityStatusOnline), CutoffTime: boxoffice.Ptr("P0DT12H0M"), Highlights: []string{},
	}
}

var activityOperations = []operation{
	{
		ID: "listActivities",
		Call: func(c *musement.Client) (any, error) {
			return c.ListActivities(ctx, &musementapi.ListActivitiesParams{
				Offset: boxoffice.Ptr(int64(20)), Limit: boxoffice.Ptr(int64(50)), SortBy: []string{"-relevance", "title"},
				Status: []musementapi.ActivityStatus{musementapi.ActivityStatusOnline, musementapi.ActivityStatusDraft},
			})
		},
		Want: `[{
			"uuid": "00000000-0000-4000-8000-000000000001", "title": "Entrance to the Example Museum", "status": "ONLINE",
			"booking_type": "CALENDAR-TIMESLOTS", "max_confirmation_time": "P0DT0H0M", "cutoff_time": "P1DT2H30M",
			"partner_internal_code": "museum-entrance", "city": {"id": 1, "name": "Milan"}, "duration_range": {"min": "PT1H"},
			"languages": [{"code": "en", "name": "English"}],
			"retail_price": {"currency": "EUR", "value": 12.5, "formatted_value": "€ 12.50", "formatted_iso_value": "12.50 €"},
			"categories": [{"id": 13, "name": "Museums", "level": 1, "code": "museums", "cover_image_url": "https://images.example.com/museums.jpeg"}],
			"reviews_number": 1, "reviews_avg": 4, "reviews_aggregated_info": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0},
			"created_at": "2020-02-03T10:15:00+0000", "supplier_currency": "EUR"
		}]`,
		Refusals: []contract.Refusal{unavailable},
	},
	{
		ID: "listParentActivities",
		Call: func(c *musement.Client) (any, error) {
			return c.ListParentActivities(ctx, &musementapi.ListParentActivitiesParams{
				IDIn: []int64{497, 545}, Status: []musementapi.ActivityStatus{musementapi.ActivityStatusOnline},
			})
		},
		Want: `{
			"activities": [{
				"uuid": "00000000-0000-4000-8000-000000000001", "title": "Example Museum, all entrances", "status": "ONLINE",
				"city": {"id": 1, "name": "Milan"}
			}],
			"meta": {"count": 1}
		}`,
		Refusals: []contract.Refusal{{Status: 401, Code: "1401", Message: "Authentication required"}, unavailable},
	},
	{
		ID: "createActivity",
		Call: func(c *musement.Client) (any, error) {
			return c.CreateActivity(ctx, musementapi.CreateActivityRequest{
				Vertical: boxoffice.Ptr("arts-culture"), Categories: []string{"museums"}, City: boxoffice.Ptr(int64(1)),
				Duration: boxoffice.Ptr("P0DT1H0M"), CutoffTime: boxoffice.Ptr("P1DT2H30M"), MaxConfirmationTime: boxoffice.Ptr("P0DT0H0M"),
				PartnerInternalCode: boxoffice.Ptr("museum-entrance"), Latitude: boxoffice.Ptr(45.4642), Longitude: boxoffice.Ptr(9.19),
				ProposedCommission: &musementapi.CommissionRequest{Type: musementapi.AmountTypePercentage, Value: "20.5"},
				BookingType:        boxoffice.Ptr(musementapi.BookingTypeCalendarTimeslots), Status: boxoffice.Ptr(musementapi.ActivityStatusDraft), Currency: boxoffice.Ptr("EUR"),
			})
		},
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000001", "title": "Entrance to the Example Museum", "status": "DRAFT",
			"booking_type": "CALENDAR-TIMESLOTS", "max_confirmation_time": "P0DT0H0M", "cutoff_time": "P1DT2H30M",
			"partner_internal_code": "museum-entrance", "city": {"id": 1, "name": "Milan"}, "duration_range": {"min": "PT1H"}, "reviews_number": 0,
			"created_at": "2020-02-03T10:15:00+0000", "supplier_currency": "EUR"
		}`,
		Refusals: []contract.Refusal{invalid("cutoff_time"), unavailable},
	},
	{
		ID:   "getActivity",
		Call: func(c *musement.Client) (any, error) { return c.GetActivity(ctx, anActivity) },
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000001", "title": "Entrance to the Example Museum", "status": "ONLINE",
			"booking_type": "CALENDAR-TIMESLOTS", "max_confirmation_time": "P0DT0H0M", "cutoff_time": "P1DT2H30M",
			"partner_internal_code": "museum-entrance", "city": {"id": 1, "name": "Milan"}, "duration_range": {"min": "PT1H"},
			"languages": [{"code": "en", "name": "English"}],
			"retail_price": {"currency": "EUR", "value": 12.5, "formatted_value": "€ 12.50", "formatted_iso_value": "12.50 €"},
			"categories": [{"id": 13, "name": "Museums", "level": 1, "code": "museums", "cover_image_url": "https://images.example.com/museums.jpeg"}],
			"reviews_number": 1, "reviews_avg": 4, "reviews_aggregated_info": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0},
			"created_at": "2020-02-03T10:15:00+0000", "supplier_currency": "EUR"
		}`,
		Refusals: []contract.Refusal{noActivity, unavailable},
	},
	{
		ID: "updateActivity",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateActivity(ctx, anActivity, anUpdate())
		},
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000001", "title": "Entrance to the Example Museum", "status": "ONLINE",
			"booking_type": "CALENDAR-TIMESLOTS", "max_confirmation_time": "P0DT0H0M", "cutoff_time": "P1DT2H30M",
			"partner_internal_code": "museum-entrance", "city": {"id": 1, "name": "Milan"}, "duration_range": {"min": "PT1H"},
			"languages": [{"code": "en", "name": "English"}],
			"retail_price": {"currency": "EUR", "value": 12.5, "formatted_value": "€ 12.50", "formatted_iso_value": "12.50 €"},
			"categories": [{"id": 13, "name": "Museums", "level": 1, "code": "museums", "cover_image_url": "https://images.example.com/museums.jpeg"}],
			"reviews_number": 1, "reviews_avg": 4, "reviews_aggregated_info": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0},
			"created_at": "2020-02-03T10:15:00+0000", "supplier_currency": "EUR"
		}`,
		Refusals: []contract.Refusal{invalid("cutoff_time"), noActivity, unavailable},
	},
	{
		ID: "updateOwnActivity",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateOwnActivity(ctx, anActivity, anUpdate())
		},
		Want: `{
			"uuid": "00000000-0000-4000-8000-000000000001", "title": "Entrance to the Example Museum", "status": "ONLINE",
			"booking_type": "CALENDAR-TIMESLOTS", "max_confirmation_time": "P0DT0H0M", "cutoff_time": "P1DT2H30M",
			"partner_internal_code": "museum-entrance", "city": {"id": 1, "name": "Milan"}, "duration_range": {"min": "PT1H"},
			"languages": [{"code": "en", "name": "English"}],
			"retail_price": {"currency": "EUR", "value": 12.5, "formatted_value": "€ 12.50", "formatted_iso_value": "12.50 €"},
			"categories": [{"id": 13, "name": "Museums", "level": 1, "code": "museums", "cover_image_url": "https://images.example.com/museums.jpeg"}],
			"reviews_number": 1, "reviews_avg": 4, "reviews_aggregated_info": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0},
			"created_at": "2020-02-03T10:15:00+0000", "supplier_currency": "EUR"
		}`,
		Refusals: []contract.Refusal{invalid("cutoff_time"), forbidden, noActivity, unavailable},
	},
	{
		ID: "setDurationRange",
		Call: func(c *musement.Client) (any, error) {
			return c.SetDurationRange(ctx, anActivity, musementapi.SetDurationRangeRequest{Min: boxoffice.Ptr("PT1H"), Max: boxoffice.Ptr("PT2H")})
		},
		Want:     `{"uuid": "00000000-0000-4000-8000-000000000001", "title": "Entrance to the Example Museum", "duration_range": {"min": "PT1H", "max": "PT2H"}}`,
		Refusals: []contract.Refusal{noActivity, unavailable},
	},
	{
		ID:       "deleteDurationRange",
		Call:     func(c *musement.Client) (any, error) { return nil, c.DeleteDurationRange(ctx, anActivity) },
		Refusals: []contract.Refusal{forbidden, unavailable},
	},
	{
		ID: "setValidity",
		Call: func(c *musement.Client) (any, error) {
			return c.SetValidity(ctx, anActivity, musementapi.SetValidityRequest{Duration: boxoffice.Ptr("P30D")})
		},
		Want:     `{"uuid": "00000000-0000-4000-8000-000000000001", "title": "Entrance to the Example Museum", "validity": "P30D"}`,
		Refusals: []contract.Refusal{invalid("duration"), noActivity, unavailable},
	},
	{
		ID:   "getFinancialInfo",
		Call: func(c *musement.Client) (any, error) { return c.GetFinancialInfo(ctx, anActivity) },
		Want: `{
			"invoice_entire_ticket": false, "finance": {"id": 2, "label": "Monthly"}, "commission_percentage_deduct": 20.5,
			"commission_type": "PERCENTAGE"
		}`,
		Refusals: []contract.Refusal{noActivity, unavailable},
	},
	{
		ID: "updateFinancialInfo",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateFinancialInfo(ctx, anActivity, musementapi.UpdateFinancialInfoRequest{
				Finance: boxoffice.Ptr(int64(2)), CommissionPercentageDeduct: boxoffice.Set(boxoffice.Decimal("20.5")),
			})
		},
		Want: `{
			"invoice_entire_ticket": false, "finance": {"id": 2, "label": "Monthly"}, "commission_percentage_deduct": 20.5,
			"commission_type": "PERCENTAGE"
		}`,
		Refusals: []contract.Refusal{noActivity, unavailable},
	},
}
