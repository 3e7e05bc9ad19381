package rest

import (
	"context"
	"io"
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Answer is what the vendor answered, being decoded.
type Answer struct {
	boxoffice.Response
	// Stream is the open body of a streamed success, nil otherwise. Do closes it.
	Stream io.ReadCloser
	// Attempts counts the sendings.
	Attempts int

	err error // the first thing that is not as the specification promises
}

// Close closes the body of a streamed answer that is not going to be read. A
// nil answer has none.
func (a *Answer) Close() {
	if a != nil && a.Stream != nil {
		_ = a.Stream.Close()
	}
}

// Do sends the request and decodes a success with decode. Every failure is an
// *boxoffice.Error: arguments that make no request, whatever kept the request
// from being answered, any status that is not a success, and a success that is
// not what the specification promises. The result is nil exactly when the
// error is not.
func Do[T any](ctx context.Context, req *Request, decode func(*Answer) *T) (*T, error) {
	answer, err := req.send(ctx)
	if err != nil {
		return nil, err
	}
	defer answer.Close() // also when the caller's function panics
	result := decode(answer)
	if answer.Stream != nil && answer.err == nil {
		read := &beginning{Reader: answer.Stream}
		if answer.err = req.Stream(mediaType(answer.Header), read); answer.err != nil {
			answer.Body = read.kept
		}
	}
	if answer.err != nil {
		return nil, req.failed(answer, answer.err)
	}
	return result, nil
}

func (r *Request) send(ctx context.Context) (*Answer, error) {
	if ctx == nil {
		r.invalid("the context is nil")
	}
	if r.err != nil {
		return nil, &boxoffice.Error{Vendor: r.Vendor, Operation: r.Op.ID, Repeatable: r.Op.Repeatable, Err: r.err}
	}
	answer, err := r.client.Sender.Send(ctx, r)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return nil, r.failed(answer, nil)
	}
	return answer, nil
}

// failed is the error for an answered request.
func (r *Request) failed(a *Answer, cause error) error {
	e := &boxoffice.Error{
		Vendor: r.Vendor, Operation: r.Op.ID, Repeatable: r.Op.Repeatable,
		Delivery: boxoffice.Answered, Inconclusive: r.Op.Inconclusive(a.StatusCode), Attempts: a.Attempts,
		StatusCode: a.StatusCode, Header: a.Header, Body: a.Body,
		RequestID: a.Header.Get("X-Request-Id"), Err: cause,
	}
	if a.StatusCode >= http.StatusMultipleChoices {
		e.Code, e.Message = refusal(a.Body)
		if r.client.Refine != nil {
			r.client.Refine(r, e)
		}
	}
	return e
}
