package token

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// renewal is one renewal of the token. Any number of callers may wait for it.
type renewal struct {
	done  chan struct{} // closed when one of the following is set
	grant *grant
	err   error
}

// start starts a renewal. The caller holds mu and has seen that none runs.
func (s *Source) start() {
	s.renewal = &renewal{done: make(chan struct{})}
	go s.run(s.renewal)
}

// run renews the token on a goroutine of its own. If the new token was refused while
// the answer was on its way, it asks once more.
func (s *Source) run(r *renewal) {
	var t Token
	// The result when a store, an issuer or a warning function ends this goroutine
	// (runtime.Goexit).
	err := error(&Error{Step: StepStore, Err: ErrNoUsableToken})
	defer func() { s.finish(r, t, err) }()
	if held := s.stillRefused(); held != nil {
		err = held
		return
	}
	before := s.refusals()
	t, err = s.renew()
	if (errors.Is(err, ErrSameToken) || s.isRefused(t.Access.Reveal())) && s.refusals() != before {
		t, err = s.renew()
	}
}

// finish makes the renewal's token the source's, or keeps its error, and wakes the
// callers that wait.
func (s *Source) finish(r *renewal, t Token, err error) {
	s.mu.Lock()
	old := s.current.Load()
	if err == nil {
		err = s.unfit(t, old)
	}
	if err == nil {
		r.grant = newGrant(t, s.options.early, s.options.chance)
		s.accept(r.grant, old)
	} else {
		r.err = err
		s.keep(old, err)
	}
	s.renewal = nil
	unnoticed := err != nil && old.phase.Load() != dead
	s.mu.Unlock()
	close(r.done)
	if unnoticed {
		s.warn(err)
	}
}

// unfit says why a new token cannot be used. The caller holds mu.
func (s *Source) unfit(t Token, old *grant) error {
	access := t.Access.Reveal()
	if s.refused.has(access) {
		return &Error{Step: StepLogin, Err: ErrSameToken}
	}
	if old.phase.Load() != dead && old.access == access && !old.outlivedBy(t) {
		return &Error{Step: StepLogin, Err: ErrSameToken}
	}
	return nil
}

// accept puts the new grant in the old one's place. The caller holds mu.
func (s *Source) accept(g, old *grant) {
	s.failures, s.held, s.known.refused = 0, nil, nil
	if s.closed {
		g.stop() // the callers that waited still get it
		return
	}
	s.current.Store(g)
	old.stop()
}

// keep carries on with the old grant, if it is alive, and remembers until when no
// renewal is to be tried. The caller holds mu.
func (s *Source) keep(old *grant, err error) {
	s.holdOff(err)
	if old.phase.Load() != dead {
		old.dueIn(max(backOff(s.failures, s.options.chance), s.holdingOff()))
	}
	s.failures++
}

// backOff is how long to wait after the n+1st failure in a row to renew early:
// 1 s, 2 s, 4 s … up to a minute, give or take a fifth.
func backOff(n int, chance chance) time.Duration {
	d := min(time.Second<<min(n, 6), time.Minute)
	return d*4/5 + chance(d*2/5)
}

// warn reports a problem that fails no call.
func (s *Source) warn(err error) {
	logger := s.options.logger
	if logger == nil {
		logger = slog.Default()
	}
	logger.LogAttrs(context.Background(), slog.LevelWarn, "token renewal", slog.String("trouble", err.Error()))
	if s.options.warning != nil {
		s.options.warning(err)
	}
}
