package rest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// Request is the request of one call. A generated method fills it and passes it to a
// [Sender], which may add headers.
type Request struct {
	Op     *Operation
	Vendor string
	// Path is the escaped path with the base path, Query the escaped query.
	Path, Query string
	// SentQuery is Query with what an authenticator has added, "" when it has not.
	SentQuery string
	// Header has the call's own headers. It is not nil.
	Header http.Header
	// Body is the encoded body, nil when there is none.
	Body []byte
	// Upload is a body that is streamed. It is nil when Body is set.
	Upload *Upload

	// MaxBody is the length of the longest answer's body that is read whole, in
	// decompressed bytes.
	MaxBody int64
	// Retry is the call's own policy. When it is nil, the client's applies.
	Retry *boxoffice.Retry
	// AttemptTimeout and StreamIdleTimeout are the call's own. When one is 0, the
	// client's applies.
	AttemptTimeout, StreamIdleTimeout time.Duration
	// Stream says that the body of a success stays open.
	Stream bool
	used   uint8 // how many of values are used
	open   bool  // Path does not have the base path yet: the first path value adds it
	oneKey bool  // the idempotency key is random: no other call has it

	key      string                // of idempotency, "" for none
	answered func(settings.Answer) // the option WithResponse, nil without it
	address  *settings.Address     // replaces Path and Query for the next page, nil for none
	bodyType reflect.Type          // the type that the body was encoded from, nil without a body
	client   *Client
	query    strings.Builder // builds Query
	values   [5]string       // memory for the first values in Header, which saves allocations
	status   int             // of the answer
	attempts int             // how often the request was sent
	err      error           // the first invalid argument, nil if there is none
}

// Request returns a new request for the operation, with the call's options applied.
func (c *Client) Request(op *Operation, options []boxoffice.CallOption) *Request {
	r := &Request{Op: op, Vendor: c.Vendor, Header: make(http.Header, 6), Path: op.Path, MaxBody: c.MaxBody, client: c}
	if r.open = strings.Contains(op.Path, "{"); !r.open {
		r.Path = c.BasePath + op.Path
	}
	r.PutHeader("Accept", op.Accept)
	if len(options) > 0 {
		r.apply(options)
	}
	for _, v := range op.FromClient {
		r.fromClient(v)
	}
	if op.IdempotencyKey != "" {
		r.setKey(r.key)
	}
	return r
}

func (r *Request) apply(options []boxoffice.CallOption) {
	set := settings.Call{Header: r.Header, MaxBody: r.MaxBody}
	for _, option := range options {
		if option == nil {
			r.invalid("a call option is nil")
			continue
		}
		if err := option.ApplyCall(&set); err != nil {
			r.fail(err)
		}
	}
	r.MaxBody, r.answered, r.address = set.MaxBody, set.Answered, set.Address
	if r.key = set.IdempotencyKey; r.key != "" && r.Op.IdempotencyKey == "" {
		r.invalid("the operation takes no idempotency key: leave WithIdempotencyKey out")
	}
	if set.Page != "" {
		r.invalid("WithPage is for methods that read a list page by page")
	}
	r.AttemptTimeout, r.StreamIdleTimeout = set.AttemptTimeout, set.StreamIdleTimeout
	r.Retry = (*boxoffice.Retry)(set.Retry)
}

// fromClient sets a parameter to the client's value. When the client has no value and
// the parameter is required, the call fails. A header that a call option has set does
// not change.
func (r *Request) fromClient(v ClientValue) {
	text := r.client.Values[v.Value]
	key := ""
	if v.In == "header" {
		key = http.CanonicalHeaderKey(v.Name)
	}
	switch {
	case key != "" && r.Header[key] != nil:
	case text == "" && v.Required:
		r.invalid("%s is required: give it to the client when it is made", v.Name)
	case text == "":
	case key != "":
		r.putText(key, v.Name, text)
	default:
		r.addQuery(v.Name, text)
	}
}

// SetPath sets a path parameter; the value is escaped. An empty value, "." and ".."
// are refused, because the path would become another one.
func (r *Request) SetPath(name string, value any) {
	r.text(name, value)
	text, _ := format(value)
	r.setPath(name, url.PathEscape(text))
}

