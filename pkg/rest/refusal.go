package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

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

// refusal returns the vendor's code and message from an error body. Each is "" when
// the body has none, or is not a JSON object.
func refusal(body []byte, header http.Header) (code, message string) {
	fields := fieldsOf(body, header)
	return first(fields, CodeFields()), first(fields, MessageFields())
}

// fieldsOf returns the properties of a body that is a JSON object, otherwise nil.
func fieldsOf(body []byte, header http.Header) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if !readObject(body, header, &fields) {
		return nil
	}
	return fields
}

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

// judge looks for an error of the vendor that has the status of a success. The body
// is one when it is an object without any documented property. It is also one when
// it has a message that is not documented, and its documented properties are null or
// have the names of codes and messages.
func (a *Answer) judge(documented func(string) bool) {
	if a.known > 0 && !mayHoldMessage(a.Body) || !isObject(a.Body) {
		return
	}
	fields := fieldsOf(a.Body, a.Header)
	if len(fields) == 0 {
		return
	}
	own, said := 0, false
	for name, raw := range fields {
		isMessage := slices.Contains(MessageFields(), name)
		switch {
		case documented(name):
			if isMessage || string(raw) == "null" || slices.Contains(CodeFields(), name) {
				own++
			}
		case isMessage:
			said = said || first(fields, []string{name}) != ""
		}
	}
	if a.refused = a.known == own; !a.refused {
		return
	}
	switch {
	case a.known == 0:
		a.unexpected("the body has none of the documented properties")
	case said:
		a.unexpected("the body has none of the documented properties but a message")
	}
}

// mayHoldMessage reports whether the body may have a property with a message. If not,
// judge need not decode the body a second time. A property's name is in the body
// literally, unless it is escaped.
func mayHoldMessage(body []byte) bool {
	return bytes.IndexByte(body, '\\') >= 0 || slices.ContainsFunc(quotedMessageFields, func(name []byte) bool {
		return bytes.Contains(body, name)
	})
}

var quotedMessageFields = func() (quoted [][]byte) {
	for _, name := range MessageFields() {
		quoted = append(quoted, []byte(strconv.Quote(name)))
	}
	return quoted
}()

// judgeBodiless looks for an error of the vendor in the body of a success that has no
// documented body. Not every such body is an error: servers also write there that the
// request succeeded.
func (a *Answer) judgeBodiless() {
	if len(a.Body) == 0 {
		return
	}
	fields := fieldsOf(a.Body, a.Header)
	code, message := first(fields, CodeFields()), first(fields, MessageFields())
	failed := code != "" && strings.Trim(code, "0") != "" && code != strconv.Itoa(a.StatusCode) && message != ""
	if failed || first(fields, MessageFields()[len(neutralFields()):]) != "" {
		a.refused = true
		a.unexpected("the body is an error")
	}
}

// refusalInSuccess returns the vendor's code and message when the body of a success
// is an error.
func (a *Answer) refusalInSuccess() (code, message string) {
	if a.known > 0 && !a.refused {
		return "", ""
	}
	return refusal(a.Body, a.Header)
}
