package vendortest

import (
	"errors"
	"time"
)

// TB is what a fake needs of a test. *testing.T, *testing.B and *testing.F have
// it, and so have the test types of other frameworks.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Cleanup(func())
}

// Document is the specification that a fake is driven by: an OpenAPI 3.0
// document as JSON. That of a vendor is in its generated package:
//
//	vendortest.Document{Name: "venuemanager", Spec: venuemanagerapi.Spec}
//
// A document of the package specs converts: vendortest.Document(specs.VenueManager).
type Document struct {
	// Name is how messages call the vendor, such as "venuemanager".
	Name string
	// Spec returns the document. Anything that is not valid JSON, or that the
	// fake could not check requests against, is an error of New and Start, and so is
	// a nil Spec.
	Spec func() ([]byte, error)
}

// Option changes how a fake is started.
type Option func(*Server)

// InMemory makes the fake listen on no socket: its HTTPClient talks to it
// through net.Pipe. It is the same HTTP, and it works inside a bubble of
// testing/synctest. The URL then leads nowhere for any other client.
func InMemory() Option { return func(s *Server) { s.inMemory = true } }

// HandlerOnly makes the fake listen nowhere: it is an http.Handler for a server of
// yours. Its URL is empty, and its HTTPClient reaches nothing.
func HandlerOnly() Option { return func(s *Server) { s.unserved = true } }

// Latency makes every request wait before it is answered, for as long as the
// function says then. It is called from several goroutines at once.
func Latency(f func() time.Duration) Option { return func(s *Server) { s.latency = f } }

// Strict makes violations of the warnings ([Server.Warnings]): the request is
// refused and the test fails. It is for a client that is to send no credential
// and no body where none belongs.
func Strict() Option { return func(s *Server) { s.strict = true } }

// New starts a fake of the vendor that doc describes, for the length of
// the test. A violation fails the test, with the operation and the parameter or
// field that is wrong. A warning is in the test's log ([Server.Warnings]).
func New(t TB, doc Document, opts ...Option) *Server {
	t.Helper()
	s, err := start(t, doc, opts)
	if err != nil {
		t.Fatalf("vendortest: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// Start starts a fake outside a test: for a demonstration, or to try things
// out. Violations are only collected; see [Server.Violations]. So are mistakes in
// the use of the fake, such as an operation id that does not exist; see
// [Server.Err]. The caller closes it.
func Start(doc Document, opts ...Option) (*Server, error) {
	return start(nil, doc, opts)
}

func start(t TB, doc Document, opts []Option) (*Server, error) {
	spec, err := load(doc)
	if err != nil {
		return nil, err
	}
	s := &Server{spec: spec, t: t, behaviours: map[string]*behaviour{}}
	for _, o := range opts {
		if o == nil {
			return nil, errors.New("an option is nil")
		}
		o(s)
	}
	return s, s.listen()
}
