// Package vendortest has fake vendors for tests: an HTTP server that knows a
// vendor's specification and nothing else. It checks every request against the
// specification, answers with the documented examples, and remembers what it
// was asked. It knows no vendor: the test hands it a specification. The fakes
// with a memory stand beside their adapters and are built on this package:
// hlconnect/hlconnecttest, musement/musementtest, ticketing/ticketingtest and
// venuemanager/venuemanagertest.
//
//	func TestBuyingATicket(t *testing.T) {
//		fake := vendortest.New(t, vendortest.Document{Name: "venuemanager", Spec: venuemanagerapi.Spec})
//		fake.Reply("createOrder", vendortest.Reply{Status: 400})
//
//		shop, err := venuemanager.New("myshop", venuemanager.Token(boxoffice.Secret("example-token")),
//			boxoffice.WithBaseURL(fake.URL()),
//			boxoffice.WithHTTPClient(fake.HTTPClient()))
//		…
//		sent := fake.Requests("createOrder")
//	}
//
// What happens to a request, in this order:
//
//   - A path or method that the specification does not have is a violation,
//     answered with 404 or 405.
//   - Path values, query and header parameters and the body are checked: what is
//     missing, of the wrong type, out of range or not documented is a violation,
//     answered with 400.
//   - What vendors let pass is a warning, and the request is answered all the same:
//     a credential in a header that the operation does not read, an empty JSON
//     object as the body where none is documented, and a query parameter _ with the
//     time, against caches. [Strict] makes it a violation.
//   - A missing credential, or one of another kind than the operation takes, is
//     no violation; it is answered with the documented 401 or 403.
//   - Then a fault may happen ([Server.Fault]): an expired token, 429, a connection
//     that breaks off.
//   - Then the functions of [Server.Before] are asked, then the replies of
//     [Server.Reply], then the handler of [Server.Handle], then the fake's memory,
//     if it has one ([Server.Remember]). Where none of them is set, the answer is
//     the example of the operation's first documented success.
//
// A violation fails the test of [New] at once and is kept for
// [Server.Violations]; a warning is in its log and kept for [Server.Warnings].
// [Server.Observe] has every request with its verdict, status and duration. A
// [Server] is an http.Handler, so it can be mounted elsewhere. Replies are held to
// the specification too: a status that the vendor does not document, or a body that
// does not fit it, is refused unless the reply says that it is Undocumented. Bodies
// given as []byte or string are sent as they are.
//
// Not checked: request bodies other than JSON and forms, properties that the
// specification does not list, and whether a credential is a good one. The fake
// of New has no memory; what has to behave over several calls is written with
// Handle, or is one of the fakes beside the adapters.
//
// No message of the fake quotes a value it was sent, and a [Request] prints
// without any, so no secret shows in a test's output. The package needs nothing
// outside this module and the standard library, package testing included.
package vendortest
