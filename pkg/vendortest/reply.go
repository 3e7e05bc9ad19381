package vendortest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
)

// Reply is what the fake answers. The zero Reply is the ordinary answer: what
// the operation's handler says, or else the fake's memory, or else the
// documented example of its first documented success.
type Reply struct {
	// Status is the HTTP status, 0 for the first documented success (or the
	// first documented status of an operation that never succeeds).
	Status int
	// Header is added to the documented header examples of the status, and wins
	// over them. A name with a nil value takes a header away.
	Header http.Header
	// Body is sent as it is when it is a []byte or a string, which may be
	// empty. nil is the documented example of the status. Anything else is
	// encoded as JSON, and must fit the specification.
	Body any
	// MediaType is the Content-Type. By default it is one that the vendor
	// documents for the status: the one that the request asks for by a query
	// parameter such as format or by Accept, or else JSON.
	MediaType string
	// Example names one of several documented examples. By default it is the one
	// that the specification marks as usual for the operation (x-usual), such as
	// "there is no such resource" for the 404 of an operation with an id in its
	// path, or else the first of them, in alphabetical order.
	Example string
	// Undocumented allows what the specification does not have: another status,
	// media type or body.
	Undocumented bool
}

// behaviour is what an operation does instead of its default.
type behaviour struct {
	replies []Reply           // the first is next; the zero Reply is the handler's
	handler func(*Call) Reply // nil for the memory
	memory  func(*Call) Reply // nil for the documented example
}

// Reply makes the operation answer with the replies, one after the other; the
// last one stays. So a failure followed by the zero Reply is a failure once.
// Without any, what an earlier Reply set ends. An operation id, status, media
// type, example or body that the specification does not have ends the test.
func (s *Server) Reply(operationID string, replies ...Reply) {
	s.helper()
	if !s.known(operationID) {
		return
	}
	kept := make([]Reply, len(replies))
	for i, r := range replies {
		r = r.frozen()
		if _, err := s.spec.operations[operationID].answer(r, nil); err != nil {
			s.misused("%s: reply %d cannot be sent: %v", operationID, i+1, err)
			return
		}
		kept[i] = r
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.behaviour(operationID).replies = kept
}

// Handle makes h answer the operation, in place of an earlier handler and of
// what Reply set. It is called for requests that fit the specification and
// carry a credential of the right kind, from several goroutines at once if that
// is how requests come. Its zero Reply is the documented example;
// [Call.FromMemory] is what a fake with a memory would have answered without h.
// A reply that the specification does not have fails the test and is sent as 500. If h
// panics, the test fails and quotes what it panicked with; a panic with
// http.ErrAbortHandler breaks the connection off instead.
func (s *Server) Handle(operationID string, h func(*Call) Reply) {
	s.helper()
	if !s.known(operationID) {
		return
	}
	if h == nil {
		s.misused("%s: the handler is nil", operationID)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.behaviour(operationID)
	b.handler, b.replies = h, nil
}

// Before makes f see every request before its operation answers, under the same
// conditions as a handler. A reply of f is the answer; nil lets the request
// pass. It is for what concerns all operations: a token that has been revoked,
// a vendor that is down. Of several, the latest is asked first.
func (s *Server) Before(f func(*Call) *Reply) {
	s.helper()
	if f == nil {
		s.misused("the function for Before is nil")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.before = append([]func(*Call) *Reply{f}, s.before...)
}

// behaviour is that of an operation, to be changed under the lock.
func (s *Server) behaviour(operationID string) *behaviour {
	b := s.behaviours[operationID]
	if b == nil {
		b = &behaviour{}
		s.behaviours[operationID] = b
	}
	return b
}

// reply asks the test for the reply. It reports false when the test's function
// panicked.
func (s *Server) reply(call *Call) (reply Reply, ok bool) {
	defer func() {
		problem := recover()
		if problem == nil {
			return
		}
		reply, ok = Reply{}, false
		switch p := problem.(type) {
		case fault:
			s.cannot(call, Violation{Where: "handler", Problem: "is wrong: " + string(p)})
		case error:
			if errors.Is(p, http.ErrAbortHandler) {
				panic(problem)
			}
			s.panicked(call, p)
		default:
			s.panicked(call, p)
		}
	}()

	s.mu.Lock()
	before := s.before
	s.mu.Unlock()
	for _, f := range before {
		if r := f(call); r != nil {
			return *r, true
		}
	}
	s.mu.Lock()
	b := s.behaviour(call.Operation)
	handler := b.handler
	if handler == nil {
		handler = b.memory
	}
	if len(b.replies) > 0 {
		reply = b.replies[0]
	}
	if len(b.replies) > 1 {
		b.replies = b.replies[1:]
	}
	s.mu.Unlock()
	if handler != nil && reply.isZero() {
		reply = handler(call)
	}
	return reply, true
}

func (s *Server) panicked(call *Call, problem any) {
	s.log("%s: the handler panicked at\n%s", call.Operation, debug.Stack())
	s.cannot(call, Violation{Where: "handler", Problem: fmt.Sprintf("panicked: %v", problem)})
}

func (r Reply) isZero() bool {
	return r.Status == 0 && r.Header == nil && r.Body == nil && r.MediaType == "" && r.Example == "" && !r.Undocumented
}

// frozen is a copy that later changes to what the test holds do not reach.
func (r Reply) frozen() Reply {
	r.Header = r.Header.Clone()
	switch body := r.Body.(type) {
	case nil, string:
	case []byte:
		r.Body = append([]byte{}, body...)
	default:
		if data, err := json.Marshal(body); err == nil {
			r.Body = json.RawMessage(data)
		}
	}
	return r
}

// message is a JSON object in which clients find a text.
func message(text string) []byte {
	var b bytes.Buffer
	_ = json.NewEncoder(&b).Encode(map[string]string{"error": text})
	return b.Bytes()
}
