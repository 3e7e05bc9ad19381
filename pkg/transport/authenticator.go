package transport

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Authenticator authenticates the caller to the operations of one security scheme.
// It is safe for concurrent use.
type Authenticator interface {
	// Scheme is the name of the security scheme in the specification.
	Scheme() string
	// Authenticate returns the header to send now, and the token in it ("" when the
	// token cannot be renewed). It may block on a renewal, until ctx is done.
	Authenticate(ctx context.Context) (name, value, token string, err error)
	// Dead is called with the answer to a request that carried token. It reports
	// whether the answer, such as a 401, means that the token is dead. It may ask the
	// vendor, and then blocks until ctx is done at most.
	Dead(ctx context.Context, token string, answer *rest.Answer) bool
	// Drop drops a dead token, if it is the current one: the next Authenticate returns
	// another one.
	Drop(token string)
}

// TokenSource is what [Renewing] needs of a token source; *token.Source is one.
type TokenSource interface {
	Token(ctx context.Context) (string, error)
	Refused(access string)
}

// Renewing authenticates with a token that is obtained and renewed: it sends prefix
// (such as "Bearer ", or "") and the token in the named header. dead reports whether
// an answer means that the token is no longer valid.
func Renewing(scheme, header, prefix string, source TokenSource, dead func(*rest.Answer) bool) Authenticator {
	return &renewing{scheme, http.CanonicalHeaderKey(header), headerValues(prefix), source.Token, source.Refused, dead}
}

// renewing knows its source by functions alone, which print as addresses:
// %s and %q follow every pointer, down to a token.
type renewing struct {
	scheme, header string
	value          func(token string) (string, error)
	token          func(context.Context) (string, error)
	refused        func(string)
	dead           func(*rest.Answer) bool
}

func (c *renewing) Scheme() string { return c.scheme }

func (c *renewing) Authenticate(ctx context.Context) (name, value, token string, err error) {
	// A token that cannot stand in a header, such as one with a line end, is
	// reported as refused: one bad answer of the vendor must not disable the client.
	for range 2 {
		if token, err = c.token(ctx); err != nil {
			break
		}
		if value, err = c.value(token); err == nil {
			break
		}
		c.refused(token)
	}
	return c.header, value, token, err
}

// headerValues makes the header's value from a token that can stand there. It keeps
// the last one, because most calls send the same.
func headerValues(prefix string) func(token string) (string, error) {
	type made struct{ token, value string }
	var last atomic.Pointer[made]
	return func(token string) (string, error) {
		if m := last.Load(); m != nil && m.token == token {
			return m.value, nil
		}
		if err := CheckText("token", token); err != nil {
			return "", err
		}
		m := &made{token, prefix + token}
		last.Store(m)
		return m.value, nil
	}
}

func (c *renewing) Dead(_ context.Context, _ string, answer *rest.Answer) bool { return c.dead(answer) }
func (c *renewing) Drop(token string)                                          { c.refused(token) }

// NewIdentity marks an authenticator whose next token belongs to somebody else, such
// as another guest. When a token is refused, a call that may not be repeated is not
// sent again with the next one: the caller gets the refusal.
func NewIdentity(a Authenticator) Authenticator { return newIdentity{a} }

type newIdentity struct{ Authenticator }

// Fixed authenticates with a value that does not change: it sends prefix and text in
// the named header.
func Fixed(scheme, header, prefix string, text boxoffice.SecretText) Authenticator {
	return &fixed{scheme, http.CanonicalHeaderKey(header), constant(prefix + text.Reveal())}
}

// Basic authenticates with HTTP Basic authentication.
func Basic(scheme, user string, password boxoffice.SecretText) Authenticator {
	pair := base64.StdEncoding.EncodeToString([]byte(user + ":" + password.Reveal()))
	return &fixed{scheme, "Authorization", constant("Basic " + pair)}
}

// fixed keeps its value in a function, which prints as an address, because a
// boxoffice.SecretText would have to be unmasked for every call.
type fixed struct {
	scheme, header string
	value          func() string
}

func constant(value string) func() string { return func() string { return value } }

func (c *fixed) Scheme() string                                  { return c.scheme }
func (c *fixed) Dead(context.Context, string, *rest.Answer) bool { return false }
func (c *fixed) Drop(string)                                     {}
func (c *fixed) Authenticate(context.Context) (name, value, token string, err error) {
	return c.header, c.value(), "", nil
}

