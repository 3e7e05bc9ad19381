package token_test

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestS10_AnIssuerThatHangsIsBoundedByTheSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{latency: 24 * time.Hour}
		s := newSource(t, v.issuer(), token.WithTimeout(10*time.Second))
		started := time.Now()
		err := failToken(t, s) // the caller sets no deadline
		require.ErrorIs(t, err, token.ErrTimeout)
		require.NotErrorIs(t, err, context.DeadlineExceeded, "that would be the caller's deadline")
		require.Equal(t, 10*time.Second, time.Since(started))
		require.Equal(t, 1, v.logins)
		t.Logf("%d login that would take a day, given up after %s", v.logins, time.Since(started))
		v.latency = 0
		require.Equal(t, "access-1", mustToken(t, s))
	})
}

func TestS10_AnIssuerThatHangsInSpiteOfItsContextIsLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		s := newSource(t, token.Issuer{Login: func(context.Context) (token.Token, error) {
			<-release
			return token.Token{}, nil
		}})
		started := time.Now()
		require.ErrorIs(t, failToken(t, s), token.ErrTimeout)
		require.Equal(t, 31*time.Second, time.Since(started))
	})
}

func TestS10_AnAnswerInTheLastMomentCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSource(t, token.Issuer{Login: func(ctx context.Context) (token.Token, error) {
			<-ctx.Done()
			return token.Token{Access: boxoffice.Secret("just in time")}, nil
		}})
		require.Equal(t, "just in time", mustToken(t, s))
	})
}

func TestS10_AnIssuerThatEndsItsGoroutineFailsItsWaiters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSource(t, token.Issuer{Login: func(context.Context) (token.Token, error) {
			runtime.Goexit()
			return token.Token{}, nil
		}})
		require.ErrorIs(t, failToken(t, s), token.ErrEmptyToken)
	})
}

func TestS10_GarbageIsATypedErrorAndSoonNoQuestion(t *testing.T) {
	for name, c := range map[string]struct {
		answer func() token.Token
		want   error
	}{
		"an empty token":                {func() token.Token { return token.Token{} }, token.ErrEmptyToken},
		"nothing but a refresh token":   {func() token.Token { return token.Token{Refresh: boxoffice.Secret("r")} }, token.ErrEmptyToken},
		"a token that ends now":         {func() token.Token { return token.Token{Access: boxoffice.Secret("a"), Expires: time.Now()} }, token.ErrExpiredToken},
		"a token from the distant past": {func() token.Token { return token.Token{Access: boxoffice.Secret("a"), Expires: time.Unix(1, 0)} }, token.ErrExpiredToken},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked := 0
				s := newSource(t, token.Issuer{Login: func(context.Context) (token.Token, error) {
					asked++
					return c.answer(), nil
				}})
				for n := range 20 {
					require.ErrorIs(t, failToken(t, s), c.want)
					require.Equal(t, min(n+1, 2), asked)
				}
			})
		})
	}
}

func TestS10_TheRefusedTokenAgainIsATypedErrorAndSoonNoQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, answer := 0, "refused"
		s := newSource(t, token.Issuer{Login: func(context.Context) (token.Token, error) {
			asked++
			return token.Token{Access: boxoffice.Secret(answer)}, nil
		}})
		s.Refused(mustToken(t, s))
		for n := range 20 {
			require.ErrorIs(t, failToken(t, s), token.ErrSameToken)
			require.Equal(t, 1+min(n+1, 2), asked)
		}
		answer = "another"
		time.Sleep(time.Second)
		require.Equal(t, "another", mustToken(t, s))
	})
}

func TestS10_GarbageForARefreshTokenIsFollowedByOneLogin(t *testing.T) {
	for name, answer := range map[string]token.Token{
		"an empty token":    {},
		"the refused token": {Access: boxoffice.Secret("access-1"), Refresh: boxoffice.Secret("refresh-x")},
		"an ended token":    {Access: boxoffice.Secret("a"), Expires: time.Unix(1, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{rotating: true}
				issuer := v.issuer()
				asked := 0
				issuer.Refresh = func(context.Context, boxoffice.SecretText) (token.Token, error) {
					asked++
					return answer, nil
				}
				s := newSource(t, issuer)
				s.Refused(mustToken(t, s))
				require.Equal(t, "access-2", mustToken(t, s))
				require.Equal(t, 1, asked)
				require.Equal(t, 2, v.logins)
			})
		})
	}
}

func TestS10_TokensThatDieAtOnceDoNotSpin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{life: 1}
		s := newSource(t, v.issuer())
		for range 20 {
			before := v.logins
			if access, err := s.Token(t.Context()); err == nil {
				require.NotEmpty(t, access)
			} else {
				var typed *token.Error
				require.ErrorAs(t, err, &typed)
			}
			synctest.Wait()
			require.LessOrEqual(t, v.logins-before, 3)
		}
	})
}

func TestAFailureReachesTheWaitersAndTheNextCallTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{latency: time.Second, login: func() error { return errBroken }}
		s := newSource(t, v.issuer())
		errs := make(chan error, 10)
		for range cap(errs) {
			go func() {
				_, err := s.Token(t.Context())
				errs <- err
			}()
		}
		for range cap(errs) {
			err := <-errs
			var typed *token.Error
			require.ErrorAs(t, err, &typed)
			require.Equal(t, token.StepLogin, typed.Step)
			require.ErrorIs(t, err, errBroken)
			require.NotContains(t, err.Error(), errBroken.Error(), "what an unknown error says may be secret")
		}
		require.Equal(t, 1, v.logins)
		v.login = nil
		require.Equal(t, "access-1", mustToken(t, s))
	})
}

func TestAnotherOnesContextErrorIsNotTheCallers(t *testing.T) {
	for _, foreign := range []error{context.Canceled, context.DeadlineExceeded} {
		s := newSource(t, token.Issuer{Login: func(context.Context) (token.Token, error) {
			return token.Token{}, &boxoffice.Error{Operation: "login", Delivery: boxoffice.MaybeDelivered, Err: foreign}
		}})
		err := failToken(t, s)
		require.NotErrorIs(t, err, foreign)
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "the request that needs the token was not sent")
		require.Equal(t, boxoffice.MaybeDelivered, boxoffice.AsError(err).Delivery)
	}
}
