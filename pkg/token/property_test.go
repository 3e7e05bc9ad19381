package token_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

var (
	seed = flag.Uint64("seed", 0, "replay one run of the property tests")
	runs = flag.Int("runs", 60, "how many runs the property tests make")
)

// TestTheEngineKeepsItsPromisesWhateverHappensWhen lets random callers meet a
// random vendor on virtual time. Each run is one seed; a failure names it, and
// -seed replays it.
func TestTheEngineKeepsItsPromisesWhateverHappensWhen(t *testing.T) {
	worlds, calls, issued := 0, 0, 0
	for name, sources := range map[string]int{"one source": 1, "three sources that share a store": 3} {
		t.Run(name, func(t *testing.T) {
			seeds := make([]uint64, 0, *runs)
			for range *runs {
				seeds = append(seeds, rand.Uint64())
			}
			if *seed != 0 {
				seeds = []uint64{*seed}
			}
			for _, s := range seeds {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, s, sources)
					w.run()
					worlds, calls, issued = worlds+1, calls+w.calls, issued+len(w.issued)
				})
				if t.Failed() {
					t.Fatalf("replay with -run '%s' -seed %d", t.Name(), s)
				}
			}
		})
	}
	t.Logf("%d seeds, %d calls, %d tokens issued: 0 promises broken", worlds, calls, issued)
}

// limit is the sources' own.
const limit = 20 * time.Second

// world is one run: a vendor that is slow, fails, rotates, revokes and repeats
// itself at random, and callers that come, go and are refused at random.
type world struct {
	t    *testing.T
	seed uint64

	mu       sync.Mutex           // guards what follows
	calls    int                  // of Token
	issued   []string             // access tokens, in order
	ends     map[string]time.Time // of access tokens
	revoked  map[string]bool      // access tokens, by the vendor
	rotated  int                  // refresh tokens issued
	sent     map[string]int       // how often each refresh token came
	running  []int                // questions being answered, by source
	sources  []*token.Source
	refusals []map[string]bool // by source: access tokens it was told are dead
}

func newWorld(t *testing.T, seed uint64, sources int) *world {
	w := &world{
		t: t, seed: seed,
		ends: map[string]time.Time{}, revoked: map[string]bool{}, sent: map[string]int{},
		running: make([]int, sources),
	}
	refreshes := w.dice(0).chance(70)
	store := token.NewMemoryStore()
	for which := range sources {
		d := w.dice(1 + which) // a source asks one question at a time
		issuer := token.Issuer{Login: func(ctx context.Context) (token.Token, error) { return w.answer(ctx, d, which, "") }}
		if refreshes {
			issuer.Refresh = func(ctx context.Context, r boxoffice.SecretText) (token.Token, error) {
				return w.answer(ctx, d, which, r.Reveal())
			}
		}
		w.sources = append(w.sources, token.NewSource(issuer, quiet(), token.WithStore(store, "k"),
			token.WithTimeout(limit), token.WithChance(w.dice(50+which).Rand), token.WithCoolDown(5*time.Second)))
		w.refusals = append(w.refusals, map[string]bool{})
	}
	return w
}

// dice are one actor's chances, which do not depend on who comes first when two
// act at one moment.
type dice struct{ *rand.Rand }

func (w *world) dice(actor int) dice { return dice{rand.New(rand.NewPCG(w.seed, uint64(actor)))} }

// chance is true in so many of a hundred cases.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// while is a random time of up to so many milliseconds.
func (d dice) while(ms int64) time.Duration { return time.Duration(d.Int64N(ms * 1e6)) }

func (w *world) run() {
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() { w.caller(w.dice(100 + i)) })
	}
	all.Go(func() { // the vendor revokes what it likes
		d := w.dice(99)
		for range 10 {
			time.Sleep(d.while(20_000))
			w.mu.Lock()
			if n := len(w.issued); n > 0 {
				w.revoked[w.issued[n-1]] = true
			}
			w.mu.Unlock()
		}
	})
	all.Wait()
	for _, s := range w.sources {
		require.NoError(w.t, s.Close(context.Background()))
	}
}

// caller asks, uses, is refused, and asks again, for some minutes.
func (w *world) caller(d dice) {
	which := d.IntN(len(w.sources))
	s := w.sources[which]
	for range 20 {
		time.Sleep(d.while(10_000))
		access, ok := w.ask(d, s, which)
		if !ok {
			continue
		}
		time.Sleep(d.while(2_000)) // the call itself
		w.mu.Lock()
		dead := w.revoked[access] || !w.ends[access].IsZero() && w.ends[access].Before(time.Now())
		w.mu.Unlock()
		if dead {
			w.refuse(which, access)
		}
		if d.chance(5) { // a straggler's refusal of any of the last few tokens
			w.mu.Lock()
			late := w.issued[max(0, len(w.issued)-1-d.IntN(5))]
			w.mu.Unlock()
			w.refuse(which, late)
		}
	}
}

func (w *world) refuse(which int, access string) {
	w.sources[which].Refused(access)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.refusals[which][access] = true
}

// ask asks for a token, with a deadline or a cancellation or neither, and checks
// what the caller was promised.
func (w *world) ask(d dice, s *token.Source, which int) (string, bool) {
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	var deadline time.Time
	switch d.IntN(3) {
	case 0:
		deadline = time.Now().Add(d.while(5_000))
		ctx, cancel = context.WithDeadline(ctx, deadline)
		defer cancel()
	case 1:
		later := d.while(5_000)
		deadline = time.Now().Add(later)
		defer time.AfterFunc(later, cancel).Stop()
	}
	w.mu.Lock()
	w.calls++
	refused := map[string]bool{}
	for access := range w.refusals[which] {
		refused[access] = true
	}
	w.mu.Unlock()
	started := time.Now()
	access, err := s.Token(ctx)
	w.must(deadline.IsZero() || !time.Now().After(deadline), "a caller waited past its deadline")
	w.must(time.Since(started) <= 20*limit, "a caller waited for %s", time.Since(started))
	if err == nil {
		w.mu.Lock()
		end := w.ends[access]
		w.mu.Unlock()
		w.must(access != "" && !refused[access], "%q was served after it was refused", access)
		w.must(end.IsZero() || !time.Now().After(end), "%s was served after its end", access)
		return access, true
	}
	var typed *token.Error
	foreign := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	w.must(foreign || errors.As(err, &typed), "an error of no type: %v", err)
	w.must(!foreign || ctx.Err() != nil, "a caller failed by another's context: %v", err)
	return "", false
}

func (w *world) must(ok bool, format string, args ...any) {
	if !ok {
		w.t.Errorf("seed %d: %s", w.seed, fmt.Sprintf(format, args...))
	}
}
