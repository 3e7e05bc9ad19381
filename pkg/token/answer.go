package token

import (
	"math"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Answer is what a vendor answered to a request for a token. It prints without its
// secrets.
type Answer struct {
	// Access is the token, "" if the answer has none.
	Access boxoffice.Sensitive
	// Refresh is the refresh token, "" if the answer has none.
	Refresh boxoffice.Sensitive
	// ExpiresIn is the lifetime in seconds, nil if the answer states none. A token
	// with 0 or less has already ended.
	ExpiresIn *int64
	// Asked is when the request was sent. It is needed with ExpiresIn.
	Asked time.Time
}

// Token returns the token of the answer. Its lifetime counts from when the request was
// sent, so that a slow answer does not lengthen it.
func (a Answer) Token() Token {
	t := Token{Access: boxoffice.Secret(string(a.Access)), Refresh: boxoffice.Secret(string(a.Refresh))}
	if a.ExpiresIn != nil {
		const longest = int64(math.MaxInt64 / time.Second)
		t.Expires = a.Asked.Add(time.Duration(min(max(*a.ExpiresIn, 0), longest)) * time.Second)
	}
	return t
}
