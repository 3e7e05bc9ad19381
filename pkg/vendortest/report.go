package vendortest

import (
	"errors"
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
	// Problem is what is wrong there, such as "is required and missing, must be an
	// integer": what it has to be, and what it is.
	Problem string
	// Request is the number of the request, as [Exchange] has it, Target its method
	// and documented path, such as "POST /order", and Status how it was answered. A
	// path that is none is in Where, and Target is empty. All are empty for a misuse
	// of the fake.
	Request int
	Target  string
	Status  int
}

// String is one line, such as "createOrder: body field orderLines is required
// and missing, must be an array (request 3, POST /order, answered 400)".
func (v Violation) String() string {
	text := v.Where + " " + v.Problem
	if v.Operation != "" {
		text = v.Operation + ": " + text
	}
	switch {
	case v.Request == 0:
		return text
	case v.Status == 0:
		return fmt.Sprintf("%s (request %d, %s)", text, v.Request, v.Target)
	case v.Target == "":
		return fmt.Sprintf("%s (request %d, answered %d)", text, v.Request, v.Status)
	}
	return fmt.Sprintf("%s (request %d, %s, answered %d)", text, v.Request, v.Target, v.Status)
}

// Violations are those found so far, oldest first.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations.last(s.keep))
}

// Warnings are what a vendor lets pass although its specification does not have
// it, oldest first. The request is answered as if it were not there. These are
// warnings: a credential in a header that the operation does not read, an empty
// JSON object as the body where no body is documented, and a query parameter _, which
// clients in JavaScript send to keep caches from answering. A test's log has
// them, and [Strict] makes them violations. They have no Status: they come before
// the answer.
func (s *Server) Warnings() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.warnings.last(s.keep))
}

// warned keeps what was let pass in a request, and writes it to the test's log,
// unless the test is over.
func (s *Server) warned(x *Exchange, found ...Violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range found {
		v.Request, v.Target = x.Number, x.Request.Method+" "+x.Request.template
		x.Warnings = append(x.Warnings, v)
		if s.closed {
			continue
		}
		s.warnings.add(s.keep, v)
		if s.t != nil {
			s.t.Logf("vendortest: %s %s; it was let pass, and vendortest.Strict would not", s.spec.name, v)
		}
	}
}

// violated keeps what was found in a request that is answered with a status, and
// fails the test, unless the test is over.
func (s *Server) violated(x *Exchange, status int, found ...Violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range found {
		v.Request, v.Status = x.Number, status
		if v.Operation != "" {
			v.Target = x.Request.Method + " " + x.Request.template
		}
		x.Violations = append(x.Violations, v)
		if s.closed {
			continue
		}
		s.violations.add(s.keep, v)
		if s.t != nil {
			s.t.Errorf("vendortest: %s %s", s.spec.name, v)
		}
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

// misused ends the test, or keeps the mistake for Err where there is none. The
// caller returns after it: the Fatalf of a test of another framework may come
// back.
func (s *Server) misused(format string, args ...any) {
	s.helper()
	s.mu.Lock()
	t := s.t
	if t == nil {
		problem := fmt.Sprintf(format, args...)
		s.misuses.add(s.keep, errors.New("vendortest: "+problem))
		s.violations.add(s.keep, Violation{Where: "use of the fake:", Problem: problem})
	}
	s.mu.Unlock()
	if t != nil {
		t.Fatalf("vendortest: "+format, args...)
	}
}

// Err is what was wrong in the use of a fake outside a test, such as an operation
// id that does not exist: nil when nothing was, or all mistakes joined. They are
// violations too. The call that was wrong has had no effect. In a test such a
// mistake ends the test.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.misuses.last(s.keep)...)
}

// known reports whether there is such an operation, which a test may rely on.
func (s *Server) known(operationID string) bool {
	s.helper()
	if s.spec.operations[operationID] == nil {
		s.misused("%s has no operation %q%s", s.spec.name, operationID, s.spec.nearestID(operationID))
		return false
	}
	return true
}

// Misused reports a mistake of the test in the use of a fake, such as a customer
// that does not exist: it ends the test, or is part of Err outside a test. It is for
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