// CheckSecret refuses a part of a credential that is empty or that no header can
// hold. what names the part in the error.
func CheckSecret(what string, text boxoffice.SecretText) error {
	return CheckText(what, text.Reveal())
}

// CheckCookie is [CheckSecret] for a key that is sent in a cookie.
func CheckCookie(what string, text boxoffice.SecretText) error {
	if err := CheckSecret(what, text); err != nil {
		return err
	}
	if strings.ContainsFunc(text.Reveal(), func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`",;\`, r) }) {
		return safe.Errorf(boxoffice.ErrCredential, "the %s has a character that no cookie can hold", what)
	}
	return nil
}

// CheckLogin refuses a user name and a password that cannot be used. With instead,
// which returns both later, there must be neither. who names the user in the error.
func CheckLogin(who, user string, password boxoffice.SecretText, instead boxoffice.Credentials) error {
	switch {
	case instead == nil:
		return errors.Join(CheckText(who, user), CheckSecret("password", password))
	case user != "" || !password.Empty():
		return safe.Errorf(boxoffice.ErrCredential, "give either the %s and the password, or the function that returns them", who)
	}
	return nil
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

// sendings is how often a call is sent at most because its token was refused. More
// than two are needed only where other calls replace the token meanwhile. Each
// operation that refuses good tokens can do that once, see [refusals], so this is
// how many of them one call outlives.
const sendings = 32

// authenticating is the link that sets the authentication header, after it has
// checked that the authenticator is for a security scheme of the operation. When a
// token turns out to be dead (a 401, for most vendors), it renews the token once and
// sends the request again. See [refusals] for when a refusal is not believed.
func authenticating(configured Authenticator, next link) link {
	known := newRefusals()
	return func(ctx context.Context, c *call) (*rest.Answer, *failure) {
		op := c.req.Op
		auth := pick(configured, op)
		if len(op.Credentials) == 0 || op.Optional && (auth == nil || !op.Accepts(auth.Scheme())) {
			return next(ctx, c)
		}
		if err := fits(op, auth); err != nil {
			return nil, &failure{err: err, final: true}
		}
		var refused *rest.Answer
		for sent := 1; ; sent++ {
			token, err := c.authenticate(ctx, auth)
			if err != nil {
				return nil, unauthenticated(err, refused)
			}
			answer, failed := next(ctx, c)
			if failed != nil || token == "" {
				return answer, failed
			}
			if !auth.Dead(ctx, token, answer) {
				known.accepted(op.ID, token, answer)
				return answer, nil
			}
			replaced, err := replace(ctx, auth, known, c, token)
			if err != nil {
				return nil, unauthenticated(err, answer)
			}
			if _, other := auth.(newIdentity); !replaced || sent == sendings || other && !op.Repeatable || !c.req.Upload.Again() {
				return answer, nil
			}
			refused = answer
			answer.Close()
		}
	}
}

// replace reports whether there is a token to try in place of one that was refused:
// another call has replaced it already, or it is dropped here.
func replace(ctx context.Context, auth Authenticator, known *refusals, c *call, token string) (bool, error) {
	_, _, current, err := auth.Authenticate(ctx)
	if err != nil || current != token {
		return err == nil, err
	}
	if !known.believe(c.req.Op.ID, token, c.renewed) {
		return false, nil
	}
	auth.Drop(token)
	c.renewed = true
	return true, nil
}

// unauthenticated is the failure of a call for which no token could be obtained, or
// none other than the one that was refused.
func unauthenticated(err error, refused *rest.Answer) *failure {
	if refused == nil {
		return &failure{err: err, final: true}
	}
	return &failure{delivery: boxoffice.Answered, answer: refused, err: err, final: true}
}

func fits(op *rest.Operation, auth Authenticator) error {
	if auth == nil {
		return safe.Errorf(boxoffice.ErrCredential, "the operation needs a credential of scheme %s and this client is anonymous", strings.Join(op.Credentials, " or "))
	}
	if !op.Accepts(auth.Scheme()) {
		return safe.Errorf(boxoffice.ErrCredential, "the operation needs a credential of scheme %s and this client has one of %s", strings.Join(op.Credentials, " or "), auth.Scheme())
	}
	return nil
}
