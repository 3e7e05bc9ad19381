package rest

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"reflect"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// Answer is the vendor's answer while it is decoded.
type Answer struct {
	StatusCode int
	Header     http.Header
	// Body is the whole body, nil for a streamed success.
	Body []byte
	// Stream is the open body of a streamed success, nil otherwise.
	Stream io.ReadCloser
	// Attempts is how often the request was sent.
	Attempts int
	// URL is the request's address. A relative address in a header is resolved
	// against it. When URL is nil, such a header stays as it is.
	URL *url.URL

	op         *Operation
	req        *Request
	known      int                // how many documented properties or elements the body has
	handedOver bool               // Stream belongs to the caller, who closes it
	refused    bool               // the body is the vendor's error, although the status is a success
	problems   []settings.Problem // optional values that could not be read
	err        error              // the first difference from the specification, nil if there is none
}

// Close closes the body of a streamed answer. It does nothing when the answer is
// nil or its body was read whole.
func (a *Answer) Close() {
	if a != nil && a.Stream != nil {
		_ = a.Stream.Close()
	}
}

// Decode sends the request. When the answer is a success, it calls decode, which
// fills the result. Every failure is an *boxoffice.Error: invalid arguments, a
// request without an answer, a status that is not a success, and a success that
// differs from the specification. The result is nil exactly when the error is not
// nil.
func Decode[R any](ctx context.Context, req *Request, decode func(*Answer, *R)) (*R, error) {
	ctx, done := req.observe(ctx)
	result, err := sendAndDecode(ctx, req, decode)
	done(err)
	return result, err
}

func sendAndDecode[R any](ctx context.Context, req *Request, decode func(*Answer, *R)) (*R, error) {
	answer, err := req.send(ctx)
	if err != nil {
		salvage(req, boxoffice.AsError(err), decode)
		return nil, err
	}
	result := new(R)
	decode(answer, result)
	if len(answer.problems) > 0 {
		req.tell(answer)
	}
	if answer.err != nil {
		answer.Close()
		e := req.failed(answer, answer.err)
		e.Partial = partOf(answer, result)
		return nil, e
	}
	if !answer.handedOver {
		answer.Close()
	}
	return result, nil
}

// partOf returns the result when some of it could be read, otherwise nil.
func partOf[R any](a *Answer, result *R) any {
	if a.known == 0 || a.refused || reflect.ValueOf(result).Elem().IsZero() {
		return nil
	}
	return result
}

// salvage reads what arrived of a success whose body broke off or is too long.
func salvage[R any](req *Request, e *boxoffice.Error, decode func(*Answer, *R)) {
	if e == nil || e.StatusCode/100 != 2 || len(e.Body) == 0 || req.Op.Sensitive {
		return
	}
	answer := &Answer{StatusCode: e.StatusCode, Header: e.Header, Body: e.Body, op: req.Op, req: req}
	result := new(R)
	decode(answer, result)
	e.Partial = partOf(answer, result)
}

// Object is [Decode] for an answer that is an object.
func Object[T any](ctx context.Context, req *Request) (*T, error) { return Decode(ctx, req, Read[T]) }

// List is [Decode] for an answer that is a list. Without an error the list is not
// nil, but it may be empty.
func List[E any](ctx context.Context, req *Request) ([]E, error) {
	list, err := Decode(ctx, req, ReadList[E])
	if err != nil {
		return nil, err
	}
	return *list, nil
}

// Value is [Decode] for an answer that is a single value, such as a number.
func Value[T any](ctx context.Context, req *Request) (value T, err error) {
	result, err := Decode(ctx, req, Read[T])
	if err != nil {
		return value, err
	}
	return *result, nil
}

// Send is [Decode] for an answer without a body. When the vendor sends a body
// nevertheless, Send only checks whether it is an error.
func Send(ctx context.Context, req *Request) error {
	ctx, done := req.observe(ctx)
	err := req.sendBodiless(ctx)
	done(err)
	return err
}

func (r *Request) sendBodiless(ctx context.Context) error {
	answer, err := r.send(ctx)
	if err != nil {
		return err
	}
	if answer.judgeBodiless(); answer.err != nil {
		return r.failed(answer, answer.err)
	}
	return nil
}

// tell passes the answer to the caller's option WithResponse, if there is one.
func (r *Request) tell(a *Answer) {
	if r.answered != nil {
		r.answered(settings.Answer{StatusCode: a.StatusCode, Header: r.redactedHeader(a.Header), Body: a.Body, Attempts: a.Attempts, Problems: a.problems, URL: a.URL})
	}
}

// tellError is tell for an answer that is in an error.
func (r *Request) tellError(e *boxoffice.Error) {
	if r.answered != nil {
		r.answered(settings.Answer{StatusCode: e.StatusCode, Header: e.Header, Body: e.Body, Attempts: e.Attempts})
	}
}

// send sends the request and returns the answer when its status is a success. When
// the status is not documented, the answer's err says so, and the body is decoded
// nevertheless: the error keeps what could be read.
func (r *Request) send(ctx context.Context) (*Answer, error) {
	if ctx == nil {
		r.invalid("the context is nil")
	}
	if r.StreamIdleTimeout > 0 && !r.Stream {
		r.invalid("WithStreamIdleTimeout is for methods that read the answer as a stream; WithAttemptTimeout bounds this one")
	}
	if r.err != nil {
		return nil, r.NewError(r.err)
	}
	if r.address != nil {
		r.Path, r.Query = r.address.Path, r.address.Query
	}
	answer, err := r.transmit(ctx)
	if err != nil {
		if e := boxoffice.AsError(err); e != nil && e.StatusCode != 0 {
			r.tellError(e)
		}
		return nil, err
	}
	r.status, r.attempts = answer.StatusCode, answer.Attempts
	r.tell(answer)
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return nil, r.failed(answer, nil)
	}
	answer.op, answer.req = r.Op, r
	if !r.Op.Succeeds(answer.StatusCode) {
		answer.undocumented()
	}
	return answer, nil
}

// failed makes the error of a request that was answered.
func (r *Request) failed(a *Answer, cause error) *boxoffice.Error {
	e := r.NewError(cause)
	e.Delivery, e.Inconclusive, e.Attempts = boxoffice.Answered, r.Op.Inconclusive(a.StatusCode), a.Attempts
	e.StatusCode, e.Header, e.Body, e.RequestID = a.StatusCode, a.Header, a.Body, r.IDOf(a.Header)
	if a.StatusCode < http.StatusMultipleChoices {
		e.Code, e.Message = a.refusalInSuccess()
	} else if a.StatusCode != http.StatusNotModified {
		e.Code, e.Message = refusal(a.Body, a.Header)
	}
	if r.Op.Sensitive {
		r.Redact(e)
		r.tellError(e)
	}
	if a.StatusCode >= http.StatusMultipleChoices && a.StatusCode != http.StatusNotModified {
		e.Refusal = r.Op.refusal(&Answer{StatusCode: e.StatusCode, Header: e.Header, Body: e.Body}) // from e, whose secrets are removed
		if r.client.Refine != nil {
			r.client.Refine(r, e)
		}
	}
	return e
}
