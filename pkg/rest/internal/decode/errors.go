package decode

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Kinds of failure, for errors.Is.
var (
	// ErrMalformed: the body is empty or incomplete, is not JSON or XML, or is not
	// text in its charset.
	ErrMalformed = errors.New("malformed body")
	// ErrMismatch: the body is well-formed, but differs from the documented type.
	ErrMismatch = errors.New("body is not as documented")
	// ErrTooLarge: the body, or one element of it, exceeds a bound.
	ErrTooLarge = errors.New("body is too large")
	// ErrBrokeOff: the reader failed; errors.Is and errors.As find its error too.
	ErrBrokeOff = errors.New("body broke off")
	// ErrUnsupported: the destination has a type that this package does not support.
	// The program is wrong and not the body.
	ErrUnsupported = errors.New("type cannot be read")
)

// Error says why a body could not be read. Its text quotes nothing of the body.
type Error struct {
	// Kind is one of the sentinels of this package.
	Kind error
	// Path is the place in the body, "" for the whole body.
	Path string
	// Text says what is wrong there.
	Text string
	// Offset is the number of bytes of UTF-8 text before the place, -1 when Kind is
	// ErrMismatch.
	Offset int64
	// Mistakes are the first five values that are not as documented. Path and Text
	// are those of the first one. Only an ErrMismatch has them.
	Mistakes []Problem
	// Count is the number of all such values, at most 1,000: then the reading ended.
	Count int

	cause error
}

// Problem is one value that could not be read.
type Problem struct {
	// Path is the place of the value.
	Path string
	// Text says what is wrong with it.
	Text string
}

func (p Problem) String() string {
	if p.Path == "" {
		return "the body: " + p.Text
	}
	return p.Path + ": " + p.Text
}

func (e *Error) Error() string {
	if e.Kind == ErrMismatch { //nolint:errorlint // the field holds the sentinel itself
		var b strings.Builder
		for i, m := range e.Mistakes {
			if i > 0 {
				b.WriteString("; ")
			}
			b.WriteString(m.String())
		}
		if more := e.Count - len(e.Mistakes); more > 0 {
			fmt.Fprintf(&b, "; and %d more", more)
		}
		return b.String()
	}
	text := e.Text
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	if e.Offset >= 0 {
		text = fmt.Sprintf("%s at byte %d", text, e.Offset+1)
	}
	return text
}

// Unwrap returns the kind, and the error of the body's reader or of a type's own
// unmarshaler, if there is one.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}

// Stopped is the error of a stream whose function returned an error.
type Stopped struct{ Err error }

func (s *Stopped) Error() string { return "ended by the caller's function" }

// Unwrap returns the function's error.
func (s *Stopped) Unwrap() error { return s.Err }

// Report has what is known about a value in addition to the value.
type Report struct {
	// Known is how many documented parts the root has: keys of an object, also those
	// with null, elements of a list, or entries of a map. It is 1 for a single value.
	Known int
	// Problems are the optional values that could not be read, at most 100.
	Problems []Problem
	// More is the number of further problems.
	More int
}

// ended returns the error of a body that ended too early: the reader's error, or that
// the body is incomplete.
func ended(w *window, text string) *Error {
	end := w.base + int64(len(w.buf))
	if cause := w.broke(); cause != nil {
		var own *Error // of a TextReader
		if errors.As(cause, &own) {
			return own
		}
		return &Error{Kind: ErrBrokeOff, Text: "the body broke off", Offset: end, cause: cause}
	}
	return &Error{Kind: ErrMalformed, Text: text, Offset: end, cause: io.ErrUnexpectedEOF}
}

func tooLargeElement(at path, limit int64) *Error {
	return &Error{Kind: ErrTooLarge, Path: at.String(), Text: fmt.Sprintf("takes more than %d bytes", limit), Offset: -1}
}
