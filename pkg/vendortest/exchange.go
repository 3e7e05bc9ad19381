package vendortest

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Verdict is the fake's judgement of a request.
type Verdict string

// The verdicts.
const (
	Fits            Verdict = "fits"            // it was answered as the specification has it
	Violates        Verdict = "violation"       // something in it is not as the specification has it
	Unauthenticated Verdict = "unauthenticated" // the credential is missing, or of another kind
	Unknown         Verdict = "unknown"         // the specification has no such path or method
	Cannot          Verdict = "cannot"          // the reply that the test or the fake set cannot be sent
	Withdrawn       Verdict = "withdrawn"       // the credential has been withdrawn by a fault
	Faulty          Verdict = "with fault"      // a fault happened to it
)

// Exchange is a request with its answer and verdict. It prints no value of the
// request.
type Exchange struct {
	// Number counts the requests of the fake, from 1.
	Number int
	// Request is the request as it was received; see [Keep] for how much of it is kept.
	Request Request
	// Verdict is the fake's judgement of the request.
	Verdict Verdict
	// Violations are the mistakes in the request, nil when there are none.
	Violations []Violation
	// Warnings are what is not as the specification has it and was let pass.
	Warnings []Violation
	// Fault is the name of the fault that happened to it, "" for none.
	Fault string
	// Status is the answered HTTP status, 0 when the connection broke off before.
	Status int
	// Header is the answer's header.
	Header http.Header
	// Body is the beginning of the answer's body, up to 16 KiB.
	Body []byte
	// Began is when the request had come, and Duration how long the answer took.
	Began    time.Time
	Duration time.Duration

	own bool // see Undisturbed
}

// String is one line, such as "3: createOrder: POST /order: fits, 201, 2ms".
func (x Exchange) String() string {
	status := "no answer"
	if x.Status != 0 {
		status = fmt.Sprint(x.Status)
	}
	verdict := string(x.Verdict)
	if x.Fault != "" {
		verdict += " " + x.Fault
	}
	return fmt.Sprintf("%d: %s: %s, %s, %s", x.Number, x.Request, verdict, status, x.Duration)
}

// Format prints what String returns, for every verb.
func (x Exchange) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, x.String()) }

// Observe calls f after each request, also after one that matches no operation. f is
// called before the next request of the same connection is read. It may be called from
// several goroutines at the same time, and must not call the fake's Close. The Exchange
// is a copy that f may keep. Several functions may be set, and each is called.
func (s *Server) Observe(f func(Exchange)) {
	s.helper()
	if f == nil {
		s.misused("the function for Observe is nil")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.observers = append(slices.Clip(s.observers), f)
}

// ended tells the observers, also of what was broken off.
func (s *Server) ended(x *Exchange, out *recorded) {
	x.Duration = time.Since(x.Began)
	x.Status, x.Header, x.Body = out.status, out.sent, out.body
	s.mu.Lock()
	observers := s.observers
	s.mu.Unlock()
	for _, f := range observers {
		own := *x
		own.Request, own.Header = own.Request.clone(), own.Header.Clone()
		own.Body = append([]byte(nil), own.Body...)
		own.Violations = append([]Violation(nil), own.Violations...)
		own.Warnings = append([]Violation(nil), own.Warnings...)
		f(own)
	}
}

// recorded is the way of an answer that notes what goes over it.
type recorded struct {
	http.ResponseWriter
	status int
	sent   http.Header
	body   []byte
}

const keptBody = 16 << 10

func (r *recorded) WriteHeader(status int) {
	if r.status == 0 {
		r.status, r.sent = status, r.Header().Clone()
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorded) Write(data []byte) (int, error) {
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	if room := keptBody - len(r.body); room > 0 {
		r.body = append(r.body, data[:min(room, len(data))]...)
	}
	return r.ResponseWriter.Write(data)
}

// Unwrap is for http.ResponseController.
func (r *recorded) Unwrap() http.ResponseWriter { return r.ResponseWriter }
