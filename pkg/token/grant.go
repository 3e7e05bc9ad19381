package token

import (
	"sync/atomic"
	"time"
)

// The phases of a grant. It changes from fresh to due, and back when a renewal is
// started or postponed. A dead grant stays dead.
const (
	fresh int32 = iota // serve it
	due                // serve it, and renew it
	dead               // ended, refused, or there is none
)

// grant is an access token that can be served. Timers change its phase, so serving it
// does not read the clock. The timers refer to the grant and not to the source, so they
// do not keep the source in memory.
type grant struct {
	access  string
	expires time.Time // zero: no end
	phase   atomic.Int32
	early   *time.Timer // makes it due; nil if it never is
	end     *time.Timer // makes it dead; nil without an end
}

// deadGrant is the grant of a source that has no token.
func deadGrant() *grant {
	g := new(grant)
	g.phase.Store(dead)
	return g
}

// newGrant starts the timers of a token: due at min(early, half of what is left
// of its life) before its end. Up to a fifth of that time is random, so that the
// processes that share the token do not renew it at the same moment.
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

// stop stops the timers: the phase does not change any more.
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
