package token

import (
	"sync/atomic"
	"time"
)

// The phases of a grant. It goes from fresh to due and back (a renewal was
// started, or put off), and once dead it stays dead.
const (
	fresh int32 = iota // serve it
	due                // serve it, and renew it
	dead               // ended, refused, or never was
)

// grant is an access token as it is served. Its phase is moved by timers, so
// that serving it needs no look at the clock. The timers know the grant alone:
// they keep no source from being collected.
type grant struct {
	access  string
	expires time.Time // zero: no end
	phase   atomic.Int32
	early   *time.Timer // makes it due; nil if it never is
	end     *time.Timer // makes it dead; nil without an end
}

// deadGrant stands for no token.
func deadGrant() *grant {
	g := new(grant)
	g.phase.Store(dead)
	return g
}

// newGrant starts the timers of a token: due at min(early, half of what is left
// of its life) before its end. Up to a fifth of that time is left to chance, so
// that a fleet that shares the token does not renew it at one moment.
func newGrant(t Token, early time.Duration, chance chance) *grant {
	g := &grant{access: t.Access.Reveal(), expires: t.Expires}
	if t.Expires.IsZero() {
		return g
	}
	life := time.Until(t.Expires)
	lead := min(early, life/2)
	if lead > 0 {
		lead -= chance(lead/5 + 1)
		g.early = time.AfterFunc(life-lead, g.becomeDue)
	}
	g.end = time.AfterFunc(life, g.die)
	return g
}

func (g *grant) becomeDue() { g.phase.CompareAndSwap(fresh, due) }
func (g *grant) die()       { g.phase.Store(dead) }

// dueIn makes the grant due again after d.
func (g *grant) dueIn(d time.Duration) {
	if g.early != nil {
		g.early.Reset(d)
	}
}

// kill ends the grant before its time.
func (g *grant) kill() {
	g.die()
	g.stop()
}

// stop leaves the phase as it is for good.
func (g *grant) stop() {
	if g.early != nil {
		g.early.Stop()
	}
	if g.end != nil {
		g.end.Stop()
	}
}

// outlivedBy reports whether t ends later than the grant, or never.
func (g *grant) outlivedBy(t Token) bool {
	if g.expires.IsZero() {
		return false
	}
	return t.Expires.IsZero() || t.Expires.After(g.expires)
}
