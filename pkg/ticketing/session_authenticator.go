package ticketing

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

const (
	// aliveFor is how long the vendor's answer that a session is alive also answers
	// the next refusal.
	aliveFor = time.Minute
	// askTimeout is how long the vendor may take to answer.
	askTimeout = 30 * time.Second
	// maxVerdicts is how many sessions' verdicts are kept.
	maxVerdicts = 16
)

// sessionAuthenticator authenticates with a session's key and finds out when the key
// is dead.
//
// The vendor answers a dead key with 401 in some places. Its document says 403, which
// is also the answer to a live key without permission. So neither status proves that
// the session has ended, and the authenticator asks the vendor (continueSession). The
// answer that the session is alive counts for a minute, so a caller without permission
// causes one question a minute and no login. When the body of a 403 explains the
// refusal, the vendor is not asked.
type sessionAuthenticator struct {
	transport.Authenticator // has the key that is sent, and drops a dead one
	sessions                *sessions

	mu       sync.Mutex
	verdicts map[fingerprint]*verdict // by key
}

// verdict is the vendor's answer about a session, or the wait for it. Its fields may be
// read once given is closed.
type verdict struct {
	given chan struct{}
	known bool
	dead  bool
	until time.Time // for a live one
}

func newSessionAuthenticator(source *token.Source, all *sessions) *sessionAuthenticator {
	return &sessionAuthenticator{
		Authenticator: transport.Renewing(sessionKey, keyHeader, "", source, doubtful),
		sessions:      all, verdicts: map[fingerprint]*verdict{},
	}
}

func (a *sessionAuthenticator) Dead(ctx context.Context, key string, answer *rest.Answer) bool {
	if !doubtful(answer) {
		return false
	}
	v := a.verdictOn(key, answer.StatusCode)
	select {
	case <-v.given:
	case <-ctx.Done():
		return false // the caller gets the refusal
	}
	return v.dead
}

// doubtful reports whether a dead session may be the reason for an answer.
func doubtful(answer *rest.Answer) bool {
	switch answer.StatusCode {
	case http.StatusUnauthorized:
		return true
	case http.StatusForbidden:
		return refusalOf(&boxoffice.Error{Header: answer.Header, Body: answer.Body}).aboutTheKey()
	}
	return false
}

// verdictOn returns the verdict on a session, asking for one if there is none
// that still holds. However many are refused at once, one question is asked.
func (a *sessionAuthenticator) verdictOn(key string, status int) *verdict {
	a.mu.Lock()
	defer a.mu.Unlock()
	about := fingerprintOf(key)
	if v := a.verdicts[about]; v != nil && v.holds(status) {
		return v
	}
	for other, v := range a.verdicts {
		if len(a.verdicts) >= maxVerdicts && !v.pending() {
			delete(a.verdicts, other)
		}
	}
	v := &verdict{given: make(chan struct{})}
	a.verdicts[about] = v
	go func() {
		defer close(v.given)
		a.ask(key, v)
	}()
	return v
}

// holds reports whether the verdict is still valid for a refusal with this status. The
// verdict "alive" is not valid for a 401.
func (v *verdict) holds(status int) bool {
	return v.pending() || v.dead || v.known && status == http.StatusForbidden && time.Now().Before(v.until)
}

func (v *verdict) pending() bool {
	select {
	case <-v.given:
		return false
	default:
		return true
	}
}

// ask asks the vendor whether the session is alive. When the answer does not say, the
// verdict is unknown and the session stays as it is.
func (a *sessionAuthenticator) ask(key string, v *verdict) {
	ctx, cancel := context.WithTimeout(context.Background(), askTimeout)
	defer cancel()
	client, err := a.sessions.as(boxoffice.Secret(key))
	if err != nil {
		return
	}
	_, err = client.ContinueSession(ctx)
	switch {
	case err == nil || rest.CarriedOut(err):
		v.known = true
	case errors.Is(err, boxoffice.ErrUnauthorized):
		v.known, v.dead = true, true
	case errors.Is(err, boxoffice.ErrForbidden):
		// A session that was started a moment ago is alive, so the account has no
		// permission for continueSession. Without this rule such an account would
		// log in again after every refusal.
		v.known, v.dead = true, !a.sessions.startedSince(key, time.Now().Add(-aliveFor))
	}
	v.until = time.Now().Add(aliveFor)
	if v.dead {
		a.sessions.over(key)
	}
}
