package transport

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Credential proves the caller to the operations of one security scheme. It is
// safe for concurrent use.
type Credential interface {
	// Scheme is the name of the security scheme in the specification.
	Scheme() string
	// Authorize returns the header that proves the caller now, and the token in
	// it ("" when the proof cannot be renewed). It may block on a renewal and
	// honours ctx.
	Authorize(ctx context.Context) (name, value, token string, err error)
	// Refused hears the answer to a request that carried token. It reports true
	// when the answer means that the token is dead; it then has given the token
	// up, and the next Authorize brings another. It may ask the vendor, and
	// then honours ctx.
	Refused(ctx context.Context, token string, answer *rest.Answer) bool
}

// TokenSource is what [Renewing] needs of a token source; *token.Source is one.
type TokenSource interface {
	Token(ctx context.Context) (string, error)
	Refused(access string)
}

// Renewing proves the caller with a token that is obtained and renewed: prefix
// (such as "Bearer ", or "") and the token in the named header. dead tells from
// an answer that the token is no longer good.
func Renewing(scheme, header, prefix string, source TokenSource, dead func(*rest.Answer) bool) Credential {
	return &renewing{scheme, http.CanonicalHeaderKey(header), prefix, source.Token, source.Refused, dead}
}

// renewing knows its source by functions alone, which print as addresses:
// %s and %q follow every pointer, down to a token.
type renewing struct {
	scheme, header, prefix string
	token                  func(context.Context) (string, error)
	refused                func(string)
	dead                   func(*rest.Answer) bool
}

func (c *renewing) Scheme() string { return c.scheme }

func (c *renewing) Authorize(ctx context.Context) (name, value, token string, err error) {
	// A token that cannot stand in a header, such as one with a line end, is given
	// back as refused: one answer of the vendor's must not disable the client.
	for range 2 {
		if token, err = c.token(ctx); err != nil {
			break
		}
		if err = CheckText("token", token); err == nil {
			break
		}
		c.refused(token)
	}
	return c.header, c.prefix + token, token, err
}

func (c *renewing) Refused(_ context.Context, token string, answer *rest.Answer) bool {
	if !c.dead(answer) {
		return false
	}
	c.refused(token)
	return true
}

// NewIdentity marks a credential whose next token speaks for somebody else, such
// as another guest. A call that may not be repeated is then not sent again with
// it: the refusal is the caller's.
func NewIdentity(c Credential) Credential { return newIdentity{c} }

type newIdentity struct{ Credential }

// Fixed proves the caller with a value that does not change: prefix and text in
// the named header.
func Fixed(scheme, header, prefix string, text boxoffice.SecretText) Credential {
	return &fixed{scheme, http.CanonicalHeaderKey(header), kept(prefix + text.Reveal())}
}

// Basic proves the caller with HTTP Basic authentication.
func Basic(scheme, user string, password boxoffice.SecretText) Credential {
	pair := base64.StdEncoding.EncodeToString([]byte(user + ":" + password.Reveal()))
	return &fixed{scheme, "Authorization", kept("Basic " + pair)}
}

// fixed keeps its value in a function, which prints as an address, because a
// boxoffice.SecretText would have to be unmasked for every call.
type fixed struct {
	scheme, header string
	value          func() string
}

func kept(value string) func() string { return func() string { return value } }

func (c *fixed) Scheme() string                                     { return c.scheme }
func (c *fixed) Refused(context.Context, string, *rest.Answer) bool { return false }
func (c *fixed) Authorize(context.Context) (name, value, token string, err error) {
	return c.header, c.value(), "", nil
}

// CheckSecret reports a credential's part that is empty or cannot stand in a
// header. what names the part in the error.
func CheckSecret(what string, text boxoffice.SecretText) error {
	return CheckText(what, text.Reveal())
}

// CheckText is [CheckSecret] for a part that is no secret.
func CheckText(what, text string) error {
	if strings.TrimSpace(text) == "" {
		return safe.Errorf(boxoffice.ErrCredential, "the %s is empty", what)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return safe.Errorf(boxoffice.ErrCredential, "the %s has a control character; was it read with its line end?", what)
	}
	return nil
}

// authenticating is the link that puts the credential on, checks that it is of the
// operation's kind, and answers a dead token with one renewal and one resend.
func authenticating(credential Credential, next link) link {
	return func(ctx context.Context, c *call) (*rest.Answer, *failure) {
		op := c.req.Op
		if len(op.Credentials) == 0 || op.Optional && (credential == nil || !op.Accepts(credential.Scheme())) {
			return next(ctx, c)
		}
		if err := fits(op, credential); err != nil {
			return nil, &failure{err: err, final: true}
		}
		var refused *rest.Answer
		for {
			name, value, token, err := credential.Authorize(ctx)
			if err != nil {
				return nil, unproved(err, refused)
			}
			if c.sent > 0 {
				c.req.Header = c.req.Header.Clone() // the last sending may still be reading it
			}
			c.req.Header[name] = []string{value}
			answer, failed := next(ctx, c)
			if failed != nil || token == "" || !credential.Refused(ctx, token, answer) || c.renewed {
				return answer, failed
			}
			if _, other := credential.(newIdentity); other && !op.Repeatable {
				return answer, failed
			}
			c.renewed = true
			refused = answer
			answer.Close()
		}
	}
}

// unproved is the failure of a call that has no proof to send, or none but the
// one that was refused.
func unproved(err error, refused *rest.Answer) *failure {
	if refused == nil {
		return &failure{err: err, final: true}
	}
	return &failure{delivery: boxoffice.Answered, answer: refused, err: err, final: true}
}

func fits(op *rest.Operation, credential Credential) error {
	if credential == nil {
		return safe.Errorf(boxoffice.ErrCredential, "the operation needs a credential of scheme %s and this client is anonymous", strings.Join(op.Credentials, " or "))
	}
	if !op.Accepts(credential.Scheme()) {
		return safe.Errorf(boxoffice.ErrCredential, "the operation needs a credential of scheme %s and this client has one of %s", strings.Join(op.Credentials, " or "), credential.Scheme())
	}
	return nil
}
