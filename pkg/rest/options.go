package rest

import (
	"io"
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// CallOption changes one call. Options apply in order; they never touch the
// client or what the caller passes in.
type CallOption func(*Request)

// WithHeader sets a header of this call, over the client's own. It cannot set
// a credential: Authorization, X-API-Key and Cookie are refused with
// boxoffice.ErrInvalidRequest, as is anything that is not a valid header.
func WithHeader(name, value string) CallOption {
	return func(r *Request) {
		if problem := CheckHeader(name, value); problem != "" {
			r.invalid("%s", problem)
			return
		}
		r.Header[http.CanonicalHeaderKey(name)] = []string{value}
	}
}

// WithMaxBody sets the longest body, in decompressed bytes, that this call
// reads. Values below 1 are refused.
func WithMaxBody(bytes int64) CallOption {
	return func(r *Request) {
		if bytes < 1 {
			r.invalid("the body limit must be at least 1 byte")
			return
		}
		r.MaxBody = bytes
	}
}

// WithRetry sets how this call is repeated. Retry{Attempts: 1} sends it once.
func WithRetry(policy boxoffice.Retry) CallOption {
	return func(r *Request) {
		if policy.Attempts < 0 || policy.Base < 0 || policy.Max < 0 {
			r.invalid("a retry policy has no negative values")
			return
		}
		r.Retry = &policy
	}
}

// WithStream is for operations that may be repeated, lists above all; others
// refuse it with boxoffice.ErrInvalidRequest. It hands the body of a success to read as it arrives, instead of
// reading it whole: the result then has neither Body nor decoded fields.
// mediaType is the answer's, without parameters. The error of read ends the
// call and is its error's cause. The answer's status, media type and headers
// have been held to the specification before. A call whose body has begun is
// not repeated, and only ctx and your own *http.Client bound how long it takes.
func WithStream(read func(mediaType string, body io.Reader) error) CallOption {
	return func(r *Request) {
		if read == nil {
			r.invalid("the function that reads the body is nil")
			return
		}
		r.Stream = func(mediaType string, body io.Reader) error {
			if err := read(mediaType, body); err != nil {
				return ended{err}
			}
			return nil
		}
	}
}
