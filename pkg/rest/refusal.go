package rest

import (
	"bytes"
	"encoding/json"
)

// CodeFields are the names under which JSON error bodies carry their code, the
// likeliest first. A vendor's error schemas must use one of them if they have
// any, and one of [MessageFields]; the specification tests hold them to it.
func CodeFields() []string { return []string{"errorCode", "error_code", "code"} }

// MessageFields are those of the message; see [CodeFields].
func MessageFields() []string {
	return []string{"message", "error_description", "global_error_message", "error"}
}

// refusal reads the vendor's code and message from an error body. Both are ""
// when the body is not a JSON object or has none.
func refusal(body []byte) (code, message string) {
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		return "", ""
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) != nil {
		return "", ""
	}
	return first(fields, CodeFields()), first(fields, MessageFields())
}

// first is the text of the first of the fields that is a string or a number.
func first(fields map[string]json.RawMessage, names []string) string {
	for _, name := range names {
		var text string
		if raw := fields[name]; json.Unmarshal(raw, &text) == nil && text != "" {
			return text
		}
		var number json.Number
		if raw := fields[name]; json.Unmarshal(raw, &number) == nil && number != "" {
			return number.String()
		}
	}
	return ""
}
