package rest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// CodeFields are the names of the JSON field for a code in error bodies, the most
// common first. A vendor's error schema must use one of these names if it has a
// code, and one of [MessageFields] for its message. The tests in specs check it.
func CodeFields() []string { return []string{"errorCode", "error_code", "code"} }

// neutralFields are names of fields for a message that is not always an error:
// servers also write there that a request succeeded. RFC 9457 and Django use detail.
func neutralFields() []string { return []string{"message", "detail"} }

// MessageFields are the names of the JSON field for a message in error bodies; see
// [CodeFields].
func MessageFields() []string {
	return append(neutralFields(), "error_description", "global_error_message", "error")
}

// ReadRefusal decodes the body of an error into dst, by the same rules as other
// answers. It returns false when the body is not a JSON object. A field that the
// vendor sent with another type than documented stays zero.
func ReadRefusal[T any](e *boxoffice.Error, dst *T) bool {
	return e != nil && readObject(e.Body, e.Header, dst)
}

func readObject[T any](body []byte, header http.Header, dst *T) bool {
	if !isObject(body) {
		return false
	}
	text, err := decode.Text(body, header.Get("Content-Type"))
	if err != nil {
		return false
	}
	_, err = decode.JSON(text, dst)
	return err == nil || errors.Is(err, decode.ErrMismatch)
}

func isObject(body []byte) bool {
	body = bytes.TrimLeft(bytes.TrimPrefix(body, byteOrderMark), " \t\r\n")
	return len(body) > 0 && body[0] == '{'
}

// refusal returns the vendor's code and message from an error body: a JSON object, or a
// list of them, of which the first counts. Each is "" when the body has none.
func refusal(body []byte, header http.Header) (code, message string) {
	if isObject(body) {
		return said(fieldsOf(body, header))
	}
	text, err := decode.Text(body, header.Get("Content-Type"))
	if err != nil {
		return "", ""
	}
	list, _ := within(bytes.TrimSpace(text))
	return said(list)
}

// said returns the code and the message among the properties of an error. They may also
// be in an object below error or errors, or in the first one of a list there.
func said(fields map[string]json.RawMessage) (code, message string) {
	code = first(fields, CodeFields())
	for _, name := range append(MessageFields(), "errors") {
		inner, text := within(fields[name])
		code = cmp.Or(code, first(inner, CodeFields()))
		message = cmp.Or(message, first(fields, []string{name}), text, first(inner, MessageFields()))
	}
	return code, message
}

// within returns the properties of an object. Of a list it returns those of the first
// element, or its text.
func within(raw json.RawMessage) (inner map[string]json.RawMessage, text string) {
	var list []json.RawMessage
	if len(raw) > 0 && raw[0] == '[' {
		if _, err := decode.JSON(raw, &list); err != nil || len(list) == 0 {
			return nil, ""
		}
		raw, text = list[0], first(map[string]json.RawMessage{"": list[0]}, []string{""})
	}
	if isObject(raw) {
		_, _ = decode.JSON(raw, &inner)
	}
	return inner, text
}

// fieldsOf returns the properties of a body that is a JSON object, otherwise nil.
func fieldsOf(body []byte, header http.Header) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if !readObject(body, header, &fields) {
		return nil
	}
	return fields
}

// Status is the status that the call of an error was answered with, 0 without an answer
// and for nil. That of a login on the way does not count, because the call was not sent.
func Status(err error) int {
	if e := boxoffice.AsError(err); e != nil {
		return e.StatusCode
	}
	return 0
}

// CarriedOut reports whether the call of an error was answered with success, though not
// with what the specification promises.
func CarriedOut(err error) bool { return Status(err)/100 == 2 }

// RefusalAs decodes the body of a refusal. It returns nil when the body is not as
// documented, which is no error: the status already says that it is a refusal.
func RefusalAs[T any](a *Answer) any {
	if !a.isJSON() {
		return nil
	}
	body, err := decode.Text(a.Body, a.Header.Get("Content-Type"))
	if err != nil {
		return nil
	}
	value := new(T)
	if _, err := decode.JSON(body, value); err != nil {
		return nil
	}
	return value
}

// refusal decodes the body that is documented for the answer's status. It returns nil
// when no body is documented.
func (o *Operation) refusal(a *Answer) any {
	if len(o.Refusals) == 0 {
		return nil
	}
	for _, status := range []int{a.StatusCode, a.StatusCode / 100, 0} {
		for _, r := range o.Refusals {
			if slices.Contains(r.Statuses, status) {
				return r.Decode(a)
			}
		}
	}
	return nil
}

// first returns the first of the named fields that is a string or a number, as text.
func first(fields map[string]json.RawMessage, names []string) string {
	for _, name := range names {
		raw := fields[name]
		if len(raw) == 0 {
			continue
		}
		if raw[0] == '"' {
			var text string
			if _, err := decode.JSON(raw, &text); err == nil && text != "" {
				return text
			}
			continue
		}
		var number json.Number
		if _, err := decode.JSON(raw, &number); err == nil {
			return number.String()
		}
	}
	return ""
}
