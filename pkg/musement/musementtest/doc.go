// Package musementtest has a fake Musement for tests: an HTTP server that checks
// every request against the specification and remembers what it was told.
//
//	func TestRegisteringASupplier(t *testing.T) {
//		fake := musementtest.New(t)
//		fake.AddSupplier("maria@example.com", "correct horse")
//
//		client, err := musement.New(…, boxoffice.WithBaseURL(fake.URL()))
//		…
//	}
//
// What it shares with the fakes of all vendors (Reply, Handle, Before, Requests,
// Violations) is described in the package vendortest. Handle answers an operation
// in place of the fake's memory; its handler gets the memory's reply from
// [vendortest.Call.FromMemory].
package musementtest
