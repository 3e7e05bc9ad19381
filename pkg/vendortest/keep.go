package vendortest

import (
	"cmp"
	"maps"
	"slices"
)

// Keep makes the fake remember the last n requests, violations, warnings and
// misuses, instead of all, and no more than 16 KiB of the body of each request.
// Of each kind of thing in its memory, such as customers, a fake then keeps the
// first hundred and at least the latest ten times n. It is for a fake that runs
// for long. 0 keeps all, which is the default.
func Keep(n int) Option { return func(s *Server) { s.keep = max(n, 0) } }

// recent is a list of the last items, or of all.
type recent[T any] struct{ items []T }

// add adds an item and, unless keep is 0, forgets all but the last keep.
func (r *recent[T]) add(keep int, item T) {
	if keep > 0 && len(r.items) >= 2*keep {
		r.items = append([]T(nil), r.items[len(r.items)-keep+1:]...)
	}
	r.items = append(r.items, item)
}

// last are the items, oldest first. They must not be changed.
func (r *recent[T]) last(keep int) []T {
	if keep > 0 && len(r.items) > keep {
		return r.items[len(r.items)-keep:]
	}
	return r.items
}

// OnForget sets how the fake's memory forgets: f is called now and then when the
// fake was started with [Keep], with how many things of each kind are to be kept.
// It is for packages that build a fake of one vendor on a Server.
func (s *Server) OnForget(f func(most int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget = f
}

// forgetSometimes lets the memory forget after every hundredth request, and after
// the first one, so that it knows what it began with.
func (s *Server) forgetSometimes() {
	s.mu.Lock()
	s.turns++
	forget, most, turn := s.forget, 10*s.keep, s.turns
	s.mu.Unlock()
	if forget != nil && most > 0 && turn%100 == 1 {
		forget(most)
	}
}

// first is how many of the oldest things are never forgotten: those that a fake
// began with.
const first = 100

// Arrivals is the order in which keys came into a map, as far as Forget has seen it.
// The zero value is ready to use. It is as safe for concurrent use as its map.
type Arrivals[K cmp.Ordered] struct{ keys []K }

// Forget leaves the first hundred and the latest of a map's entries, most at
// least, when it has more. arrived is the map's own. Of the keys that came since the
// last call the smallest is taken for the first.
func Forget[K cmp.Ordered, V any](m map[K]V, arrived *Arrivals[K], most int) {
	known := make(map[K]bool, len(arrived.keys))
	for _, key := range arrived.keys {
		known[key] = true
	}
	keys := slices.DeleteFunc(arrived.keys, func(key K) bool {
		_, ok := m[key]
		return !ok
	})
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if !known[key] {
			keys = append(keys, key)
		}
	}
	if len(keys) > first+most {
		for _, key := range keys[first : len(keys)-most] {
			delete(m, key)
		}
		keys = slices.Delete(keys, first, len(keys)-most)
	}
	arrived.keys = keys
}

// Latest leaves the first hundred and the latest of a list, most at least, when it
// has more.
func Latest[T any](items []T, most int) []T {
	if len(items) <= first+most {
		return items
	}
	return append(slices.Clone(items[:first]), items[len(items)-most:]...)
}
