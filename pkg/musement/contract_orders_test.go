package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

var orderOperations = []operation{
	{
		ID: "listOrders",
		Call: func(c *musement.Client) (any, error) {
			return c.ListOrders(ctx, &musementapi.ListOrdersParams{
				Offset: boxoffice.Ptr(int64(20)), Limit: boxoffice.Ptr(int64(50)),
				WithTicketStatus: []musementapi.TicketStatus{musementapi.TicketStatusPending, musementapi.TicketStatusRefunded},
			})
		},
		Want: `[{
			"identifier": "MUS0000001", "uuid": "00000000-0000-4000-8000-000000000005", "date": "2018-08-17T15:59:43+0000", "status": "OK",
			"customer": {"email": "john.smith@example.com", "firstname": "John", "lastname": "Smith"},
			"items": [{
				"uuid": "00000000-0000-4000-8000-000000000006",
				"product": {"type": "musement", "title": "Entrance to the Example Museum", "date": "2018-09-01 15:30"}, "quantity": 2,
				"retail_price_in_order_currency": {"currency": "EUR", "value": 12.5, "formatted_value": "€ 12.50", "formatted_iso_value": "12.50 €"},
				"total_retail_price_in_order_currency": {"currency": "EUR", "value": 25, "formatted_value": "€ 25.00", "formatted_iso_value": "25.00 €"},
				"status": "OK"
			}],
			"total_price": {"currency": "EUR", "value": 25, "formatted_value": "€ 25.00", "formatted_iso_value": "25.00 €"}, "market": "us",
			"source": "frontend"
		}]`,
		Refusals: []contract.Refusal{unavailable},
	},
	{
		ID: "updateOrderItem",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateOrderItem(ctx, "00000000-0000-4000-8000-000000000006", &musementapi.UpdateOrderItemRequest{
				Status: boxoffice.Ptr(musementapi.BookingDecisionBookingConfirmed), VoucherURLs: []string{"https://www.example.com/vouchers/1.pdf"},
			})
		},
		Want: `[{
			"identifier": "MUS0000001", "uuid": "00000000-0000-4000-8000-000000000005", "date": "2018-08-17T15:59:43+0000", "status": "OK",
			"customer": {"email": "john.smith@example.com", "firstname": "John", "lastname": "Smith"},
			"items": [{
				"uuid": "00000000-0000-4000-8000-000000000006",
				"product": {"type": "musement", "title": "Entrance to the Example Museum", "date": "2018-09-01 15:30"}, "quantity": 2,
				"retail_price_in_order_currency": {"currency": "EUR", "value": 12.5, "formatted_value": "€ 12.50", "formatted_iso_value": "12.50 €"},
				"total_retail_price_in_order_currency": {"currency": "EUR", "value": 25, "formatted_value": "€ 25.00", "formatted_iso_value": "25.00 €"},
				"status": "OK"
			}],
			"total_price": {"currency": "EUR", "value": 25, "formatted_value": "€ 25.00", "formatted_iso_value": "25.00 €"}, "market": "us",
			"source": "frontend"
		}]`,
		Refusals: []contract.Refusal{unavailable},
	},
	{
		ID: "listInvoices",
		Call: func(c *musement.Client) (any, error) {
			return c.ListInvoices(ctx, &musementapi.ListInvoicesParams{Page: boxoffice.Ptr(int64(2)), Limit: boxoffice.Ptr(int64(50))})
		},
		Want: `[{
			"number": "2021/000123",
			"grand_total": {"currency": "EUR", "value": 1250.4, "formatted_value": "€ 1250.40", "formatted_iso_value": "1250.40 €"},
			"created_at": "2021-03-01T06:00:00+0000"
		}]`,
		Refusals: []contract.Refusal{noSupplier, unavailable},
	},
}

var questions = musementapi.ExtraCustomerDataRequest{
	Name: boxoffice.Ptr("Hotel and flight"), ApplyToAll: boxoffice.Ptr(false), Activities: []string{anActivity},
	ExtendedFields: []musementapi.ExtraCustomerDataFieldRequest{{
		Name: boxoffice.Ptr("hotel"), Label: boxoffice.Ptr("Name of your hotel"), Required: boxoffice.Ptr(true), FieldType: boxoffice.Ptr(musementapi.ExtraCustomerDataFieldTypeText),
		FieldOptions: &musementapi.ExtraCustomerDataFieldOptionsRequest{
			MinLength: boxoffice.Ptr(int64(2)), MaxLength: boxoffice.Ptr(int64(80)), MinMaxLengthUnits: boxoffice.Ptr(musementapi.TextLengthUnitCharacters),
		},
	}},
}

var extraCustomerDataOperations = []operation{
	{
		ID:       "listExtraCustomerData",
		Call:     func(c *musement.Client) (any, error) { return c.ListExtraCustomerData(ctx, aSupplier) },
		Want:     `[{"id": 12, "linked_activities_count": 1, "name": "Hotel and flight"}]`,
		Refusals: []contract.Refusal{noSupplier, unavailable},
	},
	{
		ID: "createExtraCustomerData",
		Call: func(c *musement.Client) (any, error) {
			return c.CreateExtraCustomerData(ctx, aSupplier, questions)
		},
		Want: `{
			"id": 12, "name": "Hotel and flight", "activities": ["00000000-0000-4000-8000-000000000001"],
			"extended_fields": [{
				"name": "hotel", "label": "Name of your hotel", "required": true, "field_type": "text",
				"field_options": {"min_length": 2, "max_length": 80, "min_max_length_units": "characters"}
			}]
		}`,
		Refusals: []contract.Refusal{invalid("extended_fields"), noSupplier, unavailable},
	},
	{
		ID:   "getExtraCustomerData",
		Call: func(c *musement.Client) (any, error) { return c.GetExtraCustomerData(ctx, aSupplier, 12) },
		Want: `{
			"id": 12, "name": "Hotel and flight", "activities": ["00000000-0000-4000-8000-000000000001"],
			"extended_fields": [{
				"name": "hotel", "label": "Name of your hotel", "required": true, "field_type": "text",
				"field_options": {"min_length": 2, "max_length": 80, "min_max_length_units": "characters"}
			}]
		}`,
		Refusals: []contract.Refusal{noSupplier, unavailable},
	},
	{
		ID: "updateExtraCustomerData",
		Call: func(c *musement.Client) (any, error) {
			return c.UpdateExtraCustomerData(ctx, aSupplier, 12, questions)
		},
		Want: `{
			"id": 12, "name": "Hotel and flight", "activities": ["00000000-0000-4000-8000-000000000001"],
			"extended_fields": [{
				"name": "hotel", "label": "Name of your hotel", "required": true, "field_type": "text",
				"field_options": {"min_length": 2, "max_length": 80, "min_max_length_units": "characters"}
			}]
		}`,
		Refusals: []contract.Refusal{invalid("extended_fields"), noSupplier, unavailable},
	},
	{
		ID: "deleteExtraCustomerData",
		Call: func(c *musement.Client) (any, error) {
			return nil, c.DeleteExtraCustomerData(ctx, aSupplier, 12)
		},
		Refusals: []contract.Refusal{unavailable},
	},
}
