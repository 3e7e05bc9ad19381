package vendortest

// Attach gives a fake to a test, for programs whose tests share one fake one after the
// other. Until t ends, a violation fails only t, and Requests, Violations, Warnings and
// Err return only what belongs to t. Afterwards they return what they returned before,
// and the faults that t set are removed. All else that was set (Reply, Handle, the
// fake's memory) stays. Tests that run at the same time cannot share a fake: each needs
// its own.
func (s *Server) Attach(t TB) {
	if t == nil {
		s.misused("the test for Attach is nil")
		return
	}
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
