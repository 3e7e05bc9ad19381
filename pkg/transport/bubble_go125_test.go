//go:build !go1.26

package transport_test

// bubbleProtocols are the protocols that a server can speak inside a bubble of
// testing/synctest: before Go 1.26, net/http's HTTP/2 server shares channels
// between bubbles, which panics.
var bubbleProtocols = []string{"HTTP/1.1"}
