package secret

import (
	"fmt"
	"io"
	"log/slog"
)

// Number is a [Wire] that a vendor types as a number, such as a card's
// verification value. JSON carries it as it is. Zeros at the beginning of a
// code are lost in it, as they are on the way to such a vendor.
type Number int64

// String returns [Redacted].
func (Number) String() string { return Redacted }

// Format prints [Redacted] for every verb.
func (Number) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Redacted) }

// LogValue is [Redacted] for slog.
func (Number) LogValue() slog.Value { return slog.StringValue(Redacted) }
