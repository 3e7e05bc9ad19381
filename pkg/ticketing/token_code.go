package ticketing

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// TokenCode is a gate device: the code of an admission token, exchanged for the
// token's key (operation exchangeTokenCode) when the first call needs it. The
// key lists tickets and admits patrons for the sections of the token;
// [Client.Pass] says which. A refusal of the key is the caller's and the code is
// not exchanged again: an invalidated token does not come back. Nor can the credential
// be replaced at run time: another code is another pass, for which a client is made anew.
type TokenCode struct {
	// Code is the admission token's code, eight capital letters and digits. A text
	// of another form is sent all the same, and refused by the vendor.
	Code boxoffice.SecretText
	// Key is the integration key that the exchange itself is made with.
	Key boxoffice.SecretText
	// Tokens says how the token's key is kept, nil for in memory.
	Tokens []token.Option
}

// Pass is what an admission token's code admits to.
type Pass struct {
	Event    URI
	Sections []URI
}

// Pass tells for which event and sections the client's [TokenCode] is good. It
// exchanges the code, unless this client has done so. Clients of other credentials
// have no pass, which is boxoffice.ErrCredential.
func (c *Client) Pass(ctx context.Context) (Pass, error) {
	if c.auth.pass == nil {
		return Pass{}, &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrCredential, "only a client of a TokenCode has a pass")}
	}
	if ctx == nil {
		return Pass{}, invalid("exchangeTokenCode", "the context is nil")
	}
	return c.auth.pass(ctx)
}

func (t TokenCode) authenticate(as keyedClient) (authentication, error) {
	err := errors.Join(transport.CheckSecret("code", t.Code), transport.CheckSecret("key that the code is exchanged with", t.Key))
	if err != nil {
		return authentication{}, err
	}
	x := &exchange{as: as, code: t.Code, key: t.Key}
	source := token.NewSource(token.Issuer{Login: x.login}, t.Tokens...)
	x.source = source
	never := func(*rest.Answer) bool { return false }
	return authentication{
		authenticator: transport.Renewing(sessionKey, keyHeader, "", source, never),
		close:         func(ctx context.Context) error { return closing(ctx, source) },
		pass:          x.pass,
	}, nil
}

// exchange is a code being exchanged.
type exchange struct {
	as        keyedClient
	code, key boxoffice.SecretText
	source    *token.Source
	answer    atomic.Pointer[exchanged]
}

// exchanged is what a code was exchanged for, beside the key.
type exchanged struct {
	event    string
	sections []string
	response boxoffice.Response
}

func (x *exchange) login(ctx context.Context) (token.Token, error) {
	client, err := x.as(x.key)
	if err != nil {
		return token.Token{}, err
	}
	var response boxoffice.Response
	answer, err := client.ExchangeTokenCode(ctx, boxoffice.Sensitive(x.code.Reveal()), boxoffice.WithResponse(&response))
	if err != nil {
		return token.Token{}, loginError(err)
	}
	response.Body = []byte(boxoffice.Redacted) // it holds the key, and is kept for an error
	x.answer.Store(&exchanged{answer.Event, answer.Sections, response})
	return token.Answer{Access: answer.Key}.Token(), nil
}

func (x *exchange) pass(ctx context.Context) (Pass, error) {
	if x.answer.Load() == nil {
		if _, err := x.source.Token(ctx); err != nil {
			return Pass{}, &boxoffice.Error{Vendor: vendor, Err: err}
		}
	}
	if x.answer.Load() == nil { // the key came from a store, and nothing else
		if _, err := x.login(ctx); err != nil {
			return Pass{}, err
		}
	}
	answer := x.answer.Load()
	event, err := ParseURI(answer.event)
	sections, errSections := ParseURIs(answer.sections)
	if err = errors.Join(err, errSections); err != nil {
		return Pass{}, wrong("exchangeTokenCode", answer.response, safe.Errorf(boxoffice.ErrUnexpectedResponse, "the event or a section is not a resource URI"))
	}
	return Pass{Event: event, Sections: sections}, nil
}
