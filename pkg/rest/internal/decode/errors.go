package decode

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Kinds of failure, for errors.Is.
var (
	// ErrMalformed: the body is not JSON or XML, not text, empty, or ends in the
	// middle.
	ErrMalformed = errors.New("malformed body")
	// ErrMismatch: the body is well-formed and is not what is documented.
	ErrMismatch = errors.New("body is not as documented")
	// ErrTooLarge: the body or one element of it goes beyond a bound.
	ErrTooLarge = errors.New("body is too large")
	// ErrBrokeOff: the reader failed; errors.Is and errors.As find its error too.
	ErrBrokeOff = errors.New("body broke off")
	// ErrUnsupported: the destination's type cannot be read into. This is a fault
	// of the program, not of the body.
	ErrUnsupported = errors.New("type cannot be read")
)

// Error says why a body could not be read. Its text quotes nothing of the body.
type Error struct {
	// Kind is one of the sentinels of this package.
	Kind error
	// Path is where it happened, "" for the body as a whole.
	Path string
	// Text is what is wrong there.
	Text string
	// Offset counts the bytes (of UTF-8 text) before the fault; -1 when the fault
	// is in a value.
	Offset int64
	// Mistakes are the first five values that are not as documented; the first one
	// is Path and Text. Only of ErrMismatch.
	Mistakes []Problem
	// Count is how many there are in all. From 1,000 on nothing was read.
	Count int

	cause error
}

// Problem is one value that could not be read.
type Problem struct {
	// Path is where it stands.
	Path string
	// Text is what is wrong with it.
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

// Unwrap gives the kind, and the reader's or the own type's error if there is
// one.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}

// Stopped is how a stream ends whose function returned an error.
type Stopped struct{ Err error }

func (s *Stopped) Error() string { return "ended by the caller's function" }

// Unwrap gives the function's error.
func (s *Stopped) Unwrap() error { return s.Err }

// Report is what there is to say of a value beside the value.
type Report struct {
	// Known counts what is documented and there at the root: the keys of an object,
	// null ones included, the elements of a list, the entries of a map, one value.
	Known int
	// Problems are the optional values that could not be read, at most 100.
	Problems []Problem
	// More counts the problems beyond these.
	More int
}

// ended is the error of a body that gives no more: its reader's, or that it
// ended too early.
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
