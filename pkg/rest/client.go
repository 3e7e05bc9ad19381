// Package rest is for generated code and adapters: it builds a request from an
// operation and typed values, has it sent, and decodes the answer by status and
// media type. Credentials, retries and logging belong to the [Sender]. Programs use package boxoffice instead.
package rest

import (
	"context"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Client is what generated clients are made from. Adapters make it with
// transport.New; it is immutable afterwards and safe for concurrent use.
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
	// Refine may explain a refusal in the vendor's own terms, by setting the
	// error's Err; nil leaves refusals as they are. The request is as it was
	// sent, with its credential, and must not be changed.
	Refine func(*Request, *boxoffice.Error)
	// Observe is called for every call. It may be nil.
	Observe Observer
	// Sender sends the requests.
	Sender Sender
}

// Sender sends a request and returns the vendor's answer whatever its status,
// with the body read (bounded) or, for a streamed call, open. An error of Send
// is an *boxoffice.Error.
type Sender interface {
	Send(ctx context.Context, req *Request) (*Answer, error)
}
