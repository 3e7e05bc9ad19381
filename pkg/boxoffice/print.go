package boxoffice

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// cause is an error that answers for another one and does not say its text.
type cause struct{ err error }

func (c cause) Error() string                 { return causeText(c.err) }
func (c cause) Is(target error) bool          { return errors.Is(c.err, target) }
func (c cause) As(target any) bool            { return errors.As(c.err, target) }
func (c cause) Format(f fmt.State, verb rune) { safe.Format(f, verb, c.Error()) }

// Format prints the one line of [Error.Error] for every verb, %+v and %#v
// included; %q quotes it. Like LogValue and MarshalJSON it also holds for an
// Error that is not behind a pointer.
func (e Error) Format(f fmt.State, verb rune) { safe.Format(f, verb, e.Error()) }

// LogValue is the error for slog: the facts, none of the contents.
func (e Error) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("vendor", e.Vendor)}
	if e.Operation != "" { // a client that could not be made has none
		attrs = append(attrs, slog.String("operation", e.Operation))
	}
	attrs = append(attrs, slog.String("delivery", e.Delivery.String()))
	if e.StatusCode != 0 {
		attrs = append(attrs, slog.Int("status", e.StatusCode))
	}
	if code := e.printableCode(); code != "" {
		attrs = append(attrs, slog.String("code", code))
	}
	if e.printableRequestID() {
		attrs = append(attrs, slog.String("request_id", e.RequestID))
	}
	if e.Attempts > 0 {
		attrs = append(attrs, slog.Int("attempts", e.Attempts))
	}
	if e.Err != nil {
		attrs = append(attrs, slog.String("cause", causeText(e.Err)))
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON writes the same facts as [Error.LogValue].
func (e Error) MarshalJSON() ([]byte, error) {
	facts := make(map[string]any)
	for _, a := range e.LogValue().Group() {
		facts[a.Key] = a.Value.Any()
	}
	return json.Marshal(facts)
}
