package statustable

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"syscall"
	"testing/iotest"
)

// The kinds of answers that [Answering] knows beside "", the vendor's own refusal.
const (
	HTMLPage           = "HTML page"            // of a proxy
	GatewayJSON        = "gateway's JSON"       // of a proxy that writes {"message": …}
	NeverSent          = "never sent"           // there is no connection
	NoAnswer           = "no answer"            // the connection breaks before the vendor acts
	BrokenBody         = "broken body"          // the vendor acts; its answer breaks off
	UnreadableSuccess  = "unreadable success"   // the vendor acts; its answer is HTML
	UndocumentedStatus = "undocumented success" // the vendor acts and answers 204
	ErrorInSuccess     = "error in a success"   // the vendor acts and answers a success that reads as a refusal
)

// Odd are the answers without a status of their own.
func Odd() []Answer {
	var all []Answer
	for _, kind := range []string{NeverSent, NoAnswer, BrokenBody, UnreadableSuccess, UndocumentedStatus, ErrorInSuccess} {
		all = append(all, Answer{Kind: kind})
	}
	return all
}

// Answering is a round tripper that answers the requests that match. A refusal
// has the body. All other requests go their way.
func Answering(way http.RoundTripper, matches func(*http.Request) bool, answer Answer, body string) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		if !matches(req) {
			return way.RoundTrip(req)
		}
		switch answer.Kind {
		case "":
			return Response(req, answer.Status, "application/json", body), nil
		case HTMLPage:
			return Response(req, answer.Status, "text/html", "<h1>No</h1>"), nil
		case GatewayJSON:
			return Response(req, answer.Status, "application/json", `{"message":"no Route matched with those values"}`), nil
		case NeverSent:
			if trace := httptrace.ContextClientTrace(req.Context()); trace != nil && trace.GetConn != nil {
				trace.GetConn(req.URL.Host)
			}
			return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
		case NoAnswer:
			return nil, syscall.ECONNRESET
		}
		res, err := way.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		_ = res.Body.Close()
		status := res.StatusCode
		if status > 299 {
			status = http.StatusOK
		}
		switch answer.Kind {
		case BrokenBody:
			res.ContentLength = 100
			res.Header.Set("Content-Length", "100")
			res.Body = io.NopCloser(io.MultiReader(strings.NewReader(`[{"ord`), iotest.ErrReader(io.ErrUnexpectedEOF)))
			return res, nil
		case UnreadableSuccess:
			return Response(req, status, "text/html", "<h1>Welcome</h1>"), nil
		case ErrorInSuccess:
			return Response(req, status, "application/json", body), nil
		case UndocumentedStatus:
			return Response(req, http.StatusNoContent, "", ""), nil
		}
		return nil, fmt.Errorf("no answer is of the kind %q", answer.Kind)
	})
}

// Response is an answer as it comes from the network.
func Response(req *http.Request, status int, mediaType, body string) *http.Response {
	header := http.Header{}
	if mediaType != "" {
		header.Set("Content-Type", mediaType)
	}
	return &http.Response{
		StatusCode: status, Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: req,
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
