package token

import (
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// recent remembers the last few tokens that were refused, for telling an
// issuer or a store that hands one of them out again. Its zero value is empty.
type recent struct {
	tokens [16]boxoffice.SecretText
	count  int // of all that were ever added
}

func (r *recent) has(access string) bool {
	for _, t := range r.tokens {
		if !t.Empty() && t.Reveal() == access {
			return true
		}
	}
	return false
}

func (r *recent) add(access string) {
	if r.has(access) {
		return
	}
	r.tokens[r.count%len(r.tokens)] = boxoffice.Secret(access)
	r.count++
}
