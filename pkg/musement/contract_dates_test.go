package musement_test

import (
	"encoding/json"
	"errors"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

const aJob = "00000000-0000-4000-8000-000000000007"

var seasonPrices = []musementapi.SeasonPrice{
	{Holder: "adult", AgeInfo: boxoffice.Ptr("18-99"), RetailPriceSupplier: boxoffice.Ptr(boxoffice.Decimal("12.50")), Currency: "EUR", MinBuy: boxoffice.Ptr(int64(1)), MaxBuy: boxoffice.Ptr(int64(15))},
	{Holder: "child", RetailPriceSupplier: boxoffice.Ptr(boxoffice.Decimal("8")), Currency: "EUR"},
}

var dateOperations = []operation{
	{
		id: "createTimedSeason",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.CreateTimedSeason(ctx, anActivity, musementapi.CreateTimedSeasonRequest{
				Title: "Spring", FromDay: "2021-02-01", ToDay: "2021-05-31",
				Setups: []musementapi.SeasonSetup{{
					Type: musementapi.SeasonSetupTypeWithTimeslots, Title: "Standard ticket", Feature: "entrance",
					Days: []musementapi.Weekday{musementapi.WeekdayMonday, musementapi.WeekdayTuesday}, Prices: seasonPrices,
					Timeslots: []musementapi.SeasonTimeslot{{Time: "10:00", Availability: 20}, {Time: "12:00", Availability: -1}},
					Languages: []string{"en"},
				}},
			}))
		},
		want:     `{"uuid": "00000000-0000-4000-8000-000000000008", "status": "PENDING"}`,
		refusals: []refusal{invalid("to_day"), unavailable},
	},
	{
		id: "createOpenSeason",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.CreateOpenSeason(ctx, anActivity, musementapi.CreateOpenSeasonRequest{
				Title: "All year", Feature: "entrance", Validity: "P365DT0H0M", ValidUntil: "2021-12-31", Prices: seasonPrices, Languages: []string{"en"},
			}))
		},
		want:     `{"uuid": "00000000-0000-4000-8000-000000000008", "status": "PENDING"}`,
		refusals: []refusal{invalid("valid_until"), unavailable},
	},
	{
		id: "addBlackoutDay",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.AddBlackoutDay(ctx, anActivity, musementapi.AddBlackoutDayRequest{Day: boxoffice.Ptr(boxoffice.Date("2021-12-25"))}))
		},
		want:     `{"day": "2021-12-25"}`,
		refusals: []refusal{invalid("day"), unavailable},
	},
	{
		id: "updateTimeslots",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.UpdateTimeslots(ctx, anActivity, boxoffice.Ptr(boxoffice.RawJSON(`{"availability":20}`))))
		},
		want:     `[{"datetime": "2021-03-01T10:00:00+0000", "availability": 20, "validity": 30}]`,
		refusals: []refusal{forbidden, noActivity, unavailable},
	},
	{
		id:       "listDates",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListDates(ctx, anActivity)) },
		want:     `[{"day": "2021-03-01T00:00:00+0000", "availability": "available", "status": "open"}]`,
		refusals: []refusal{forbidden, noActivity, unavailable},
	},
	{
		id: "getSchedule",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.GetSchedule(ctx, anActivity, "2021-03-01", nil))
		},
		want: `[{
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
		refusals: []refusal{noResource, unavailable},
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
		id: "bulkCreateDates",
		call: func(c *musement.Client) (any, error) {
			return nil, c.BulkCreateDates(ctx, anActivity, aBulk("20", nil))
		},
		refusals: []refusal{invalid("days"), noActivity, scheduled, unavailable},
	},
	{
		id: "bulkUpdateDates",
		call: func(c *musement.Client) (any, error) {
			return nil, c.BulkUpdateDates(ctx, anActivity, aBulk("30", boxoffice.Ptr(int64(90210))))
		},
		refusals: []refusal{invalid("days"), noActivity, scheduled, unavailable},
	},
	{
		id: "bulkDeleteDates",
		call: func(c *musement.Client) (any, error) {
			return nil, c.BulkDeleteDates(ctx, anActivity, musementapi.BulkDeleteDatesRequest{Slots: []musementapi.TimeslotReference{{ID: 90210}}})
		},
		refusals: []refusal{invalid("slots"), noActivity, scheduled, unavailable},
	},
	{
		id:   "getBulkActionStatus",
		call: func(c *musement.Client) (any, error) { return decodedBody(c.GetBulkActionStatus(ctx, anActivity)) },
		want: `{
			"locked": false,
			"job": {
				"id": "00000000-0000-4000-8000-000000000007", "started_at": "2021-02-01T08:00:00+0000", "completed_at": "2021-02-01T08:00:12+0000",
				"status": "FAILED",
				"job_info": {"action": "bulk-create-dates", "error": "Some slots exist already", "details": [{"id": 90210, "reason": "exists"}]}
			}
		}`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "setActivityLock",
		call: func(c *musement.Client) (any, error) {
			return opaque(func(o boxoffice.CallOption) error {
				return c.SetActivityLock(ctx, anActivity, musementapi.SetActivityLockRequest{Lock: boxoffice.Ptr(true)}, o)
			})
		},
		want:     `{}`,
		refusals: []refusal{noResource},
	},
	{
		id: "dismissJob",
		call: func(c *musement.Client) (any, error) {
			return opaque(func(o boxoffice.CallOption) error { return c.DismissJob(ctx, anActivity, aJob, o) })
		},
		want:     `{}`,
		refusals: []refusal{forbidden, noResource, {status: 422, code: "-1", message: "Unrelated entities"}},
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
