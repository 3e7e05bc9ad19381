package token

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// grace is how long an issuer may take to return once its context is done.
const grace = time.Second

// obtain gets a token from the issuer and writes it: by the refresh token, or
// by a login if there is none or it is refused. unwritten is the store's error:
// with an empty Token the issuer has not been asked.
func (s *Source) obtain(stored Token, write func(Token) error) (t Token, unwritten, err error) {
	if s.issuer.Refresh == nil || stored.Refresh.Empty() {
		t, err = s.login()
	} else if t, unwritten, err = s.redeem(stored, write); unwritten != nil {
		return Token{}, unwritten, nil
	} else if err != nil && s.issuer.Login != nil && pointless(err) {
		s.warn(err)
		t, err = s.login()
	}
	if err != nil {
		return Token{}, nil, err
	}
	return t, write(t), nil
}

// login asks for a token by the credentials.
func (s *Source) login() (Token, error) {
	if s.issuer.Login == nil {
		return Token{}, &Error{Step: StepLogin, Err: safe.Errorf(boxoffice.ErrConfiguration,
			"the issuer has no Login and the store has no refresh token")}
	}
	return s.ask(StepLogin, s.issuer.Login)
}

// redeem spends the stored refresh token. It is taken out of the store first:
// whatever happens from then on, nobody sends it a second time. A source that
// cannot log in has nothing else to try, and leaves it there.
func (s *Source) redeem(stored Token, write func(Token) error) (t Token, unwritten, err error) {
	if s.issuer.Login != nil {
		spent := stored
		spent.Refresh = boxoffice.SecretText{}
		if err := write(spent); err != nil {
			return Token{}, err, nil
		}
	}
	t, err = s.ask(StepRefresh, func(ctx context.Context) (Token, error) {
		return s.issuer.Refresh(ctx, stored.Refresh)
	})
	if err == nil && t.Refresh.Empty() {
		t.Refresh = stored.Refresh
	}
	if err != nil && s.issuer.Login != nil && unspent(err) {
		_ = write(stored) // if this fails too, a login follows
	}
	return t, nil, err
}

// unspent reports whether a redemption failed without using up the token.
func unspent(err error) bool {
	e := boxoffice.AsError(err)
	if e == nil {
		return false
	}
	return e.Delivery == boxoffice.NeverSent && !errors.Is(err, boxoffice.ErrCredentialsRefused) ||
		e.StatusCode == http.StatusTooManyRequests || e.StatusCode == http.StatusServiceUnavailable
}

// pointless reports whether a redemption failed in a way that only a login
// cures: the vendor refused, or answered with nothing of use.
func pointless(err error) bool {
	switch {
	case errors.Is(err, boxoffice.ErrCredentialsRefused), errors.Is(err, ErrEmptyToken),
		errors.Is(err, ErrExpiredToken), errors.Is(err, ErrSameToken):
		return true
	}
	e := boxoffice.AsError(err)
	return e != nil && e.Delivery == boxoffice.Answered && !unspent(err) && e.StatusCode < 500 &&
		e.StatusCode != http.StatusRequestTimeout
}

// ask puts one question to the issuer, within the source's time limit and
// independent of any caller, and checks the answer.
func (s *Source) ask(step Step, call func(context.Context) (Token, error)) (Token, error) {
	ctx, cancel := context.WithTimeout(context.Background(), s.options.timeout)
	defer cancel()
	type answer struct {
		token Token
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer // stays empty should the issuer end this goroutine
		defer func() { answers <- a }()
		a.token, a.err = call(ctx)
	}()
	var a answer
	select {
	case a = <-answers:
	case <-ctx.Done():
		select {
		case a = <-answers:
		case <-time.After(grace):
			a.err = ctx.Err()
		}
	}
	if a.err == nil {
		a.err = s.check(a.token)
	} else {
		a.err = late(ctx, a.err)
	}
	if a.err != nil {
		return Token{}, &Error{Step: step, Err: a.err}
	}
	return a.token, nil
}

// check says what is wrong with an issuer's answer.
func (s *Source) check(t Token) error {
	switch {
	case t.Access.Empty():
		return ErrEmptyToken
	case ended(t):
		return ErrExpiredToken
	case s.isRefused(t.Access.Reveal()):
		return ErrSameToken
	}
	return nil
}
