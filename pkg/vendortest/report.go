package vendortest

import (
	"fmt"
	"slices"
)

// Violation is something in a request that the specification does not allow, or
// something in a reply that the test set. It quotes no value.
type Violation struct {
	// Operation is the operation id, "" when the request was for none.
	Operation string
	// Where is the place: "query parameter limit", "body field address[0].value",
	// "header Authorization", "reply", or method and path when there is no such
	// operation.
	Where string
	// Problem is what is wrong there, such as "is required and missing".
	Problem string
}

// String is one line, such as "createOrder: body field orderLines is required
// and missing".
func (v Violation) String() string {
	if v.Operation == "" {
		return v.Where + " " + v.Problem
	}
	return fmt.Sprintf("%s: %s %s", v.Operation, v.Where, v.Problem)
}

// Violations are those found so far, oldest first.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// violated keeps violations and fails the test, unless the test is over.
func (s *Server) violated(found ...Violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.violations = append(s.violations, found...)
	if s.t == nil {
		return
	}
	for _, v := range found {
		s.t.Errorf("vendortest: %s %s", s.spec.name, v)
	}
}

// log writes to the test's log, unless the test is over.
func (s *Server) log(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.t != nil && !s.closed {
		s.t.Logf("vendortest: "+format, args...)
	}
}

// misused ends the test, or panics where there is none. The caller returns
// after it: the Fatalf of a test of another framework may come back.
func (s *Server) misused(format string, args ...any) {
	s.helper()
	if s.t == nil {
		panic("vendortest: " + fmt.Sprintf(format, args...))
	}
	s.t.Fatalf("vendortest: "+format, args...)
}

// known reports whether there is such an operation, which a test may rely on.
func (s *Server) known(operationID string) bool {
	s.helper()
	if s.spec.operations[operationID] == nil {
		s.misused("%s has no operation %q", s.spec.name, operationID)
		return false
	}
	return true
}

// Misused reports a mistake of the test in the use of a fake, such as a customer
// that does not exist: it ends the test, or panics outside a test. It is for
// packages that build a fake on a Server. Return after it: the Fatalf of a test
// of another framework may come back.
func (s *Server) Misused(format string, args ...any) {
	s.helper()
	s.misused(format, args...)
}

// HasOperation reports whether the specification has an operation of this id.
func (s *Server) HasOperation(operationID string) bool {
	return s.spec.operations[operationID] != nil
}

func (s *Server) helper() {
	if s.t != nil {
		s.t.Helper()
	}
}
