// Package venuemanagertest has a fake Venue Manager for tests: an HTTP server that checks
// every request against the specification and remembers what it was told.
//
//	func TestBuyingATicket(t *testing.T) {
//		fake := venuemanagertest.New(t)
//		fake.AddCustomer("alice@example.com", "correct horse")
//
//		shop, err := venuemanager.New("myshop", …, boxoffice.WithBaseURL(fake.URL()))
//		…
//	}
//
// What it shares with the fakes of all vendors (Reply, Handle, Before, Requests,
// Violations) is described in the package vendortest. Handle answers an operation
// in place of the fake's memory; its handler gets the memory's reply from
// [vendortest.Call.FromMemory].
package venuemanagertest
