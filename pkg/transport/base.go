package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// base is the last link: one sending through the *http.Client.
type base struct {
	client *http.Client
	// limit bounds an attempt, most an attempt whose call sets its own, 0 for no
	// bound; idle bounds the wait for more of a stream.
	limit, most, idle time.Duration
}

func (b *base) send(ctx context.Context, c *call) (*rest.Answer, *failure) {
	if ctx.Err() != nil {
		return nil, &failure{err: ended(ctx), final: true}
	}
	upload, err := open(c.req.Upload)
	if err != nil {
		return nil, &failure{err: err, final: true}
	}
	c.sent++
	a := newAttempt(ctx, c, b.timeout(c))
	keep := false
	defer func() {
		if !keep {
			a.stop()
		}
	}()
	resp, err := b.client.Do(request(a.context(), c, b.client.Jar, upload))
	if err != nil {
		return nil, a.failure(ctx, resp, err)
	}
	if resp.StatusCode < 100 { // net/http takes 000
		_ = resp.Body.Close()
		return nil, &failure{delivery: boxoffice.MaybeDelivered, err: errNoStatus}
	}
	answer := &c.answer
	if c.sent > 1 {
		answer = new(rest.Answer)
	}
	answer.StatusCode, answer.Header, answer.URL = resp.StatusCode, resp.Header, &c.url
	unpack(resp, !c.req.Stream)
	if c.req.Stream && resp.StatusCode/100 == 2 {
		keep = true
		answer.Stream = a.stream(ctx, resp.Body, b.idleTimeout(c))
		return answer, nil
	}
	if answer.Body, err = readBody(resp, c.req.Op.Method, c.req.MaxBody); err != nil {
		return nil, a.lost(ctx, answer, err)
	}
	if leaves(resp, &c.url) {
		return nil, &failure{delivery: boxoffice.Answered, answer: answer, err: errLeaves, final: true}
	}
	return answer, nil
}

var errNoStatus = safe.Errorf(boxoffice.ErrUnexpectedResponse, "malformed answer: no HTTP status")

// timeout is how long an attempt of a call may take.
func (b *base) timeout(c *call) time.Duration {
	switch own := c.req.AttemptTimeout; {
	case own == 0:
		return b.limit
	case b.most > 0:
		return min(own, b.most)
	default:
		return own
	}
}

func (b *base) idleTimeout(c *call) time.Duration {
	if own := c.req.StreamIdleTimeout; own > 0 {
		return own
	}
	return b.idle
}

// open opens a body that is streamed, if there is one.
func open(u *rest.Upload) (io.ReadCloser, error) {
	if u == nil {
		return nil, nil
	}
	return u.Open()
}

func request(ctx context.Context, c *call, jar http.CookieJar, upload io.ReadCloser) *http.Request {
	req := (&http.Request{
		Method: c.req.Op.Method,
		URL:    c.address(),
		Header: c.req.Header,
		Proto:  "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	if jar != nil {
		req.Header = req.Header.Clone() // the jar writes into it
	}
	// When a kept connection breaks, net/http repeats by itself a request that it
	// takes for repeatable, but not one whose body it cannot read again.
	once := !c.req.Op.Repeatable && looksRepeatable(req)
	switch body := c.req.Body; {
	case upload != nil:
		req.ContentLength = c.req.Upload.Length
		req.Body = upload
		if !once && c.req.Upload.Again() {
			req.GetBody = c.req.Upload.Open
		}
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
func (a *attempt) lost(ctx context.Context, answer *rest.Answer, err error) *failure {
	f := &failure{delivery: boxoffice.Answered, answer: answer, err: err, final: true}
	switch {
	case errors.Is(err, boxoffice.ErrTooLarge):
	case ctx.Err() != nil:
		f.err = ended(ctx)
	case answer.StatusCode/100 == 2 && badlyPacked(err):
		f.err = errors.Join(safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is not packed as its header says"), err)
		f.final = false
	case answer.StatusCode/100 == 2:
		cause := a.cause(ctx, err)
		f.err = errors.Join(safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body broke off%s", malformed(cause)), cause)
		f.final = false
	default:
		f.final = false
	}
	return f
}

// malformed is what was wrong with the form of an answer, "" if that is not known.
func malformed(err error) string {
	if text := rest.CauseText(err); strings.HasPrefix(text, "malformed answer: ") {
		return ", " + text
	}
	return ""
}

// cause unwraps the *url.Error, which quotes the URL with its query. When the caller's
// context ended, or our own timeout, that is the cause.
func (a *attempt) cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ended(ctx)
	}
	if reason := a.timedOut(); reason != nil {
		return reason
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
