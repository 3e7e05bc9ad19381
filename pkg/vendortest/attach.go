package vendortest

// Attach lends a fake to a test, for programs whose tests share one fake, one
// after the other: until t is over a violation fails t and nothing else, and
// Requests, Violations, Warnings and Err tell of t alone. Afterwards they tell what
// they told before, and the faults that t set are gone. What the fake was told
// otherwise (Reply, Handle, its memory) stays. Tests that run at the same time
// cannot be told apart; each needs a fake of its own.
func (s *Server) Attach(t TB) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	was, requests, violations, warnings, misuses, faults := s.t, s.requests, s.violations, s.warnings, s.misuses, s.faults
	s.t, s.requests, s.misuses = t, recent[Request]{}, recent[error]{}
	s.violations, s.warnings = recent[Violation]{}, recent[Violation]{}
	t.Cleanup(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.t, s.requests, s.misuses, s.faults = was, requests, misuses, faults
		s.violations, s.warnings = violations, warnings
	})
}
