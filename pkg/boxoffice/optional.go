package boxoffice

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// Ptr returns a pointer to value, for optional fields and parameters.
func Ptr[T any](value T) *T { return &value }

// Nullable is a field of a request for which the vendor tells three things apart:
// absent, null and a value. The zero Nullable is absent, so the vendor leaves the
// field as it is; [Null] clears it; [Set] gives it a value.
type Nullable[T any] struct {
	state nullableState
	value T
}

type nullableState uint8

const (
	isAbsent nullableState = iota
	isNull
	isSet
)

// Set is a field with a value.
func Set[T any](value T) Nullable[T] { return Nullable[T]{isSet, value} }

// Null is a field that is null.
func Null[T any]() Nullable[T] { return Nullable[T]{state: isNull} }

// Get returns the value, and false when the field is absent or null.
func (n Nullable[T]) Get() (value T, ok bool) { return n.value, n.state == isSet }

// IsNull reports whether the field is null.
func (n Nullable[T]) IsNull() bool { return n.state == isNull }

// IsZero reports whether the field is absent. JSON leaves it out then.
func (n Nullable[T]) IsZero() bool { return n.state == isAbsent }

// Format prints the value as it prints itself, "null" or "absent". Every verb prints
// like %v, so that a value that is a secret stays one.
func (n Nullable[T]) Format(f fmt.State, _ rune) {
	switch n.state {
	case isSet:
		_, _ = fmt.Fprintf(f, fmt.FormatString(f, 'v'), n.value)
	case isNull:
		_, _ = io.WriteString(f, "null")
	default:
		_, _ = io.WriteString(f, "absent")
	}
}

// LogValue is the value for slog, nil when the field is absent or null.
func (n Nullable[T]) LogValue() slog.Value {
	if n.state != isSet {
		return slog.AnyValue(nil)
	}
	return slog.AnyValue(n.value)
}

// MarshalJSON writes the value, or null.
func (n Nullable[T]) MarshalJSON() ([]byte, error) {
	if n.state != isSet {
		return []byte("null"), nil
	}
	return json.Marshal(n.value)
}

// UnmarshalJSON reads a value or null. It is not called for a field that is absent.
func (n *Nullable[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*n = Null[T]()
		return nil
	}
	n.state = isSet
	return json.Unmarshal(data, &n.value)
}
