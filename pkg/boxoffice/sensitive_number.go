package boxoffice

import (
	"fmt"
	"io"
	"log/slog"
)

// SensitiveNumber is a [Sensitive] that a vendor types as a number, such as a card's
// verification value. JSON holds its value. Zeros at the beginning of a code are
// lost, because the vendor takes a number.
type SensitiveNumber int64

// String returns [Redacted].
func (SensitiveNumber) String() string { return Redacted }

// Format prints [Redacted] for every verb.
func (SensitiveNumber) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Redacted) }

// LogValue is [Redacted] for slog.
func (SensitiveNumber) LogValue() slog.Value { return slog.StringValue(Redacted) }
