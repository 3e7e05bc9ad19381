// Package ticketingtest has a fake TickeTing for tests: an HTTP server that checks
// every request against the specification and remembers what it was told.
//
//	func TestOpeningTheGate(t *testing.T) {
//		fake := ticketingtest.New(t)
//		code := fake.AddEvent(7, 70)
//		fake.AddTicket(7, 70, "EX-1")
//
//		client, err := ticketing.New(…, boxoffice.WithBaseURL(fake.URL()))
//		…
//	}
//
// What it shares with the fakes of all vendors (Reply, Handle, Before, Requests,
// Violations) is described in the package vendortest. Handle answers an operation
// in place of the fake's memory; its handler gets the memory's reply from
// [vendortest.Call.FromMemory].
package ticketingtest
