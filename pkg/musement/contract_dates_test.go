package musement_test

import (
	"encoding/json"
	"errors"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

const aJob = "00000000-0000-4000-8000-000000000007"

var seasonPrices = []musementapi.SeasonPrice{
	{Holder: "adult", AgeInfo: boxoffice.Ptr("18-99"), RetailPriceSupplier: boxoffice.Ptr(boxoffice.Decimal("12.50")), Currency: "EUR", MinBuy: boxoffice.Ptr(int64(1)), MaxBuy: boxoffice.Ptr(int64(15))},
	{Holder: "child", RetailPriceSupplier: boxoffice.Ptr(boxoffice.Decimal("8")), Currency: "EUR"},
}

var dateOperations = []operation{
	{
		ID: "createTimedSeason",
		Call: func(c *musement.Client) (any, error) {
			return c.CreateTimedSeason(ctx, anActivity, musementapi.CreateTimedSeasonRequest{
				Title: "Spring", FromDay: "2021-02-01", ToDay: "2021-05-31",
				Setups: []musementapi.SeasonSetup{{
					Type: musementapi.SeasonSetupTypeWithTimeslots, Title: "Standard ticket", Feature: "entrance",
					Days: []musementapi.Weekday{musementapi.WeekdayMonday, musementapi.WeekdayTuesday}, Prices: seasonPrices,
					Timeslots: []musementapi.SeasonTimeslot{{Time: "10:00", Availability: 20}, {Time: "12:00", Availability: -1}},
					Languages: []string{"en"},
				}},
			})
		},
		Want:     `{"uuid": "00000000-0000-4000-8000-000000000008", "status": "PENDING"}`,
		Refusals: []contract.Refusal{invalid("to_day"), unavailable},
	},
	{
		ID: "createOpenSeason",
		Call: func(c *musement.Client) (any, error) {
			return c.CreateOpenSeason(ctx, anActivity, musementapi.CreateOpenSeasonRequest{
				Title: "All year", Feature: "entrance", Validity: "P365DT0H0M", ValidUntil: "2021-12-31", Prices: seasonPrices, Languages: []string{"en"},
			})
		},
		Want:     `{"uuid": "00000000-0000-4000-8000-000000000008", "status": "PENDING"}`,
		Refusals: []contract.Refusal{invalid("valid_until"), unavailable},
	},
	{
		ID: "addBlackoutDay",
		Call: func(c *musement.Client) (any, error) {
			return c.AddBlackoutDay(ctx, anActivity, musementapi.AddBlackoutDayRequest{Day: boxoffice.Ptr(boxoffice.Date("2021-12-25"))})
		},
		Want:     `{"day": "2021-12-25"}`,
		Refusals: []contract.Refusal{invalid("day"), unavailable},
	},
	{
		ID: "updateTimeslots",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateTimeslots(ctx, anActivity, boxoffice.Ptr(boxoffice.RawJSON(`{"availability":20}`)))
		},
		Want:     `[{"datetime": "2021-03-01T10:00:00+0000", "availability": 20, "validity": 30}]`,
		Refusals: []contract.Refusal{forbidden, noActivity, unavailable},
	},
	{
		ID:       "listDates",
		Call:     func(c *musement.Client) (any, error) { return c.ListDates(ctx, anActivity) },
		Want:     `[{"day": "2021-03-01T00:00:00+0000", "availability": "available", "status": "open"}]`,
		Refusals: []contract.Refusal{forbidden, noActivity, unavailable},
	},
	{
		ID: "getSchedule",
		Call: func(c *musement.Client) (any, error) {
			return c.GetSchedule(ctx, anActivity, "2021-03-01", nil)
		},
		Want: `[{
			"groups": [{
				"feature_code": "entrance", "name": "Entrance", "default": true,
				"slots": [{
					"id": 90210, "active": true, "time": "10:00", "languages": [{"code": "en", "name": "English"}],
					"products": [{
						"holder_code": "adult", "name": "Adult", "product_id": "434696106", "min_buy": 1, "max_buy": 15, "availability": 20,
						"retail_price": {"currency": "EUR", "value": 12.5, "formatted_value": "€ 12.50", "formatted_iso_value": "12.50 €"},
						"activity_uuid": "00000000-0000-4000-8000-000000000001", "age_range": "18-99"
					}]
				}]
			}]
		}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
}

// aBulk is a request for one slot of one day.
func aBulk(availability string, id *int64) musementapi.BulkDatesRequest {
	return musementapi.BulkDatesRequest{
		Type: musementapi.BulkTypeTimeslot, TagName: boxoffice.Set("spring"),
		Days: []musementapi.BulkDay{{Date: "2021-03-01", Slots: []musementapi.BulkSlot{{
			ID: nullableOf(id), Active: boxoffice.Ptr("true"), Availability: availability, Languages: []string{"en"}, Time: boxoffice.Set("10:00"),
			Product: []musementapi.BulkProduct{{
				FeatureCode: boxoffice.Ptr("entrance"), HolderCode: boxoffice.Ptr("adult"), Price: boxoffice.Ptr(boxoffice.Decimal("12.50")), Currency: boxoffice.Ptr("EUR"),
				AgeRange: boxoffice.Ptr("18-99"), Min: boxoffice.Ptr(int64(1)), Max: boxoffice.Ptr(int64(15)),
			}},
		}}}},
	}
}

var bulkOperations = []operation{
	{
		ID: "bulkCreateDates",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.BulkCreateDates(ctx, anActivity, aBulk("20", nil))
		},
		Refusals: []contract.Refusal{invalid("days"), noActivity, scheduled, unavailable},
	},
	{
		ID: "bulkUpdateDates",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.BulkUpdateDates(ctx, anActivity, aBulk("30", boxoffice.Ptr(int64(90210))))
		},
		Refusals: []contract.Refusal{invalid("days"), noActivity, scheduled, unavailable},
	},
	{
		ID: "bulkDeleteDates",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.BulkDeleteDates(ctx, anActivity, musementapi.BulkDeleteDatesRequest{Slots: []musementapi.TimeslotReference{{ID: 90210}}})
		},
		Refusals: []contract.Refusal{invalid("slots"), noActivity, scheduled, unavailable},
	},
	{
		ID:   "getBulkActionStatus",
		Call: func(c *musement.Client) (any, error) { return c.GetBulkActionStatus(ctx, anActivity) },
		Want: `{
			"locked": false,
			"job": {
				"id": "00000000-0000-4000-8000-000000000007", "started_at": "2021-02-01T08:00:00+0000", "completed_at": "2021-02-01T08:00:12+0000",
				"status": "FAILED",
				"job_info": {"action": "bulk-create-dates", "error": "Some slots exist already", "details": [{"id": 90210, "reason": "exists"}]}
			}
		}`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "setActivityLock",
		Call: func(c *musement.Client) (any, error) {
			return opaque(func(o boxoffice.CallOption) error {
				return c.SetActivityLock(ctx, anActivity, musementapi.SetActivityLockRequest{Lock: boxoffice.Ptr(true)}, o)
			})
		},
		Want:     `{}`,
		Refusals: []contract.Refusal{noResource},
	},
	{
		ID: "dismissJob",
		Call: func(c *musement.Client) (any, error) {
			return opaque(func(o boxoffice.CallOption) error { return c.DismissJob(ctx, anActivity, aJob, o) })
		},
		Want:     `{}`,
		Refusals: []contract.Refusal{forbidden, noResource, refusal(422, "Unrelated entities")},
	},
}

// opaque is the body of an answer whose form is not documented.
func opaque(call func(boxoffice.CallOption) error) (any, error) {
	var response boxoffice.Response
	if err := call(boxoffice.WithResponse(&response)); err != nil {
		return nil, err
	}
	if response.Header.Get("Content-Type") != "application/json" {
		return nil, errors.New("the body is not JSON")
	}
	return json.RawMessage(response.Body), nil
}

// nullableOf is a field that is absent for nil.
func nullableOf[T any](value *T) boxoffice.Nullable[T] {
	if value == nil {
		return boxoffice.Nullable[T]{}
	}
	return boxoffice.Set(*value)
}
