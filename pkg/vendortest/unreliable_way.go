package vendortest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// RoundTrip implements http.RoundTripper.
func (u *Unreliable) RoundTrip(req *http.Request) (*http.Response, error) {
	if u.way == nil {
		return nil, errors.New("vendortest: the network was made without a transport to the fake")
	}
	l := u.draw()
	if l.fault == NoConnection {
		return nil, unreachable(req)
	}
	send, err := repeatable(req)
	if err != nil {
		return nil, err
	}
	switch l.fault {
	case RequestLost:
		return nil, syscall.ECONNRESET
	case RequestLate:
		u.later(send, l.wait)
		return nil, syscall.ECONNRESET
	case Silence:
		if l.wait < 30*time.Second {
			u.later(send, l.wait)
		}
		<-req.Context().Done()
		return nil, req.Context().Err()
	case TurnedAway, GatewayBefore, PageBefore:
		return l.proxy(req), nil
	case RequestTwice:
		if res, err := u.way.RoundTrip(send(req.Context())); err == nil {
			_ = res.Body.Close()
		}
	case CopyLate:
		u.later(send, l.wait)
	}
	res, err := u.way.RoundTrip(send(req.Context()))
	if err != nil {
		return nil, err
	}
	return l.back(req, res)
}

// back is the way of an answer.
func (l luck) back(req *http.Request, res *http.Response) (*http.Response, error) {
	switch l.fault {
	case AnswerLost:
		_ = res.Body.Close()
		return nil, io.ErrUnexpectedEOF
	case AnswerBroken:
		_ = res.Body.Close()
		res.Body, res.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader("{"), breaking{})), 100
	case GatewayAfter, PageAfter:
		_ = res.Body.Close()
		return l.proxy(req), nil
	case AnswerSlow:
		timer := time.NewTimer(l.wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-req.Context().Done():
			_ = res.Body.Close()
			return nil, req.Context().Err()
		}
	}
	return res, nil
}

// proxy is what a proxy answers by itself.
func (l luck) proxy(req *http.Request) *http.Response {
	header, body := http.Header{"Content-Type": {"text/html"}}, "<html><body>This is not the vendor.</body></html>"
	switch {
	case l.fault == TurnedAway:
		l.status = http.StatusTooManyRequests
		header.Set("Retry-After", strconv.Itoa(int(l.wait/time.Second)))
	case l.fault == PageBefore || l.fault == PageAfter:
		l.status = http.StatusOK
	case l.json:
		header, body = http.Header{"Content-Type": {"application/json"}}, `{"status":"error","message":"This is not the vendor."}`
	}
	return &http.Response{
		StatusCode: l.status, Status: strconv.Itoa(l.status) + " " + http.StatusText(l.status),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: header, ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body)),
	}
}

// unreachable reports, as net/http does, that no connection was to be had.
func unreachable(req *http.Request) error {
	if req.Body != nil {
		_ = req.Body.Close()
	}
	if trace := httptrace.ContextClientTrace(req.Context()); trace != nil && trace.GetConn != nil {
		trace.GetConn(req.URL.Host)
	}
	return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

// repeatable takes the body off the request and returns how to make copies.
func repeatable(req *http.Request) (func(context.Context) *http.Request, error) {
	var body []byte
	if req.Body != nil {
		var err error
		body, err = io.ReadAll(req.Body)
		_ = req.Body.Close()
		if err != nil {
			return nil, err
		}
	}
	return func(ctx context.Context) *http.Request {
		c := req.Clone(ctx)
		if req.Body != nil {
			c.Body = io.NopCloser(bytes.NewReader(body))
		}
		return c
	}, nil
}

// later sends a copy when the time has come, whatever has become of the caller.
func (u *Unreliable) later(send func(context.Context) *http.Request, wait time.Duration) {
	u.late.Go(func() {
		time.Sleep(wait)
		if res, err := u.way.RoundTrip(send(context.Background())); err == nil {
			_ = res.Body.Close()
		}
	})
}

// breaking is a body that breaks off.
type breaking struct{}

func (breaking) Read([]byte) (int, error) { return 0, syscall.ECONNRESET }
