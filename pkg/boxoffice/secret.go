package boxoffice

import (
	"fmt"
	"io"
	"log/slog"
)

// SecretText is a password, key or token that a caller hands to a client. Its zero
// value is the empty secret. It prints as [Redacted] in every fmt verb but %p, in JSON
// and in slog, also when it is an unexported field of another struct. Code that follows
// pointers and calls no methods, such as testify when it prints differences, shows the
// text masked. A SecretText is immutable and safe for concurrent use. reflect.DeepEqual
// compares two of them by their secrets.
type SecretText struct{ masked *string }

// Secret keeps text as a secret.
func Secret(text string) SecretText {
	if text == "" {
		return SecretText{}
	}
	masked := mask(text)
	return SecretText{&masked}
}

// Reveal returns the secret itself.
func (t SecretText) Reveal() string {
	if t.masked == nil {
		return ""
	}
	return unmask(*t.masked)
}

// Empty reports whether there is no text.
func (t SecretText) Empty() bool { return t.masked == nil }

// String returns [Redacted].
func (SecretText) String() string { return Redacted }

// Format prints [Redacted] for every verb.
func (SecretText) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Redacted) }

// LogValue is [Redacted] for slog.
func (SecretText) LogValue() slog.Value { return slog.StringValue(Redacted) }

// MarshalText makes JSON and other encodings write [Redacted].
func (SecretText) MarshalText() ([]byte, error) { return []byte(Redacted), nil }

// UnmarshalText keeps what a configuration file holds.
func (t *SecretText) UnmarshalText(text []byte) error {
	*t = Secret(string(text))
	return nil
}

// Sensitive is a secret field of a vendor's request or answer. It prints as
// [Redacted] in every fmt verb and in slog. JSON, XML and text encodings hold its
// value, because the vendor sends and receives it in this way; so do not write a
// vendor's model as JSON to a log. string(s) is the value itself. Secret(string(s))
// makes it a credential, such as a token for another client.
type Sensitive string

// String returns [Redacted].
func (Sensitive) String() string { return Redacted }

// Format prints [Redacted] for every verb.
func (Sensitive) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Redacted) }

// LogValue is [Redacted] for slog.
func (Sensitive) LogValue() slog.Value { return slog.StringValue(Redacted) }
