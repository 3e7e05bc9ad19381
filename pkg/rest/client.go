// Package rest is for generated code and adapters. Programs use package boxoffice
// instead. It builds a request from an operation and typed values, passes it to a
// [Sender], and decodes the answer by status and media type. Credentials, retries
// and logging belong to the Sender.
package rest

import (
	"context"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Client is the part of a generated client that all vendors share. Adapters make
// it with transport.New. It does not change afterwards and is safe for concurrent
// use.
type Client struct {
	// Vendor names the vendor in errors, such as "venuemanager".
	Vendor string
	// BasePath is put before every operation's path, such as "/api/core".
	BasePath string
	// Values fill what the specification marks x-from-client: parameters and
	// body fields that belong to the client and not to a call.
	Values map[string]string
	// MaxBody is the longest body, in decompressed bytes, that is read whole.
	MaxBody int64
	// Refine is called for every refusal. It may set the error's Err to an error
	// that explains the refusal in the vendor's own terms. It must not change the
	// request, which is as it was sent, with its credential. Refine may be nil.
	Refine func(*Request, *boxoffice.Error)
	// Observe is called for every call. It may be nil.
	Observe Observer
	// Sender sends the requests.
	Sender Sender
}

// Sender sends a request and returns the vendor's answer, whatever its status is.
// The body was read, up to the request's MaxBody. Only the body of a successful
// answer to a streamed call is open. Every error of Send is an *boxoffice.Error.
type Sender interface {
	Send(ctx context.Context, req *Request) (*Answer, error)
}
