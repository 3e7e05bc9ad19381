package vendortest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// Server is a fake vendor. It is safe for concurrent use.
type Server struct {
	spec     *spec
	t        TB // nil outside a test
	inMemory bool

	http   *http.Server
	client http.Client
	url    string
	served chan struct{} // closed when the listener has stopped

	mu         sync.Mutex
	closed     bool
	behaviours map[string]*behaviour // by operation id
	before     []func(*Call) *Reply  // latest first; replaced, never changed
	requests   []Request
	violations []Violation
}

// maxBody is the longest request body the fake reads.
const maxBody = 16 << 20

// handle is the life of one request.
func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	to := s.spec.route(r.Method, r.URL.EscapedPath())
	op, req := to.op, newRequest(to, r, body)
	if op == nil {
		s.remember(req)
		s.unknown(w, r, to)
		return
	}
	var found []Violation
	report := func(where, problem string) { found = append(found, Violation{op.ID, where, problem}) }
	if err != nil {
		report("body", fmt.Sprintf("does not arrive whole, or is longer than %d bytes", maxBody))
	} else {
		op.checkBody(r.Header.Get("Content-Type"), body, report)
	}
	op.checkParameters(to.values, r, report)
	credential, authenticated := s.spec.checkCredential(op, r, report)
	req.Credential = credential
	s.remember(req)

	call := &Call{Request: req.clone(), ctx: r.Context(), op: op, server: s}
	switch {
	case len(found) > 0:
		s.violated(found...)
		s.send(w, call, op.refusal(found, http.StatusBadRequest))
	case !authenticated:
		s.send(w, call, call.Unauthorized())
	default:
		if reply, ok := s.reply(call); ok {
			s.send(w, call, reply)
			return
		}
		s.fail(w)
	}
}

// send writes a reply, or tells the test that it cannot be one.
func (s *Server) send(w http.ResponseWriter, call *Call, reply Reply) {
	a, err := call.op.answer(reply, &call.Request)
	if err != nil {
		s.violated(Violation{call.op.ID, "reply", err.Error()})
		s.fail(w)
		return
	}
	a.write(w)
}

// unknown answers what the specification does not have.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request, to routed) {
	a, where, problem := plain(http.StatusNotFound, ""), s.spec.masked(r.URL.EscapedPath()), "is no path of the specification"
	if to.path != "" {
		a, where, problem = plain(http.StatusMethodNotAllowed, ""), to.path, "has no such method, only "+list(to.methods)
		a.header["Allow"] = []string{list(to.methods)}
	}
	v := Violation{"", method(r.Method) + " " + where, problem}
	s.violated(v)
	a.body = message(s.spec.name + ": " + v.String())
	a.write(w)
}

// method admits the methods that may stand in a message.
func method(name string) string {
	switch name {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return name
	}
	return "another method"
}

func (s *Server) fail(w http.ResponseWriter) {
	plain(http.StatusInternalServerError, "the fake was told to send what it cannot; see the test's output").write(w)
}

// Close stops the fake and breaks its connections off. The fake of a test
// closes by itself. Nothing is reported to the test afterwards.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	_ = s.http.Close()
	s.client.CloseIdleConnections()
	<-s.served
}

// URL is the fake's origin, for boxoffice.WithBaseURL: scheme, host and port.
// The vendor's base path is served below it.
func (s *Server) URL() string { return s.url }

// HTTPClient is a client that reaches the fake and nothing else: a request to
// any other host fails. Its timeout is a minute. Every call returns a copy, to
// be changed at will.
func (s *Server) HTTPClient() *http.Client {
	client := s.client
	return &client
}

// Context ends when the caller has gone or the fake is closed. A handler that
// plays a vendor who never answers waits for it.
func (c *Call) Context() context.Context { return c.ctx }
