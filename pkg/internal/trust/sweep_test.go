package trust_test

import (
	"context"
	"fmt"
	"hash/maphash"
	"log"
	"maps"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
)

// sweep is a search of everything that the programs of one vendor write.
type sweep struct {
	canaries                              *canaries
	sinks                                 map[string]bool
	clean                                 map[uint64]bool // hashes of texts that were searched before
	calls, failures, panics, texts, bytes int
	hits                                  int
	complaints                            []string

	mu sync.Mutex // guards what add changes
}

func newSweep(c *canaries) *sweep {
	return &sweep{canaries: c, sinks: map[string]bool{}, clean: map[uint64]bool{}}
}

func (s *sweep) complain(format string, args ...any) {
	s.complaints = append(s.complaints, fmt.Sprintf(format, args...))
}

var seed = maphash.MakeSeed()

// stride: every operation of every client takes every path. Under the race
// detector, which makes everything ten times slower, a client takes one path in
// forty, by one operation in four; `make sweeps` does it all without.
func stride() (paths, operations int) { return race.Part(1, 40), race.Part(1, 4) }

// search searches texts, by sink, for canaries of some kinds.
func (s *sweep) search(kinds kind, where string, texts map[string]string) {
	for sink, text := range texts {
		s.sinks[sink] = true
		s.texts++
		s.bytes += len(text)
		sum := maphash.String(seed, text) + uint64(kinds)
		if s.clean[sum] {
			continue
		}
		found := s.canaries.shown(kinds, text)
		s.clean[sum] = len(found) == 0
		for _, canary := range found {
			s.hits++
			s.complain("%s: the canary in %s shows in %s: %.300q", where, canary, sink, text)
		}
	}
}

func (s *sweep) report(t *testing.T) {
	t.Helper()
	for _, complaint := range s.complaints[:min(len(s.complaints), 30)] {
		t.Error(complaint)
	}
}

// Nothing that a program writes shows a credential, a token, a link, a person or
// the vendor's words: whatever goes wrong, and whatever it writes with.
func TestTrust_NoCanaryShowsInAnySink(t *testing.T) {
	standard := new(logs) // what net/http and others log without being asked
	log.SetOutput(standard)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	ways, all := paths(), map[string]*sweep{}
	every, _ := stride()
	clients := 0
	for _, v := range vendors() {
		all[v.name] = newSweep(newCanaries(rand.Uint64()))
	}
	t.Run("vendors", func(t *testing.T) {
		for _, v := range vendors() {
			for _, with := range v.credentials {
				clients++
				first := clients
				t.Run(v.name+" "+with.name, func(t *testing.T) {
					t.Parallel()
					s := newSweep(all[v.name].canaries)
					for i, p := range ways {
						if (first+i)%every == 0 && p.concerns(with) {
							synctest.Test(t, func(t *testing.T) { s.path(t, v, with, p, i) })
						}
					}
					s.report(t)
					all[v.name].add(s)
				})
			}
		}
	})
	total, unasked := newSweep(nil), standard.take()
	planted := 0
	for _, s := range all {
		s.search(anything, "nobody asked", map[string]string{"the standard log": unasked})
		s.report(t)
		total.add(s)
		planted += s.canaries.count()
	}
	t.Logf("%d failure paths x %d sinks: %d calls, %d failures, %d panics, %d texts (%d MB) searched for %d canaries: %d hits",
		len(ways), len(total.sinks), total.calls, total.failures, total.panics, total.texts, total.bytes>>20, planted, total.hits)
}

func (s *sweep) add(other *sweep) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.sinks, other.sinks)
	s.calls += other.calls
	s.failures += other.failures
	s.panics += other.panics
	s.texts += other.texts
	s.bytes += other.bytes
	s.hits += other.hits
}

// path calls the operations of one client on one path.
func (s *sweep) path(t *testing.T, v vendor, with credential, p path, which int) {
	c := s.canaries
	prog := start(t, v, with, p, c)
	name := v.name + " " + with.name + ", " + p.name
	if prog.err != nil {
		s.complain("%s: %v", name, prog.err)
		return
	}
	f := v.filler(c)
	_, stride := stride()
	for i, o := range prog.operations(with.all && !p.login && !p.costly) {
		if skip := i + which; v.sampled(o.name) && skip%min(stride, 2) != 0 || !v.sampled(o.name) && skip%stride != 0 {
			continue
		}
		prog.now.Store(&o)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		if p.context != nil {
			ctx = p.context(ctx, c)
		}
		results, err := o.call(ctx, f, p.callOptions(c)...)
		cancel()
		s.calls++
		where := name + ", " + o.name
		if len(results) == 1 {
			if crashed, ok := results[0].(crash); ok {
				s.panics++
				s.search(anything, where, map[string]string{"the panic": crashed.text})
				continue
			}
		}
		if err == nil && !p.fine && o.generated() {
			s.complain("%s: it succeeded", where)
		}
		if err != nil {
			s.failures++
			s.search(anything, where+": error", written(err))
			s.search(anything, where+": error", complained(err))
		}
		for _, result := range results {
			texts := written(result)
			for _, carrier := range []string{"JSON", "XML", "gob", "slog JSON"} {
				delete(texts, carrier) // a vendor's model carries its secrets there
			}
			s.search(hidden, where+": result", texts)
		}
		s.search(anything, where, map[string]string{"the log": prog.logs.take(), "a Referer": prog.referers.take()})
		s.search(hidden, where, map[string]string{"wire dump": prog.dump.take()}) // it shows what is no secret
	}
	synctest.Wait() // a login may be under way
	for what, value := range map[string]any{"client": prog.client, "options": prog.options, "store": prog.store} {
		s.search(anything, name+": "+what, written(value))
		s.search(anything, name+": "+what, dumped(value))
	}
	s.search(hidden, name+": credential", written(prog.credential))
	s.search(hidden, name+": credential", dumped(prog.credential))
	for _, warning := range prog.warnings {
		s.search(anything, name+": warning", written(warning))
	}
	if err := closed(t, prog.client); err != nil {
		s.search(anything, name+": error of Close", written(err))
	}
	s.search(anything, name+" closed", map[string]string{"the log": prog.logs.take()})
	s.search(hidden, name+" closed", map[string]string{"wire dump": prog.dump.take()})
}
