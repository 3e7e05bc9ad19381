package vendortest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// Server is a fake vendor. It is safe for concurrent use.
type Server struct {
	spec     *spec
	t        TB // nil outside a test
	inMemory bool
	strict   bool // warnings are violations

	http   *http.Server
	client http.Client
	url    string
	served chan struct{} // closed when the listener has stopped

	keep     int // how much is remembered, 0 for all
	latency  func() time.Duration
	unserved bool           // there is no listener
	handlers sync.WaitGroup // requests being answered

	mu          sync.Mutex
	closed      bool
	behaviours  map[string]*behaviour // by operation id
	before      []func(*Call) *Reply  // latest first; replaced, never changed
	observers   []func(Exchange)      // replaced, never changed
	show        func() []Collection   // nil for a fake without a memory
	refuseToken func(*Call) Reply     // nil for Unauthorized
	forget      func(most int)        // nil for a fake without a memory
	faults      []*queued
	withdrawn   recent[string] // tokens
	number      int            // of the latest request
	turns       int            // requests that were answered
	requests    recent[Request]
	violations  recent[Violation]
	warnings    recent[Violation]
	misuses     recent[error]
}

// maxBody is the longest request body the fake reads.
const maxBody = 16 << 20

// ServeHTTP is the life of one request. So the fake is an http.Handler, which can
// be mounted, proxied and wrapped; the vendor's base path is part of what it
// serves. Faults that break the connection off panic with http.ErrAbortHandler,
// as handlers do.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.handlers.Done()
	x := &Exchange{Began: time.Now(), Verdict: Fits}
	out := &recorded{ResponseWriter: w}
	defer s.forgetSometimes()
	if x.own = isUndisturbed(r.Context()); !x.own {
		defer s.ended(x, out)
	}

	if r.Body == nil { // of a request that came through no server
		r.Body = http.NoBody
	}
	body, err := io.ReadAll(http.MaxBytesReader(out, r.Body, maxBody))
	to := s.spec.route(r.Method, r.URL.EscapedPath())
	op, req := to.op, newRequest(to, r, body)
	if op == nil {
		s.remember(x, req)
		s.late(r.Context(), x)
		if granted := s.spec.tokenEndpoints[r.URL.EscapedPath()]; granted != nil {
			s.giveToken(out, r, granted, body, x)
			return
		}
		s.unknown(out, r, to, x)
		return
	}
	var found, tolerated []Violation
	report := func(where, problem string) {
		found = append(found, Violation{Operation: op.ID, Where: where, Problem: problem})
	}
	warn := func(where, problem string) {
		tolerated = append(tolerated, Violation{Operation: op.ID, Where: where, Problem: problem})
	}
	if s.strict {
		warn = report
	}
	if err != nil {
		report("body", fmt.Sprintf("does not arrive whole, or is longer than %d bytes", maxBody))
	} else {
		op.checkBody(r.Header.Get("Content-Type"), body, report, warn)
	}
	op.checkParameters(to.values, r, s.spec.queryKeys(op), report, warn)
	credential, authenticated := s.spec.checkCredential(op, r, report, warn)
	req.Credential = credential
	s.remember(x, req)
	s.warned(x, tolerated...)

	call := &Call{Request: req.clone(), ctx: r.Context(), op: op, server: s, exchange: x}
	s.late(call.ctx, x)
	s.answer(out, call, found, authenticated)
}

// late waits for the latency.
func (s *Server) late(ctx context.Context, x *Exchange) {
	if s.latency != nil && !x.own {
		pause(ctx, s.latency())
	}
}

// answer answers a call by what was found in it.
func (s *Server) answer(w http.ResponseWriter, call *Call, found []Violation, authenticated bool) {
	x := call.exchange
	switch {
	case len(found) > 0:
		x.Verdict = Violates
		if a, ok := s.compose(call, call.op.refusal(found, http.StatusBadRequest)); ok {
			s.violated(x, a.status, found...)
			a.write(w)
			return
		}
		s.fail(w)
	case !authenticated:
		x.Verdict = Unauthenticated
		s.send(w, call, call.Unauthorized())
	case s.isWithdrawn(call):
		x.Verdict = Withdrawn
		s.send(w, call, s.tokenRefusal(call))
	default:
		if f, ok := s.takeFault(call); ok {
			x.Verdict, x.Fault = Faulty, f.kind
			f.happens(s, w, call)
			return
		}
		if reply, ok := s.reply(call); ok {
			s.send(w, call, reply)
			return
		}
		s.fail(w)
	}
}

// send sends a reply, or tells the test that it cannot be one.
func (s *Server) send(w http.ResponseWriter, call *Call, reply Reply) {
	if a, ok := s.compose(call, reply); ok {
		a.write(w)
		return
	}
	s.fail(w)
}

// compose makes an answer of a reply, or tells the test that it cannot be one.
func (s *Server) compose(call *Call, reply Reply) (answer, bool) {
	a, err := call.op.answer(reply, &call.Request)
	if err != nil {
		s.cannot(call, Violation{Where: "reply", Problem: err.Error()})
	}
	return a, err == nil
}

// cannot reports what keeps the fake from answering.
func (s *Server) cannot(call *Call, v Violation) {
	call.exchange.Verdict, v.Operation = Cannot, call.Operation
	s.violated(call.exchange, http.StatusInternalServerError, v)
}

// unknown answers what the specification does not have.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request, to routed, x *Exchange) {
	x.Verdict = Unknown
	a, where, problem := plain(http.StatusNotFound, ""), s.spec.masked(r.URL.EscapedPath()), "is no path of the specification"
	if to.path != "" {
		a, where, problem = plain(http.StatusMethodNotAllowed, ""), to.path, "has no such method, only "+list(to.methods)
		a.header["Allow"] = []string{list(to.methods)}
	}
	v := Violation{Where: method(r.Method) + " " + where, Problem: problem + s.spec.hint(r.Method, r.URL.EscapedPath(), to)}
	s.violated(x, a.status, v)
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

// Close stops the fake and breaks its connections off. It waits for requests
// that are being answered, but no longer than five seconds for a handler that
// goes on although its caller has gone. The fake of a test closes by itself.
// Nothing is reported to the test afterwards.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	if s.http != nil {
		_ = s.http.Close()
		s.client.CloseIdleConnections()
		<-s.served
	}
	over := make(chan struct{})
	go func() {
		s.handlers.Wait()
		close(over)
	}()
	patience := time.NewTimer(5 * time.Second)
	defer patience.Stop()
	select {
	case <-over:
	case <-patience.C:
	}
}

// enter begins to answer a request, unless the fake is closed.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.handlers.Add(1)
	}
	return !s.closed
}

// URL is the fake's origin, for boxoffice.WithBaseURL: scheme, host and port.
// The vendor's base path is served below it. It is "" for a fake that is a
// handler only.
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
