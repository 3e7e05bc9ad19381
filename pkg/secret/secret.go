// Package secret has the types of this module that do not show themselves:
// [Text] for what a caller configures, [Wire] for what travels in requests and
// answers, and [Number] where a vendor types that as a number. All print as
// "[redacted]" in every fmt verb and in slog. (Except %p, for which fmt asks no
// type, and which go vet refuses for anything but pointers.)
package secret

import (
	"fmt"
	"io"
	"log/slog"
)

// Redacted is what a secret prints as.
const Redacted = "[redacted]"

// Text is a password, key or token that a caller hands to a client. Its zero
// value is the empty secret. It prints as [Redacted] in every fmt verb, in JSON
// and in slog, also when it is an unexported field of another struct, because
// what it holds is behind a pointer. What follows pointers and asks no methods,
// such as the differences that testify prints, finds the text masked. Texts are
// immutable and safe for concurrent use; reflect.DeepEqual compares them by
// their secrets.
type Text struct{ masked *string }

// New keeps text as a secret.
func New(text string) Text {
	if text == "" {
		return Text{}
	}
	masked := mask(text)
	return Text{&masked}
}

// Reveal returns the secret itself.
func (t Text) Reveal() string {
	if t.masked == nil {
		return ""
	}
	return unmask(*t.masked)
}

// Empty reports whether there is no text.
func (t Text) Empty() bool { return t.masked == nil }

// String returns [Redacted].
func (Text) String() string { return Redacted }

// Format prints [Redacted] for every verb.
func (Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Redacted) }

// LogValue is [Redacted] for slog.
func (Text) LogValue() slog.Value { return slog.StringValue(Redacted) }

// MarshalText makes JSON and other encodings write [Redacted].
func (Text) MarshalText() ([]byte, error) { return []byte(Redacted), nil }

// UnmarshalText keeps what a configuration file holds.
func (t *Text) UnmarshalText(text []byte) error {
	*t = New(string(text))
	return nil
}

// Wire is a secret field of a vendor's request or answer. It prints as
// [Redacted] in every fmt verb and in slog, but JSON, XML and text encodings
// carry it as it is, because that is how the vendor sends and receives it. So
// do not write a vendor's model as JSON to a log. Convert with string(w) to
// use it.
type Wire string

// String returns [Redacted].
func (Wire) String() string { return Redacted }

// Format prints [Redacted] for every verb.
func (Wire) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Redacted) }

// LogValue is [Redacted] for slog.
func (Wire) LogValue() slog.Value { return slog.StringValue(Redacted) }
