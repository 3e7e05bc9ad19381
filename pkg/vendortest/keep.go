package vendortest

import (
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

// forgetSometimes lets the memory forget after every hundredth request.
func (s *Server) forgetSometimes(number int) {
	s.mu.Lock()
	forget, most := s.forget, 10*s.keep
	s.mu.Unlock()
	if forget != nil && most > 0 && number%100 == 0 {
		forget(most)
	}
}

// first is how many of the oldest things are never forgotten: those that a fake
// began with.
const first = 100

// Forget leaves the first hundred and the latest of a map's entries, most at
// least, when it has more. Keys grow: of two texts the longer one is later.
func Forget[K ~string | ~int64, V any](m map[K]V, most int) {
	if len(m) <= first+most {
		return
	}
	keys := slices.SortedFunc(maps.Keys(m), func(a, b K) int {
		x, y := any(a), any(b)
		if s, ok := x.(string); ok {
			t, _ := y.(string)
			if len(s) != len(t) {
				return len(s) - len(t)
			}
		}
		switch {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	})
	for _, key := range keys[first : len(keys)-most] {
		delete(m, key)
	}
}

// Latest leaves the first hundred and the latest of a list, most at least, when it
// has more.
func Latest[T any](items []T, most int) []T {
	if len(items) <= first+most {
		return items
	}
	return append(slices.Clone(items[:first]), items[len(items)-most:]...)
}
