// Package vendortest has fake vendors for tests. A fake is an HTTP server that is made
// from a vendor's specification. It checks every request against the specification,
// answers with the documented examples, and keeps the requests. This package knows no
// vendor: the test gives it a specification. Fakes with a memory are built on it:
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
//     answered with 404 or 405. The path of a token URL of OAuth 2 gives a token to
//     every client, user and code, by the grants of the specification.
//   - Path values, query and header parameters and the body are checked: what is
//     missing, of the wrong type, out of range or not documented is a violation,
//     answered with 400.
//   - What vendors accept although it is not documented is a warning, and the request is
//     answered as usual:
//     a credential in a header or cookie that the operation does not read, an empty JSON
//     object as the body where none is documented, and a query parameter _ with the
//     time, against caches. [Strict] makes it a violation.
//   - A missing credential, or one of another kind than the operation takes, is
//     no violation; it is answered with the documented 401 or 403.
//   - Then a fault may happen ([Server.Fault]): an expired token, 429, a connection
//     that breaks off.
//   - The answer comes from the first of these that is set: the functions of
//     [Server.Before], the replies of [Server.Reply], the handler of [Server.Handle],
//     the fake's memory ([Server.Remember]). Without any of them it is the example of
//     the operation's first documented success.
//
// A violation fails the test of [New] at once and is kept for
// [Server.Violations]; a warning is in its log and kept for [Server.Warnings].
// [Server.Observe] has every request with its verdict, status and duration. A
// [Server] is an http.Handler, so it can be mounted elsewhere. Replies are checked too:
// a status that the vendor does not document, and a body that does not fit the
// specification, are refused unless the reply is marked Undocumented. A body given as
// []byte or string is sent unchanged.
//
// Not checked: request bodies other than JSON and forms, properties that the
// specification does not list, and whether a credential is valid. A fake of New has no
// memory; for behaviour over several calls use Handle, or a vendor's own fake.
//
// No message of the fake quotes a value it was sent, and a [Request] prints
// without any, so no secret shows in a test's output. The package needs nothing
// outside this module and the standard library, package testing included.
package vendortest
