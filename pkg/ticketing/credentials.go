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

// Credential says who the caller is: [IntegrationKey], [IntegrationKeyFunc], [Session]
// or [TokenCode].
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
// createIntegration. It cannot be renewed: when the vendor refuses it, the call
// returns the refusal.
func IntegrationKey(key boxoffice.SecretText) Credential { return integrationKey{key} }

type integrationKey struct{ key boxoffice.SecretText }

func (k integrationKey) authenticate(keyedClient) (authentication, error) {
	return authentication{authenticator: transport.Fixed(sessionKey, keyHeader, "", k.key)}, transport.CheckSecret("integration key", k.key)
}

// IntegrationKeyFunc is an integration key that can be exchanged at run time: get
// returns it for each request, and may block until ctx is done. A request that the
// vendor refuses for its key while the key changes is sent again, once, with the new
// one. An error of get is the call's, [boxoffice.ErrCredential], and nothing is sent;
// errors.Is finds it, and its text is not printed. A nil get is refused with
// boxoffice.ErrCredential.
func IntegrationKeyFunc(get func(ctx context.Context) (boxoffice.SecretText, error)) Credential {
	return keyFunc(get)
}

type keyFunc func(context.Context) (boxoffice.SecretText, error)

func (get keyFunc) authenticate(keyedClient) (authentication, error) {
	authenticator, err := transport.Exchangeable{
		Scheme: sessionKey, Header: keyHeader, What: "integration key", Get: get, Refuses: doubtful,
	}.Authenticator()
	return authentication{authenticator: authenticator}, err
}

// closing closes a source of keys, waiting no longer than ctx.
func closing(ctx context.Context, source *token.Source) error {
	if err := source.Close(ctx); err != nil {
		return &boxoffice.Error{Vendor: vendor, Err: err}
	}
	return nil
}
