package token

import (
	"context"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Token is what an issuer hands out. It prints without its secrets, also as
// JSON; [Encode] writes them, for a store.
type Token struct {
	// Access is the token that goes into requests. Never empty in a valid Token.
	Access boxoffice.SecretText
	// Refresh obtains the next token. Empty: the vendor gave none. When the answer to a
	// refresh has none, the old one stays in use.
	Refresh boxoffice.SecretText
	// Expires is when the vendor stops accepting Access. Zero: it states no end,
	// and the token is used until it is refused. It is compared with this
	// machine's clock; [Answer.Token] computes it from the answer's lifetime.
	Expires time.Time
}

// empty reports whether there is no token at all.
func (t Token) empty() bool { return t.Access.Empty() && t.Refresh.Empty() }

// Issuer is how tokens are obtained. Its functions are called one at a time by
// one source, on a goroutine of the source, with a context that carries no
// values and ends with the source's time limit ([WithTimeout]). They must
// return when that context ends. The source stops waiting for a function that does not
// return a second later.
//
// An error for which errors.Is(err, boxoffice.ErrCredentialsRefused) holds, or a login
// that was answered with another 4xx, says that asking again with the same credentials
// is pointless: see [WithCoolDown]. After a 408, 425, 429 or 5xx the source asks again
// when the answer's Retry-After is over, or backs off without one. The delivery in an
// *boxoffice.Error of Refresh decides whether the refresh token may be sent again;
// an error without one counts as "may have been delivered", and then it is not.
type Issuer struct {
	// Login obtains a token from the credentials. It may be nil if there is only a
	// refresh token in a store. Such a source cannot recover when the refresh token is
	// lost, and it repeats a redemption whose outcome is unknown.
	Login func(ctx context.Context) (Token, error)
	// LoginAs, with Credentials and in place of Login, obtains a token from the user
	// name and password that Credentials returns at that time.
	LoginAs     func(ctx context.Context, user string, password boxoffice.SecretText) (Token, error)
	Credentials boxoffice.Credentials
	// Refresh redeems a refresh token. Nil: the source logs in anew each time.
	// If the vendor refuses, the source falls back to Login by itself.
	Refresh func(ctx context.Context, refresh boxoffice.SecretText) (Token, error)
}
