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
	} else if err != nil && s.issuer.Login != nil && needsLogin(err) {
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

// redeem sends the stored refresh token. It is taken out of the store first, so that
// it is never sent a second time, whatever happens from then on. A source that cannot
// log in leaves it in the store, because it has nothing else to try.
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

// unspent reports whether a redemption failed and the token can still be redeemed.
func unspent(err error) bool {
	e := boxoffice.AsError(err)
	if e == nil {
		return false
	}
	return e.Delivery == boxoffice.NeverSent && !errors.Is(err, boxoffice.ErrCredentialsRefused) ||
		e.StatusCode == http.StatusTooManyRequests || e.StatusCode == http.StatusServiceUnavailable
}

// needsLogin reports whether, after a failed redemption, only a login helps: the vendor
// refused the token, or its answer has no usable token.
func needsLogin(err error) bool {
	switch {
	case errors.Is(err, boxoffice.ErrCredentialsRefused), errors.Is(err, ErrEmptyToken),
		errors.Is(err, ErrExpiredToken), errors.Is(err, ErrSameToken):
		return true
	}
	e := boxoffice.AsError(err)
	return e != nil && e.Delivery == boxoffice.Answered && !unspent(err) && e.StatusCode < 500 &&
		e.StatusCode != http.StatusRequestTimeout
}

// ask calls the issuer once and checks the answer. The source's time limit ends the
// call; no caller does.
func (s *Source) ask(step Step, call func(context.Context) (Token, error)) (Token, error) {
	ctx, cancel := context.WithTimeout(context.Background(), s.options.timeout)
	defer cancel()
	type answer struct {
		token Token
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer // stays empty if the issuer ends this goroutine
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
