// Package safe makes errors whose text may be printed and logged, because it
// quotes no value. The packages of this module use it; programs see its errors
// as *boxoffice.Error or inside one.
package safe

import "fmt"

// Error is implemented by an error whose own text holds nothing secret and may
// therefore be part of the text of an *boxoffice.Error.
type Error interface {
	error
	SafeText() string
}

// Sentinel is an error for errors.Is whose text may be printed and logged.
type Sentinel string

func (s Sentinel) Error() string { return string(s) }

// SafeText is Error's text.
func (s Sentinel) SafeText() string { return string(s) }

// Errorf returns an error that wraps kind (a sentinel of package boxoffice) and
// explains it: "invalid request: path value customerId is empty". The explanation
// is printed and logged, so it must not quote values.
func Errorf(kind error, format string, args ...any) error {
	return &explained{kind: kind, text: fmt.Sprintf(format, args...)}
}

type explained struct {
	kind error
	text string
}

func (e *explained) Error() string    { return e.kind.Error() + ": " + e.text }
func (e *explained) Unwrap() error    { return e.kind }
func (e *explained) SafeText() string { return e.Error() }
