//go:build go1.26

package transport_test

// bubbleProtocols are the protocols that a server can speak inside a bubble of
// testing/synctest.
var bubbleProtocols = []string{"HTTP/1.1", "HTTP/2"}
