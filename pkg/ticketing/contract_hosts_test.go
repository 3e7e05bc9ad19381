package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// hostsOperations are hosts, as they are managed, and figures about them.
var hostsOperations = []operation{
	{ID: "listAccountHosts", Refusals: refusals(unauthenticated, notTheHost, malformed),
		Call: func(c *ticketing.Client) (any, error) {
			return c.ListAccountHosts(ctx, "EX-00000001", nil)
		},
		Want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/hosts/16951985851389", "name":
			"Example Entertainment", "contact": "Jane Doe", "email": "jane.doe@example.com"}]}`},
	{ID: "createHost", Refusals: refusals(gateway, unauthenticated, forbidden, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.CreateHost(ctx, ticketingapi.CreateHostRequest{Name: "Example Entertainment", Contact: "Jane Doe", Email: "jane.doe@example.com", BusinessNo: boxoffice.Ptr("EX-0001")})
		},
		Want: `{"self": "/hosts/16951985851389", "name": "Example Entertainment", "contact": "Jane Doe", "email":
			"jane.doe@example.com", "description": "Premieres for all ages", "phone": "+1 (268) 555 0101",
			"website": "https://entertainment.example.com", "country": "Antigua and Barbuda", "firstAddressLine":
			"2 Example Street", "secondAddressLine": "Clare Hall", "city": "St. John's", "state": "Saint John",
			"businessNo": "EX-0001"}`},
	{ID: "updateHost", Refusals: refusals(unauthenticated, notTheHost, incomplete, conflict, tooLarge),
		Call: func(c *ticketing.Client) (any, error) {
			return c.UpdateHost(ctx, 16951985851389, ticketingapi.UpdateHostRequest{Name: "Example Entertainment", Contact: boxoffice.Ptr("Jane Doe"), Email: boxoffice.Ptr("jane.doe@example.com")})
		},
		Want: `{"message": "The host has been updated."}`},
	{ID: "deleteHost", Refusals: refusals(unauthenticated, notTheHost, conflict),
		Call: func(c *ticketing.Client) (any, error) {
			return c.DeleteHost(ctx, 16951985851389)
		},
		Want: `{"message": "The host has been deleted."}`},
	{ID: "getHostStatistics", Refusals: refusals(unauthenticated, notTheHost),
		Call: func(c *ticketing.Client) (any, error) {
			return c.GetHostStatistics(ctx, 16951985851389)
		},
		Want: `{"self": "/hosts/16951985851389/statistics", "events": 3, "orders": 120, "revenue": 11850.0,
			"tickets": 237}`},
}