// setPath puts an escaped value into the path.
func (r *Request) setPath(name, escaped string) {
	if escaped == "" || escaped == "." || escaped == ".." {
		r.invalid("path value %s must not be empty, \".\" or \"..\"", name)
		return
	}
	before, after, found := strings.Cut(r.Path, "{"+name+"}")
	if !found {
		return
	}
	base := ""
	if r.open {
		base, r.open = r.client.BasePath, false
	}
	r.Path = base + before + escaped + after
}

// SetQuery adds a query parameter. A slice is sent as one parameter per element. A
// nil pointer and a nil slice are not sent.
func (r *Request) SetQuery(name string, value any) {
	r.text(name, value)
	eachText(value, func(text string) { r.addQuery(name, text) })
}

// SetQueryList adds a query parameter whose elements are joined by commas (explode:
// false in the specification). A nil or empty slice is not sent.
func (r *Request) SetQueryList(name string, value any) {
	r.text(name, value)
	first := true
	eachText(value, func(text string) {
		if first {
			r.addQuery(name, text)
		} else {
			r.query.WriteByte(',')
			r.query.WriteString(url.QueryEscape(text))
			r.Query = r.query.String()
		}
		first = false
	})
}

// addQuery appends a parameter to the query. Most queries fit into the memory that is
// allocated first.
func (r *Request) addQuery(name, text string) {
	r.addEscaped(url.QueryEscape(name), url.QueryEscape(text))
}

func (r *Request) addEscaped(name, text string) {
	const usual = 64
	if r.query.Cap() == 0 {
		r.query.Grow(max(usual, len(name)+len(text)+1))
	}
	if r.query.Len() > 0 {
		r.query.WriteByte('&')
	}
	r.query.WriteString(name)
	r.query.WriteByte('=')
	r.query.WriteString(text)
	r.Query = r.query.String()
}

// SetHeader sets a header parameter, unless a call option has set the header. A nil
// pointer is not sent.
func (r *Request) SetHeader(name string, value any) {
	r.text(name, value)
	eachText(value, func(text string) { r.setHeader(name, text) })
}

func (r *Request) setHeader(name, text string) {
	key := http.CanonicalHeaderKey(name)
	if _, set := r.Header[key]; !set {
		r.putText(key, name, text)
	}
}

// putText sets the header with the canonical form of the name.
func (r *Request) putText(key, name, text string) {
	if strings.ContainsFunc(text, isControl) {
		r.invalid("header parameter %s has a control character", name)
		return
	}
	r.PutHeader(key, text)
}

// PutHeader sets a header to one value. key must be in canonical form.
func (r *Request) PutHeader(key, value string) {
	if int(r.used) == len(r.values) {
		r.Header[key] = []string{value}
		return
	}
	at := r.used
	r.used++
	r.values[at] = value
	r.Header[key] = r.values[at:r.used:r.used]
}

// SetJSON sets the body, encoded as JSON. A body that would be sent as null is an
// error: a nil pointer, slice or map.
func (r *Request) SetJSON(body any) { r.encode("application/json", body, json.Marshal) }

// SetJSONAs is [Request.SetJSON] with another media type, such as
// application/merge-patch+json.
func (r *Request) SetJSONAs(mediaType string, body any) { r.encode(mediaType, body, json.Marshal) }

// SetForm sets the body, encoded as application/x-www-form-urlencoded. The fields
// have their JSON names.
func (r *Request) SetForm(body any) { r.encode(formType, body, marshalForm) }

const formType = "application/x-www-form-urlencoded"

func (r *Request) encode(mediaType string, body any, marshal func(any) ([]byte, error)) {
	if !r.sendable(body) {
		return
	}
	data, err := marshal(body)
	if err != nil {
		r.invalid("the body cannot be encoded as %s", mediaType)
		return
	}
	if string(data) == "null" {
		r.invalid("the body is nil; it must be given")
		return
	}
	r.Body, r.bodyType = data, reflect.TypeOf(body)
	r.PutHeader("Content-Type", mediaType)
}

func (r *Request) sendable(body any) bool {
	o := unsendable(reflect.ValueOf(body), true)
	switch {
	case o == nil:
	case o.place == "":
		r.invalid("the body %s", o.what)
	default:
		r.invalid("the body's %s", o.String())
	}
	return o == nil
}

func (r *Request) invalid(format string, args ...any) {
	r.fail(safe.Errorf(boxoffice.ErrInvalidRequest, format, args...))
}

// fail records the error, unless there is one already.
func (r *Request) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// isControl reports whether HTTP does not allow the character in a header's value.
func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
