package boxoffice

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// Response is what came besides the value that a method returns. Get it with
// [WithResponse].
type Response struct {
	// StatusCode is the HTTP status, 0 when nothing was answered.
	StatusCode int
	// Header is the answer's header.
	Header http.Header
	// Body is the whole body, already within the client's limit. It is nil for
	// a streamed call.
	Body []byte
	// Attempts counts the sendings.
	Attempts int
	// Problems are the values of a success that could not be read and were left
	// out: a number out of range, an object where text is documented. An optional
	// value is only reported here; for any other the call also fails. They quote
	// nothing of the body. Those of a streamed list are here when the loop is over, not
	// many more than the first hundred; a list read page by page has those of the page
	// that is being read.
	Problems []Problem
}

// Problem is a value of an answer that could not be read.
//
// The table says what is read where a value is absent, null or empty. An empty value is
// "", and [] in place of a list or object. Each cell has four cases: the specification
// requires the property; it requires it and allows null; the property is optional; the
// field is a pointer. An error fails the call and names the path. A problem leaves the
// field unset and is reported in [Response].
//
//	           absent                   null                     empty
//	text       error; error; ""; nil    error; ""; ""; nil       ""; ""; ""; a value
//	date       error; error; ""; nil    error; ""; ""; nil       ""; ""; ""; a value
//	decimal    error; error; ""; nil    error; ""; ""; nil       error; error; problem; problem
//	integer    error; error; 0; nil     error; 0; 0; nil         error; error; problem; problem
//	number     error; error; 0; nil     error; 0; 0; nil         error; error; problem; problem
//	flag       error; error; false; nil error; false; false; nil error; error; problem; problem
//	list       error; error; nil; nil   error; nil; nil; nil     []; []; []; a value
//	object     error; error; {}; nil    error; {}; {}; nil       {}; {}; {}; a value
//
// An element of a list is never null. In XML an empty element is the text "", an empty
// list or object, and absent as anything else.
type Problem struct {
	// Path is where it stands, such as "[2].customer.id".
	Path string
	// Text is what is wrong with it.
	Text string
}

// WithResponse fills response with what the vendor answered to this call, for a success
// and for a refusal. When there is no answer, response stays as it is. response must
// not be nil.
func WithResponse(response *Response) CallOption {
	return callOption(func(c *settings.Call) error {
		if response == nil {
			return errNilResponse
		}
		c.Answered = func(a settings.Answer) {
			*response = Response{StatusCode: a.StatusCode, Header: a.Header, Body: a.Body, Attempts: a.Attempts}
			for _, p := range a.Problems {
				response.Problems = append(response.Problems, Problem(p))
			}
		}
		return nil
	})
}

// Format prints status and size for every verb: the body and the header may hold
// tokens. Print the value that the method returned to see what came.
func (r Response) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// String is what Format prints.
func (r Response) String() string {
	return fmt.Sprintf("%d %s, %d bytes", r.StatusCode, http.StatusText(r.StatusCode), len(r.Body))
}

// LogValue is the same for slog.
func (r Response) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON writes the same as a JSON string.
func (r Response) MarshalJSON() ([]byte, error) { return json.Marshal(r.String()) }
