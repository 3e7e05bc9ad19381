package token

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// renew gets a token that is better than the one held: from the store, if another
// process has put one in, or else from the issuer. When the store cannot be reached, it
// does the same with a store of its own.
func (s *Source) renew() (Token, error) {
	t, trouble, err := s.renewWith(s.options.store)
	if trouble == nil {
		return t, err
	}
	if errors.Is(trouble, ErrStoreUnsafe) && t.empty() {
		return Token{}, &Error{Step: StepStore, Err: trouble}
	}
	s.warn(&Error{Step: StepStore, Err: trouble})
	if !t.empty() { // obtained, but not stored
		s.keepAlone(t)
		return t, nil
	}
	t, _, err = s.renewWith(&s.alone)
	return t, err
}

// renewWith renews through one store. err is an error of the issuer, trouble one of the
// store; at most one of them is set. With trouble and an empty Token the issuer has not
// been asked; with trouble and a Token, the token is good but was not stored.
func (s *Source) renewWith(store Store) (t Token, trouble, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), s.options.timeout)
	defer cancel()
	// First without the lock: the process that holds it may be renewing a token that
	// is still good for us.
	t, trouble = store.Load(ctx, s.options.key)
	if trouble != nil {
		return Token{}, late(ctx, trouble), nil
	}
	if s.better(t) {
		return t, nil, nil
	}
	t = Token{}
	var unwritten error
	trouble = store.Update(ctx, s.options.key, func(stored Token, write func(Token) error) error {
		if s.better(stored) {
			t = stored
			return nil
		}
		t, unwritten, err = s.obtain(stored, write)
		return errors.Join(unwritten, err)
	})
	switch {
	case err != nil:
		return Token{}, nil, err
	case unwritten != nil:
		return t, unwritten, nil
	case trouble == nil && t.empty():
		return Token{}, ErrStoreUnavailable, nil // the store did not call the function
	case t.empty():
		return Token{}, late(ctx, trouble), nil
	}
	return t, trouble, nil
}

// late marks an error that the time limit caused.
func late(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%w: %w", ErrTimeout, err)
	}
	return err
}

// better reports whether a stored token can replace what the source holds.
func (s *Source) better(t Token) bool {
	if t.Access.Empty() || ended(t) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refused.has(t.Access.Reveal()) {
		return false
	}
	g := s.current.Load()
	return g.phase.Load() == dead || g.access != t.Access.Reveal() && g.outlivedBy(t)
}

// keepAlone keeps a token that could not be stored, for its refresh token.
func (s *Source) keepAlone(t Token) {
	_ = s.alone.Update(context.Background(), s.options.key, func(_ Token, write func(Token) error) error {
		return write(t)
	})
}

// ended reports whether a token has expired.
func ended(t Token) bool { return !t.Expires.IsZero() && !t.Expires.After(time.Now()) }
