// Package hlconnecttest has a fake Hal Leonard Connect for tests: an HTTP server that checks
// every request against the specification and remembers what it was told.
//
//	func TestSellingASong(t *testing.T) {
//		fake := hlconnecttest.New(t)
//		fake.SetAssets(hlconnecttest.Asset{ID: 472169, Title: "Example Song", Price: "3.95"})
//
//		shop, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret("example-access-token")),
//			boxoffice.WithBaseURL(fake.URL()))
//		…
//		fake.Complete(12345) // the order is fulfilled
//	}
//
// What it shares with the fakes of all vendors (Reply, Handle, Before, Requests,
// Violations) is described in the package vendortest. Handle answers an operation
// in place of the fake's memory; its handler gets the memory's reply from
// [vendortest.Call.FromMemory].
package hlconnecttest
