package boxoffice

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
)

// RawJSON is a JSON value whose form the vendor does not document: the bytes that came,
// or that are to be sent. It may hold a secret, so it prints as its length. nil means
// that the value is absent.
type RawJSON []byte

// MarshalJSON writes the value, null for nil.
func (r RawJSON) MarshalJSON() ([]byte, error) {
	if r == nil {
		return []byte("null"), nil
	}
	return r, nil
}

// UnmarshalJSON keeps the value.
func (r *RawJSON) UnmarshalJSON(data []byte) error {
	*r = append((*r)[:0], data...)
	return nil
}

// String is the length in words.
func (r RawJSON) String() string { return "[" + strconv.Itoa(len(r)) + " bytes of JSON]" }

// Format prints the length for every verb.
func (r RawJSON) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue is the same for slog.
func (r RawJSON) LogValue() slog.Value { return slog.StringValue(r.String()) }
