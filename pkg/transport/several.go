package transport

import (
	"context"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Together authenticates to operations that require several security schemes at once.
// They authenticate in their order, so a signature over the others comes last. When an
// answer says that a token is dead, the tokens of all of them are replaced.
func Together(authenticators ...Authenticator) Authenticator {
	all := together(authenticators)
	for _, each := range authenticators {
		if _, other := each.(newIdentity); other {
			return newIdentity{all}
		}
	}
	return all
}

type together []Authenticator

// Scheme is the names of all schemes in alphabetical order: "shop+user".
func (t together) Scheme() string {
	names := schemes(t)
	slices.Sort(names)
	return strings.Join(names, "+")
}

// betweenTokens cannot be in a token, because no header can hold it.
const betweenTokens = "\x00"

// joined is the token of several, "" when none of them can be replaced.
func joined(tokens []string) string {
	token := strings.Join(tokens, betweenTokens)
	if strings.Trim(token, betweenTokens) == "" {
		return ""
	}
	return token
}

// Authenticate implements [Authenticator]. It has the tokens and no header, because
// there are several: see [call.authenticateAll].
func (t together) Authenticate(ctx context.Context) (name, value, token string, err error) {
	tokens := make([]string, len(t))
	for i, each := range t {
		if _, _, tokens[i], err = each.Authenticate(ctx); err != nil {
			return "", "", "", err
		}
	}
	return "", "", joined(tokens), nil
}

// Dead implements [Authenticator]: one dead token is enough.
func (t together) Dead(ctx context.Context, token string, answer *rest.Answer) bool {
	dead := false
	t.each(token, func(a Authenticator, token string) { dead = dead || a.Dead(ctx, token, answer) })
	return dead
}

// Drop implements [Authenticator]. An answer does not say which of the tokens is dead.
func (t together) Drop(token string) { t.each(token, Authenticator.Drop) }

// each calls do for the authenticators that have a token.
func (t together) each(token string, do func(a Authenticator, token string)) {
	for i, own := range strings.Split(token, betweenTokens) {
		if own != "" && i < len(t) {
			do(t[i], own)
		}
	}
}

// ByOperation authenticates each operation with the first of the authenticators whose
// scheme it takes: a login takes another credential than the rest. It is the
// Authenticator of a [Config], and no part of [Together].
func ByOperation(authenticators ...Authenticator) Authenticator { return byOperation(authenticators) }

// byOperation is never asked to authenticate: see pick.
type byOperation []Authenticator

func (b byOperation) Scheme() string                                  { return strings.Join(schemes(b), " or ") }
func (b byOperation) Dead(context.Context, string, *rest.Answer) bool { return false }
func (b byOperation) Drop(string)                                     {}
func (b byOperation) Authenticate(context.Context) (name, value, token string, err error) {
	return "", "", "", nil
}

// pick is the authenticator for an operation. It is auth itself when auth is one, and
// when none of several fits.
func pick(auth Authenticator, op *rest.Operation) Authenticator {
	several, ok := auth.(byOperation)
	if !ok {
		return auth
	}
	for _, each := range several {
		if op.Accepts(each.Scheme()) {
			return each
		}
	}
	return auth
}

func schemes(all []Authenticator) []string {
	names := make([]string, len(all))
	for i, each := range all {
		names[i] = each.Scheme()
	}
	return names
}
