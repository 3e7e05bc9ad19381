package transport

import (
	"hash/maphash"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

const (
	// firstDisbelief is how long an operation's refusals are not believed after it has
	// refused a token that was just obtained. It doubles, up to mostDisbelief.
	firstDisbelief = time.Second
	mostDisbelief  = time.Minute
)

// refusals remembers which operations refuse tokens that are good. An operation may
// answer 401 whatever the token is: for want of a right, say, or by a fault. If each
// of these answers were believed, each would cost a login and the token of every other
// caller. So the refusal of a token is believed once. When the next token is refused
// too, it is the operation that refuses, and its refusals are its callers' for a while.
type refusals struct {
	seed maphash.Seed
	some atomic.Bool // whether any operation is remembered: the way of most calls takes no lock
	mu   sync.Mutex
	of   map[string]*refusal // by operation
}

// refusal is what is known of an operation.
type refusal struct {
	open      bool      // a token was dropped, and no newer one has been tried yet
	token     uint64    // the hash of that token
	at        time.Time // when it was dropped
	disbelief time.Duration
	until     time.Time // until then refusals are not believed
}

func newRefusals() *refusals {
	return &refusals{seed: maphash.MakeSeed(), of: map[string]*refusal{}}
}

// believe reports whether the refusal of token by an operation means that the token is
// dead. again: the call has dropped another token already.
func (r *refusals) believe(operation, token string, again bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.some.Store(true)
	now, hash := time.Now(), maphash.String(r.seed, token)
	known := r.of[operation]
	if known == nil || now.Sub(known.at) > 2*mostDisbelief {
		known = &refusal{}
		r.of[operation] = known
	}
	switch {
	case now.Before(known.until):
		return false
	case again, known.open && known.token != hash:
		known.open = false
		known.disbelief = min(max(2*known.disbelief, firstDisbelief), mostDisbelief)
		known.at, known.until = now, now.Add(known.disbelief)
		return false
	}
	known.open, known.token, known.at = true, hash, now
	return true
}

// accepted hears that an operation took a token. If it is newer than the one that was
// dropped, the refusal was right.
func (r *refusals) accepted(operation, token string, answer *rest.Answer) {
	if !r.some.Load() || !authenticates(answer.StatusCode) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.of[operation]
	if known == nil || !known.open || known.token == maphash.String(r.seed, token) {
		return
	}
	known.open = false
	if known.disbelief == 0 {
		delete(r.of, operation)
		r.some.Store(len(r.of) > 0)
		return
	}
	known.until = known.at.Add(known.disbelief)
}

// authenticates reports whether an answer of the status says that the token was looked
// at and found good.
func authenticates(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusRequestTimeout,
		http.StatusTooEarly, http.StatusTooManyRequests:
		return false
	}
	return status < 500
}
