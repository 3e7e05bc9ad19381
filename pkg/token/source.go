package token

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

// Source holds one caller's token and keeps it usable. It is safe for
// concurrent use; create it with [NewSource]. It prints as its type, whatever
// the verb.
type Source struct {
	issuer  Issuer
	options options
	// alone keeps the tokens while the store cannot be reached.
	alone MemoryStore

	// current is what Token returns. It is never nil: without a token it is a dead
	// grant. It is replaced while mu is held, and read without mu.
	current atomic.Pointer[grant]

	mu       sync.Mutex
	renewal  *renewal      // the renewal under way, or nil
	held     func() *Error // why no renewal is tried before its Until; dumps of a source pass it by
	known    exchange      // what was logged in with, where that can change
	refused  recent        // access tokens that the vendor refused
	failures int           // failed renewals in a row
	closed   bool
}

// NewSource returns a source that asks the issuer for its tokens. Nothing
// happens before the first call of Token.
func NewSource(issuer Issuer, opts ...Option) *Source {
	s := &Source{issuer: issuer, options: defaults()}
	for _, opt := range opts {
		opt(&s.options)
	}
	if s.options.store == nil {
		s.options.store = NewMemoryStore()
	}
	if issuer.LoginAs != nil && issuer.Credentials != nil {
		s.issuer.Login = s.loginAs
	}
	s.current.Store(deadGrant())
	return s
}

// Token returns the access token to send now. A held token is returned at
// once, even if ctx is done. Otherwise Token waits for the renewal under way,
// or starts one, until ctx is done; its error is then ctx's, wrapped. Any other
// error is an [*Error]. ctx must not be nil.
func (s *Source) Token(ctx context.Context) (string, error) {
	if g := s.current.Load(); g.phase.Load() == fresh {
		return g.access, nil
	}
	return s.await(ctx)
}

// maxRenewals is how many renewals one call of Token waits for, when their tokens are
// refused before it returns them.
const maxRenewals = 3

// await is Token for the case that there is no token, or that it is time to renew it.
func (s *Source) await(ctx context.Context) (string, error) {
	for range maxRenewals {
		g, r, err := s.acquire(ctx)
		if err != nil {
			return "", err
		}
		if r != nil {
			select {
			case <-r.done:
				if r.err != nil {
					return "", r.err
				}
				g = r.grant
			case <-ctx.Done():
				return "", waitError(ctx)
			}
		}
		if g.phase.Load() != dead {
			return g.access, nil
		}
	}
	return "", &Error{Step: StepLogin, Err: ErrNoUsableToken}
}

// acquire returns the grant to serve now. If there is none, it returns the renewal to
// wait for, and starts it if none runs.
func (s *Source) acquire(ctx context.Context) (*grant, *renewal, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.current.Load()
	switch {
	case s.closed:
		return nil, nil, ErrClosed
	case g.phase.Load() != dead:
		s.renewEarly(g)
		return g, nil, nil
	case ctx.Err() != nil:
		return nil, nil, waitError(ctx)
	case s.renewal != nil:
		return nil, s.renewal, nil
	case s.holdingOff() > 0 && !s.mayHaveChanged():
		return nil, nil, s.held()
	}
	s.start()
	return nil, s.renewal, nil
}

// renewEarly starts a renewal in the background if it is time for one.
// The caller holds mu.
func (s *Source) renewEarly(g *grant) {
	if !g.phase.CompareAndSwap(due, fresh) || s.renewal != nil {
		return
	}
	if left := s.holdingOff(); left > 0 {
		g.dueIn(left)
		return
	}
	s.start()
}

// Refused tells the source that the vendor refused this access token, usually with a
// 401. If the source holds it, the source drops it, and the next Token obtains another
// one. If the source holds another token, it has been renewed already, and nothing is
// renewed. In both cases the source does not return the refused token again. Refused
// does not block.
func (s *Source) Refused(access string) {
	if access == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused.add(access)
	if g := s.current.Load(); g.access == access {
		g.kill()
	}
}

// isRefused reports whether Refused was called with this token.
func (s *Source) isRefused(access string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused.has(access)
}

// refusals counts the tokens that were refused so far.
func (s *Source) refusals() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused.count
}

// Close stops the source's timers; from now on Token returns [ErrClosed]. It
// waits for a renewal under way, so that a redeemed refresh token reaches the
// store before the program ends: until ctx ends, and at most a few times the
// limit set by [WithTimeout]. The token stays valid with the vendor and in the
// store. The error is nil, or why ctx ended before the renewal did; the source is
// closed in both cases. A nil context waits like [context.Background]. A source
// that is not closed keeps two timers until its token ends, and nothing else.
func (s *Source) Close(ctx context.Context) error {
	if ctx == nil {
		ctx = context.Background()
	}
	s.mu.Lock()
	s.closed = true
	r := s.renewal
	s.current.Swap(deadGrant()).kill()
	s.mu.Unlock()
	if r == nil {
		return nil
	}
	select {
	case <-r.done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Format prints the type's name and nothing of its contents.
func (s *Source) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "token.Source") }

func waitError(ctx context.Context) error {
	return fmt.Errorf("token: waiting for a renewal: %w", ctx.Err())
}
