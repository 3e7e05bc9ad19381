package vendortest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Request is a request the fake has received. It prints without the values in
// it, so that none of its secrets shows in a test's output; read its fields to
// see them.
type Request struct {
	// Operation is the operation id, "" when the specification has none for the
	// method and path.
	Operation string
	// Method and Path are as they were sent: the path escaped, with the
	// vendor's base path.
	Method, Path string
	// PathValues are the unescaped values in the path, by name.
	PathValues map[string]string
	// Query and Header are as they were sent, credentials included. RawQuery is the
	// query before it was taken apart, with what cannot be.
	Query    url.Values
	RawQuery string
	Header   http.Header
	// Body is as it was sent, empty when there was none, and BodySize its length in
	// bytes. [Keep] cuts a long Body, and then BodySize is greater than its length.
	Body     []byte
	BodySize int
	// Credential is what authenticated the caller. It is empty for an anonymous
	// operation, and when the request carried none that fits.
	Credential Credential

	template string
}

func newRequest(to routed, r *http.Request, body []byte) Request {
	req := Request{
		Method: r.Method, Path: r.URL.EscapedPath(), PathValues: to.values,
		Query: r.URL.Query(), RawQuery: r.URL.RawQuery, Header: r.Header.Clone(), Body: body, BodySize: len(body),
	}
	if to.op != nil {
		req.Operation, req.template = to.op.ID, to.path
	}
	return req
}

func (r Request) clone() Request {
	r.PathValues = maps.Clone(r.PathValues)
	query := make(url.Values, len(r.Query))
	for name, values := range r.Query {
		query[name] = slices.Clone(values)
	}
	r.Query, r.Header, r.Body = query, r.Header.Clone(), bytes.Clone(r.Body)
	return r
}

// String describes the request without a value of it.
func (r Request) String() string {
	var b strings.Builder
	if r.Operation == "" {
		b.WriteString(method(r.Method) + " of no operation")
	} else {
		fmt.Fprintf(&b, "%s: %s %s", r.Operation, r.Method, r.template)
	}
	if len(r.Query) > 0 {
		fmt.Fprintf(&b, ", query %s", list(slices.Sorted(maps.Keys(r.Query))))
	}
	if r.Credential.Scheme != "" {
		fmt.Fprintf(&b, ", credential %s", r.Credential.Scheme)
	}
	if r.BodySize > 0 {
		fmt.Fprintf(&b, ", body of %d bytes", r.BodySize)
	}
	return b.String()
}

// Format prints what String returns, for every verb.
func (r Request) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue is what slog writes.
func (r Request) LogValue() slog.Value { return slog.StringValue(r.String()) }

// Call is a request being answered by a handler. It is the handler's own: a
// copy, which nothing else reads.
type Call struct {
	Request

	ctx      context.Context
	op       *operation
	server   *Server
	exchange *Exchange
}

// Bind decodes the body, JSON or a form, into v and reports whether there was
// one. The body fits the specification by then. If it does not fit v, the
// handler ends there, the request is answered with 500 and the test fails.
func (c *Call) Bind(v any) bool {
	if len(c.Body) == 0 {
		return false
	}
	data := c.Body
	if mediaType, m := c.op.requestMedia(c.Header.Get("Content-Type")); m != nil && m.Schema != nil && !isJSON(mediaType) {
		value, err := decodeBody(mediaType, m.Schema, c.Body)
		if err == nil && value != nil {
			data, _ = json.Marshal(*value)
		}
	}
	if err := decode(data, v); err != nil {
		panic(fault("the body does not decode into what Bind was given"))
	}
	return true
}

// fault is a panic of ours: a mistake in the use of the fake.
type fault string

// Unauthorized is the reply to a caller whose credential is not accepted: the
// documented 401, or 403 where the vendor documents no 401, or else a plain
// 401.
func (c *Call) Unauthorized() Reply {
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		if c.op.response(status) != nil {
			return Reply{Status: status}
		}
	}
	return Reply{
		Status: http.StatusUnauthorized, Undocumented: true, MediaType: "application/json",
		Body: message("the credential is missing or of another kind"),
	}
}

// Documents reports whether the specification has an answer of this status for
// the operation.
func (c *Call) Documents(status int) bool { return c.op.response(status) != nil }

// Requests are the requests received so far, oldest first: all of them, or
// those of the given operations. They are copies.
func (s *Server) Requests(operationIDs ...string) []Request {
	s.helper()
	for _, id := range operationIDs {
		if !s.known(id) {
			return nil
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var requests []Request
	for _, r := range s.requests.last(s.keep) {
		if len(operationIDs) == 0 || slices.Contains(operationIDs, r.Operation) {
			requests = append(requests, r.clone())
		}
	}
	return requests
}

// remember keeps a request and gives it its number.
func (s *Server) remember(x *Exchange, r Request) {
	if x.own {
		x.Request = r
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.number++
	x.Number = s.number
	if s.keep > 0 && len(r.Body) > keptBody {
		r.Body = bytes.Clone(r.Body[:keptBody])
	}
	x.Request = r
	s.requests.add(s.keep, r)
}
