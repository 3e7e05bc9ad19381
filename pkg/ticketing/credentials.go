package ticketing

import (
	"context"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const (
	sessionKey = "SessionKey" // the security scheme of the specification
	keyHeader  = "X-Api-Key"  // as net/http writes it
)

// Credential says who the caller is: [IntegrationKey], [Session] or
// [TokenCode].
type Credential interface {
	// authenticate returns what authenticates the client's requests. as makes a client
	// that sends the given key, or no key when it is empty.
	authenticate(as keyedClient) (authentication, error)
}

// keyedClient makes a client that sends the key, or none when it is empty.
type keyedClient func(key boxoffice.SecretText) (*ticketingapi.Client, error)

// authentication is what a client needs of its credential.
type authentication struct {
	authenticator transport.Authenticator
	close         func(context.Context) error         // nil: there is nothing to close
	pass          func(context.Context) (Pass, error) // nil: the credential has no pass
}

// IntegrationKey is a program's own key, from a system administrator or from
// createIntegration. A refusal of it is the caller's: it is neither sent again
// nor renewed.
func IntegrationKey(key boxoffice.SecretText) Credential { return integrationKey{key} }

type integrationKey struct{ key boxoffice.SecretText }

func (k integrationKey) authenticate(keyedClient) (authentication, error) {
	return authentication{authenticator: transport.Fixed(sessionKey, keyHeader, "", k.key)}, transport.CheckSecret("integration key", k.key)
}

// closing closes a source of keys, waiting no longer than ctx.
func closing(ctx context.Context, source *token.Source) error {
	if err := source.Close(ctx); err != nil {
		return &boxoffice.Error{Vendor: vendor, Err: err}
	}
	return nil
}
