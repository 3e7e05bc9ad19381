package ticketing_test

import (
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

// hostsOperations are hosts, as they are managed, and figures about them.
var hostsOperations = []operation{
	{id: "listAccountHosts", refusals: [][]refusalCase{unauthenticated, notTheHost, malformed},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.ListAccountHosts(ctx, "EX-00000001", nil))
		},
		want: `{"total": 1, "page": 1, "records": 25, "entries": [{"self": "/hosts/16951985851389", "name":
			"Example Entertainment", "contact": "Jane Doe", "email": "jane.doe@example.com"}]}`},
	{id: "createHost", refusals: [][]refusalCase{gateway, unauthenticated, forbidden, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.CreateHost(ctx, ticketingapi.CreateHostRequest{Name: "Example Entertainment", Contact: "Jane Doe", Email: "jane.doe@example.com", BusinessNo: boxoffice.Ptr("EX-0001")}))
		},
		want: `{"self": "/hosts/16951985851389", "name": "Example Entertainment", "contact": "Jane Doe", "email":
			"jane.doe@example.com", "description": "Premieres for all ages", "phone": "+1 (268) 555 0101",
			"website": "https://entertainment.example.com", "country": "Antigua and Barbuda", "firstAddressLine":
			"2 Example Street", "secondAddressLine": "Clare Hall", "city": "St. John's", "state": "Saint John",
			"businessNo": "EX-0001"}`},
	{id: "updateHost", refusals: [][]refusalCase{unauthenticated, notTheHost, incomplete, conflict, tooLarge},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.UpdateHost(ctx, 16951985851389, ticketingapi.UpdateHostRequest{Name: "Example Entertainment", Contact: boxoffice.Ptr("Jane Doe"), Email: boxoffice.Ptr("jane.doe@example.com")}))
		},
		want: `{"message": "The host has been updated."}`},
	{id: "deleteHost", refusals: [][]refusalCase{unauthenticated, notTheHost, conflict},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.DeleteHost(ctx, 16951985851389))
		},
		want: `{"message": "The host has been deleted."}`},
	{id: "getHostStatistics", refusals: [][]refusalCase{unauthenticated, notTheHost},
		call: func(c *ticketing.Client) (any, error) {
			return model(c.GetHostStatistics(ctx, 16951985851389))
		},
		want: `{"self": "/hosts/16951985851389/statistics", "events": 3, "orders": 120, "revenue": 11850.0,
			"tickets": 237}`},
}
