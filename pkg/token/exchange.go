package token

import (
	"context"
	"errors"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// exchange is what a source logged in with whose credentials can change. It knows them
// by functions, which no dump follows.
type exchange struct {
	tried   func() pair // the last login's, nil for none
	refused func() pair // those that the vendor refused, nil for none
}

type pair struct{ user, password string }

// credentials asks for what to log in with now.
func (s *Source) credentials(ctx context.Context) (string, boxoffice.SecretText, error) {
	user, password, err := s.issuer.Credentials(ctx)
	if err != nil {
		return "", password, errors.Join(safe.Errorf(boxoffice.ErrCredential, "the function that returns the credentials failed"), err)
	}
	return user, password, nil
}

// loginAs is the Login of an issuer whose credentials can change.
func (s *Source) loginAs(ctx context.Context) (Token, error) {
	user, password, err := s.credentials(ctx)
	if err != nil {
		return Token{}, err
	}
	s.mu.Lock()
	s.known.tried = func() pair { return pair{user, password.Reveal()} }
	s.mu.Unlock()
	return s.issuer.LoginAs(ctx, user, password)
}

// mayHaveChanged reports whether the refused credentials may be others by now. The
// caller holds mu.
func (s *Source) mayHaveChanged() bool { return s.known.refused != nil }

// stillRefused is why nothing is asked: the credentials are those that were refused.
func (s *Source) stillRefused() error {
	s.mu.Lock()
	refused, held := s.known.refused, s.held
	waiting := s.holdingOff() > 0
	s.mu.Unlock()
	if refused == nil || !waiting {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.options.timeout)
	defer cancel()
	user, password, err := s.credentials(ctx)
	switch {
	case err != nil:
		return &Error{Step: StepLogin, Err: late(ctx, err)}
	case refused() == pair{user, password.Reveal()}:
		return held()
	}
	return nil
}
