package boxoffice

import (
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// Error is why a call failed. It is immutable once returned and safe for
// concurrent reading. It is safe to log: its text, its JSON and its slog form name
// the operation, the status, the vendor's numeric code, the request id and the kind
// of failure, and never a URL, another header or a byte of a body.
type Error struct { //nolint:recvcheck // what prints it holds without a pointer too
	// Vendor and Operation name the call: "venuemanager" and the operation id
	// of the vendor's specification, such as "createOrder".
	Vendor, Operation string

	// Delivery says how far the request got.
	Delivery Delivery

	// Repeatable tells whether the specification lets this operation be sent
	// again although an earlier sending may have reached the vendor. Where an
	// idempotency key makes that so, it is true when the caller gave the key: another
	// call has another random key.
	Repeatable bool

	// IdempotencyKey is the key that the call was sent with, "" for an operation that
	// takes none. The same call with it ([WithIdempotencyKey]) is done once.
	IdempotencyKey string

	// Inconclusive: the vendor answered, and the answer does not say that the
	// operation was refused: a success that cannot be read, a gateway's 5xx, a
	// body that broke off. It may have been carried out.
	Inconclusive bool

	// Attempts counts the sendings, the first included; 0 when there was none.
	Attempts int

	// StatusCode, Header and Body are the vendor's answer. StatusCode is 0 and
	// the others are nil when there was no answer. Body is what was read of the
	// body, never more than the client's limit.
	StatusCode int
	Header     http.Header
	Body       []byte

	// Code and Message are the vendor's own, "" when it gave none. A code that
	// the vendor writes as a number is its decimal text. They come from the
	// body: show the message to a person, think before logging it.
	Code, Message string

	// Partial is what could be read of a success that is not as documented, nil when
	// nothing could: see the function [Partial].
	Partial any

	// Refusal is the body of a refusal as the specification describes it for its
	// status: a pointer to one of the vendor's models. nil when none is described,
	// or when the body is not what is described. [RefusalBody] gives it its type.
	Refusal any

	// RequestID is the answer's X-Request-Id header, for asking the vendor. It is ""
	// when absent, and when it repeats a value of the request. It is part of the
	// error's text when it is a UUID, a number, or hexadecimal digits after a short
	// prefix ("req-7f3c"); anything else could be something else.
	RequestID string

	// Elements and Page say how far a list was read page by page before this error
	// ended it: how many elements the loop got, and what the page that failed was
	// asked for by, in the vendor's terms (a number, an offset, a cursor, the id of the
	// last element, an address; "" for the first page). Begin again there with
	// [WithPage]: a page that failed in the middle is read from its beginning, except
	// in a list that goes on after an id.
	Elements int64
	Page     Sensitive

	// Err is the cause: one of this package's sentinels, a context's error, or
	// what the network said. It is nil for an ordinary refusal.
	Err error
}

// Error is one line: vendor, operation and what happened. It has no URL, no
// header but the request id, and nothing of a body in it.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Vendor)
	if e.Operation != "" {
		b.WriteString(": ")
		b.WriteString(e.Operation)
	}
	if e.StatusCode != 0 {
		b.WriteString(": answered ")
		b.WriteString(strconv.Itoa(e.StatusCode))
		if text := http.StatusText(e.StatusCode); text != "" {
			b.WriteString(" " + text)
		}
		b.WriteString(e.references())
	}
	// What explains a refusal may have no text that can be printed; the status
	// says enough then.
	if text := causeText(e.Err); e.Err != nil && (e.StatusCode < 300 || text != unknownCause) {
		b.WriteString(": ")
		b.WriteString(text)
	}
	switch {
	case e.Delivery == MaybeDelivered:
		b.WriteString(" (")
		b.WriteString(e.Delivery.String())
		b.WriteString(")")
	case e.outcomeUnknown():
		b.WriteString(" (")
		b.WriteString(ErrOutcomeUnknown.Error())
		b.WriteString(")")
	}
	if e.Attempts > 1 {
		b.WriteString(" after " + strconv.Itoa(e.Attempts) + " attempts")
	}
	return b.String()
}

// Unwrap returns the cause for [errors.Is] and [errors.As]. Its text is what may
// be said of Err, because what reports errors prints every one that it unwraps.
func (e *Error) Unwrap() error {
	if e.Err == nil {
		return nil
	}
	return cause{e.Err}
}

// Is reports whether the target is the sentinel for this error's status or,
// for [ErrOutcomeUnknown], for what is known of a call that may not be repeated.
func (e *Error) Is(target error) bool {
	if target == ErrOutcomeUnknown {
		return e.outcomeUnknown()
	}
	return e.StatusCode >= 300 && statusSentinel(e.StatusCode) == target
}

// printableCode is the vendor's code when it is a number short enough to be
// nothing but a code: a server may echo whatever it was sent. 0 says nothing.
func (e *Error) printableCode() string {
	digits := strings.TrimPrefix(e.Code, "-")
	if digits == "" || digits == "0" || len(digits) > 6 || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return e.Code
}

// references are the vendor's code and the request id, as far as they are printed.
func (e *Error) references() string {
	var said []string
	if code := e.printableCode(); code != "" {
		said = append(said, "code "+code)
	}
	if e.printableRequestID() {
		said = append(said, "request "+e.RequestID)
	}
	if said == nil {
		return ""
	}
	return " (" + strings.Join(said, ", ") + ")"
}

// harmlessID is the shape of a request id that can be nothing but one.
var harmlessID = regexp.MustCompile(`^([A-Za-z]{1,8}[-_])?[0-9A-Fa-f]+(-[0-9A-Fa-f]+)*$`)

func (e *Error) printableRequestID() bool {
	return len(e.RequestID) <= 64 && strings.ContainsAny(e.RequestID, "0123456789") && harmlessID.MatchString(e.RequestID)
}

// RefusalBody returns the documented body of a refusal, such as
// RefusalBody[musementapi.Refusal](err). It reports false when err is no
// refusal, or one whose documented body is of another type.
func RefusalBody[T any](err error) (*T, bool) {
	e := AsError(err)
	if e == nil {
		return nil, false
	}
	body, ok := e.Refusal.(*T)
	return body, ok && body != nil
}

// AsError is errors.As for the common case: the *Error in err's tree, or nil.
func AsError(err error) *Error {
	if e, ok := err.(*Error); ok || err == nil { //nolint:errorlint // mostly so, and errors.As allocates
		return e
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
