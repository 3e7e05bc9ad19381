package vendortest

// Keep makes the fake remember the last n requests, violations, warnings and
// misuses, instead of all, and no more than 16 KiB of the body of each request. It is for
// a fake that runs for long. 0 keeps all, which is the default.
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
