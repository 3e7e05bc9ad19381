// Package ticketing is the client of TickeTing's REST API v3: sessions and keys,
// accounts, events, orders, transfers, and admission at the gate.
//
// [New] makes a [Client] from a credential: [IntegrationKey], [Session] or
// [TokenCode]. The client has a method for every operation of the specification
// (they are those of [ticketingapi.Client]) and some for what takes more than
// one call: a sequence for each list ([Client.AdmissionTokens],
// [Client.Orders], …), [Client.Admit] for the gate, [Client.Pay] for a card
// that may be declined.
//
// Resources refer to each other by relative URIs such as
// "/events/16993717817996/sections/16993964783416"; [URI] takes them apart.
// Ids are int64 and exact, money is a decimal text, times without a type of
// their own are the vendor's text. Fields that the vendor may leave out are
// nil.
//
// # Lists
//
// A sequence asks for a page when the one before is used up. The params filter
// and sort, nil for neither; Records is how many entries one request asks for
// (the vendor's default is 25) and Page the page to begin with. After an error
// the sequence ends; give a Page to go on. Of a list that changes meanwhile
// nothing is yielded twice and the sequence ends all the same; what stays in the
// list is missed only if entries before it are removed between two requests, or
// more are added there than fit a page. What was yielded is remembered (by its
// URI, its serial or the like), so memory grows with the list.
//
// # Blocking, concurrency, coverage
//
// Every method blocks until the vendor answers or its context ends, and may be
// called from several goroutines.
//
// Not covered: account verification and activation, advertising, reports and
// everything else of which the vendor publishes no path, and the ticket tiers
// of later client versions. The vendor's reference is at
// https://docs.ticketingevents.com/.
package ticketing

import (
	"context"
	"slices"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const vendor = "ticketing"

// ClientVersion is the version of the API that this package is written for. It
// is sent with every request, login included; [WithClientVersion] sends
// another.
const ClientVersion = "3.0.0"

// Client speaks to TickeTing for one caller. It is immutable and safe for
// concurrent use; another caller is another Client.
type Client struct {
	*ticketingapi.Client
	proof proof
}

// New makes a client. An empty or malformed credential is refused with
// boxoffice.ErrCredential. New sends nothing; a session is started, and a code
// exchanged, when the first call needs the key.
func New(credential Credential, options ...transport.Option) (*Client, error) {
	if credential == nil {
		return nil, configuration("the credential is nil; give an IntegrationKey, a Session or a TokenCode")
	}
	options = slices.Clone(options)
	proved := func(by transport.Credential) (*ticketingapi.Client, error) {
		client, err := transport.New(transport.Config{
			Vendor:     vendor,
			Server:     ticketingapi.ServerURLProduction,
			Credential: by,
			Values:     map[string]string{clientVersion: ClientVersion},
			Refine:     explain,
		}, options...)
		if err != nil {
			return nil, err
		}
		return ticketingapi.NewClient(client), nil
	}
	proof, err := credential.prove(func(key boxoffice.SecretText) (*ticketingapi.Client, error) {
		if key.Empty() {
			return proved(nil)
		}
		return proved(transport.Fixed(sessionKey, keyHeader, "", key))
	})
	if err != nil {
		return nil, &boxoffice.Error{Vendor: vendor, Err: err}
	}
	client, err := proved(proof.credential)
	if err != nil {
		return nil, err
	}
	return &Client{client, proof}, nil
}

// Close ends what the client has begun. For [Session] that is every session it
// started: each is ended with the vendor, unless the vendor has said that it is
// over. An error means that a session may still be open, and Close may be called
// again to try once more. For [TokenCode] it only waits for an
// exchange under way, and for [IntegrationKey] it does nothing. The client must
// not be used afterwards. Close waits no longer than ctx.
func (c *Client) Close(ctx context.Context) error {
	if c.proof.close == nil {
		return nil
	}
	return c.proof.close(ctx)
}

func configuration(text string) error {
	return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrConfiguration, "%s", text)}
}

// invalid is the error for arguments of which no request is made.
func invalid(operation, format string, args ...any) error {
	return &boxoffice.Error{Vendor: vendor, Operation: operation, Err: safe.Errorf(boxoffice.ErrInvalidRequest, format, args...)}
}

// value is what an optional field holds, the zero value when it is missing.
func value[T any](field *T) (v T) {
	if field != nil {
		v = *field
	}
	return v
}
