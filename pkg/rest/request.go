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

// Request is one call being prepared. Generated methods fill it and hand it to
// a [Sender], which may add to its header.
type Request struct {
	Op     *Operation
	Vendor string
	// Path is the escaped path, base path included; Query the escaped query.
	Path, Query string
	// Header holds the call's own headers, never nil.
	Header http.Header
	// Body is the encoded body, nil when there is none.
	Body []byte
	// Upload is a body that is streamed instead, nil for none.
	Upload *Upload

	// MaxBody is the longest body to read whole, in decompressed bytes.
	MaxBody int64
	// Retry is the call's own policy, nil for the client's.
	Retry *boxoffice.Retry
	// AttemptTimeout and StreamIdleTimeout are the call's own, 0 for the client's.
	AttemptTimeout, StreamIdleTimeout time.Duration
	// Stream: the body of a success is left open.
	Stream bool
	used   uint8 // how many of values
	open   bool  // Path is the template: the first value comes with the base path

	answered func(settings.Answer) // hears what was answered, nil if nobody listens
	address  *settings.Address     // of the next page, in place of Path and Query; nil for those
	bodyType reflect.Type          // what the body was encoded from, nil without one
	client   *Client
	query    strings.Builder // of Query
	values   [2]string       // memory of the first header values; the rest has its own
	status   int             // of the answer
	attempts int             // how often the request was sent
	err      error           // the first thing wrong with the arguments
}

// Request begins a call of the operation.
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
	if set.Page != "" {
		r.invalid("WithPage is for methods that read a list page by page")
	}
	r.AttemptTimeout, r.StreamIdleTimeout = set.AttemptTimeout, set.StreamIdleTimeout
	if set.Retry != nil {
		policy := boxoffice.Retry(*set.Retry)
		r.Retry = &policy
	}
}

// fromClient sends a parameter whose value is the client's. A required one that
// the client lacks is an error. A header that a call option has set stays.
func (r *Request) fromClient(v ClientValue) {
	text := r.client.Values[v.Value]
	switch {
	case v.In == "header" && r.Header[http.CanonicalHeaderKey(v.Name)] != nil:
	case text == "" && v.Required:
		r.invalid("%s is required: give it to the client when it is made", v.Name)
	case text == "":
	case v.In == "header":
		r.setHeader(v.Name, text)
	default:
		r.addQuery(v.Name, text)
	}
}

// SetPath puts a path value in its place, escaped. An empty value, "." and
// ".." are refused: they would make another path.
func (r *Request) SetPath(name string, value any) {
	r.text(name, value)
	text, ok := format(value)
	if !ok || text == "" || text == "." || text == ".." {
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
	r.Path = base + before + url.PathEscape(text) + after
}

// SetQuery adds a query parameter. A nil pointer or slice is not sent; a slice
// is sent as one parameter per element.
func (r *Request) SetQuery(name string, value any) {
	r.text(name, value)
	eachText(value, func(text string) { r.addQuery(name, text) })
}

// SetQueryList adds a query parameter whose elements are joined by commas, the
// specification's explode: false. A nil or empty slice is not sent.
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

// addQuery appends to the query in place: one piece of memory is enough for most.
func (r *Request) addQuery(name, text string) {
	const usual = 64
	if r.query.Cap() == 0 {
		r.query.Grow(max(usual, len(name)+len(text)+1))
	}
	if r.query.Len() > 0 {
		r.query.WriteByte('&')
	}
	r.query.WriteString(url.QueryEscape(name))
	r.query.WriteByte('=')
	r.query.WriteString(url.QueryEscape(text))
	r.Query = r.query.String()
}

// SetHeader sets a header parameter, unless a call option has set it. A nil
// pointer is not sent.
func (r *Request) SetHeader(name string, value any) {
	r.text(name, value)
	eachText(value, func(text string) { r.setHeader(name, text) })
}

func (r *Request) setHeader(name, text string) {
	key := http.CanonicalHeaderKey(name)
	if _, set := r.Header[key]; set {
		return
	}
	if strings.ContainsFunc(text, isControl) {
		r.invalid("header parameter %s has a control character", name)
		return
	}
	r.PutHeader(key, text)
}

// PutHeader sets a header, whose key is in canonical form, to one value.
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

// SetJSON encodes the body as JSON. A nil pointer is no body; a nil slice or
// map is an error, because the vendor would be sent null.
func (r *Request) SetJSON(body any) { r.encode("application/json", body, json.Marshal) }

// SetJSONAs is [Request.SetJSON] for JSON with a media type of its own, such as
// application/merge-patch+json.
func (r *Request) SetJSONAs(mediaType string, body any) { r.encode(mediaType, body, json.Marshal) }

// SetForm encodes the body as application/x-www-form-urlencoded, by its JSON
// field names.
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
	if o != nil {
		r.invalid("the body's %s", o.String())
	}
	return o == nil
}

func (r *Request) invalid(format string, args ...any) {
	r.fail(safe.Errorf(boxoffice.ErrInvalidRequest, format, args...))
}

// fail keeps the first error.
func (r *Request) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// isControl finds what HTTP does not allow in a header's value.
func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
