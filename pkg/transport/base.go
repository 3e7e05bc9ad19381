package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// base is the last link: one sending through the *http.Client.
type base struct{ whole, streamed *http.Client }

func (b *base) send(ctx context.Context, c *call) (*rest.Answer, *failure) {
	if ctx.Err() != nil {
		return nil, &failure{err: ended(ctx), final: true}
	}
	c.sent++
	trace, watched := watch(ctx, c.req)
	defer trace.stop()
	client := b.of(c)
	resp, err := client.Do(request(watched, c, client.Jar))
	if err != nil {
		return nil, trace.failure(ctx, resp, err)
	}
	answer := &rest.Answer{StatusCode: resp.StatusCode, Header: resp.Header, URL: &c.url}
	if c.req.Stream && resp.StatusCode/100 == 2 {
		answer.Stream = resp.Body
		return answer, nil
	}
	if answer.Body, err = readBody(resp, c.req.Op.Method, c.req.MaxBody); err != nil {
		return nil, lost(ctx, answer, err)
	}
	if leaves(resp, &c.url) {
		return nil, &failure{delivery: boxoffice.Answered, answer: answer, err: errLeaves, final: true}
	}
	return answer, nil
}

func request(ctx context.Context, c *call, jar http.CookieJar) *http.Request {
	req := (&http.Request{
		Method: c.req.Op.Method,
		URL:    &c.url,
		Host:   c.url.Host,
		Header: c.req.Header,
		Proto:  "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	if jar != nil {
		req.Header = req.Header.Clone() // the jar writes into it
	}
	// net/http repeats on its own what it takes for repeatable when a kept
	// connection breaks, but nothing with a body that it cannot ask for again.
	once := !c.req.Op.Repeatable && looksRepeatable(req)
	switch body := c.req.Body; {
	case body != nil:
		req.ContentLength = int64(len(body))
		req.Body = io.NopCloser(bytes.NewReader(body))
		if !once {
			req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
		}
	case once:
		req.Body = io.NopCloser(strings.NewReader(""))
	}
	return req
}

// looksRepeatable reports whether net/http takes a request for repeatable.
func looksRepeatable(req *http.Request) bool {
	switch req.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	}
	return req.Header["Idempotency-Key"] != nil || req.Header["X-Idempotency-Key"] != nil
}

// lost is the failure of an answer whose body broke off or is too long: the
// caller gets the status, the header and what was read of the body.
func lost(ctx context.Context, answer *rest.Answer, err error) *failure {
	f := &failure{delivery: boxoffice.Answered, answer: answer, err: err, final: true}
	switch {
	case errors.Is(err, boxoffice.ErrTooLarge):
	case ctx.Err() != nil:
		f.err = ended(ctx)
	case answer.StatusCode/100 == 2:
		f.err = errors.Join(safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body broke off"), err)
		f.final = false
	default:
		f.final = false
	}
	return f
}

// cause takes the *url.Error off, which quotes the URL with its query, and lets
// a caller's own cancellation or deadline show as such.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ended(ctx)
	}
	var quoting *url.Error
	for errors.As(err, &quoting) {
		err = quoting.Err
	}
	return err
}

// ended is why the caller's context ended: context.Canceled or
// context.DeadlineExceeded, and the caller's own reason if there is one.
func ended(ctx context.Context) error {
	reason := context.Cause(ctx)
	if errors.Is(reason, ctx.Err()) {
		return reason
	}
	return errors.Join(ctx.Err(), reason)
}
