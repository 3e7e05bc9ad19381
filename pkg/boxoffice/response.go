package boxoffice

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
)

// Response is what every result embeds: the answer as it came.
type Response struct {
	// StatusCode is the HTTP status.
	StatusCode int
	// Header is the answer's header.
	Header http.Header
	// Body is the whole body, already within the client's limit. It is nil for
	// a streamed call.
	Body []byte
}

// Format prints status and size for every verb, and so do the results that
// embed a Response: the body and the header may hold tokens. Print the decoded
// fields, such as JSON200, to see what came.
func (r Response) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// String is what Format prints.
func (r Response) String() string {
	return fmt.Sprintf("%d %s, %d bytes", r.StatusCode, http.StatusText(r.StatusCode), len(r.Body))
}

// LogValue is the same for slog.
func (r Response) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON writes the same as a JSON string.
func (r Response) MarshalJSON() ([]byte, error) { return json.Marshal(r.String()) }
