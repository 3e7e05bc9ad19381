package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// ordersOperations are orders, payments and transfers.
var ordersOperations = []operation{
	{ID: "placeOrder", Refusals: refusals(unauthenticated, notTheHost, incomplete, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.PlaceOrder(ctx, ticketingapi.PlaceOrderRequest{Customer: boxoffice.Ptr("EX-00000001"), Items: map[string]int64{bothSections[0]: 2, bothSections[1]: 1}})
		},
		Want: `{"self": "/orders/0A1B2C3D4E5F", "number": "0A1B2C3D4E5F", "status": "Placed",
			"placed": "2024-02-21T14:59:18+00:00", "subtotal": 150.0, "fees": 2.97, "total": 152.97,
			"items": [{"number": "example-item-1", "name": "Example Premiere: General",
			"description": "Standing in front of the stage", "price": 45.0, "quantity": 2}, {"number": "example-item-2",
			"name": "Example Premiere: Balcony", "description": "Seated", "price": 60.0, "quantity": 1}],
			"customer": {"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe"}}`},
	{ID: "listOrders", Refusals: refusals(unauthenticated, forbidden, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListOrders(ctx, &ticketingapi.ListOrdersParams{Status: boxoffice.Ptr(ticketingapi.OrderStatusPlaced)})
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/orders/0A1B2C3D4E5F", "number": "0A1B2C3D4E5F",
			"status": "Placed", "placed": "2024-02-21T14:59:18+00:00", "subtotal": 90.0, "fees": 1.98, "total": 91.98,
			"items": [{"number": "example-item-1", "name": "Example Premiere: General",
			"description": "Standing in front of the stage", "price": 45.0, "quantity": 2}],
			"customer": {"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe"}}]}`},
	{ID: "getOrder", Refusals: refusals(unauthenticated, notTheHost),
		Call: func(c *ticketing.Client) (any, error) { return c.GetOrder(ctx, "0A1B2C3D4E5F") },
		Want: `{"self": "/orders/0A1B2C3D4E5F", "number": "0A1B2C3D4E5F", "status": "Fulfilled",
			"placed": "2024-02-21T14:59:18+00:00", "subtotal": 90.0, "fees": 1.98, "total": 91.98,
			"items": [{"number": "example-item-1", "name": "Example Premiere: General",
			"description": "Standing in front of the stage", "price": 45.0, "quantity": 2}],
			"customer": {"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe"}}`},
	{ID: "cancelOrder", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) { return c.CancelOrder(ctx, "0A1B2C3D4E5F") },
		Want: `{"message": "The order has been cancelled."}`},
	{ID: "settleOrder", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) { return c.Raw.SettleOrder(ctx, "0A1B2C3D4E5F", card) },
		Want: `{"date": "2024-02-21T15:02:00+00:00", "amount": 152.97, "status": "Authorised"}`},
	{ID: "initiateTransfer", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.InitiateTransfer(ctx, ticketingapi.InitiateTransferRequest{Sender: boxoffice.Ptr("EX-00000001"), Recipient: boxoffice.Ptr("EX-00000002"), Tickets: map[string]int64{bothSections[0]: 1}})
		},
		Want: `{"self": "/transfers/17096551195817", "status": "Pending", "initiated": "2024-02-21T15:10:00+00:00",
			"sender": {"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe",
			"email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe"},
			"recipient": {"self": "/accounts/EX-00000002", "number": "EX-00000002", "username": "john.doe",
			"email": "john.doe@example.com", "firstName": "John", "lastName": "Doe"},
			"tickets": [{"name": "Example Premiere: General", "description": "Standing in front of the stage",
			"quantity": 1}]}`},
	{ID: "cancelTransfer", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) { return c.CancelTransfer(ctx, "17096551195817") },
		Want: `{"message": "The transfer has been cancelled."}`},
	{ID: "claimTransfer", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) { return c.ClaimTransfer(ctx, "17096551195817") },
		Want: `{"date": "2024-02-21T15:20:00+00:00", "claimant": "John Doe (john.doe)", "success": true}`},
}
