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

// CodeFields are the names under which JSON error bodies carry their code, the
// likeliest first. A vendor's error schemas must use one of them if they have
// any, and one of [MessageFields]; the specification tests hold them to it.
func CodeFields() []string { return []string{"errorCode", "error_code", "code"} }

// neutralFields carry a message of any kind: servers also say in them that all went
// well. detail is that of RFC 9457 and of Django.
func neutralFields() []string { return []string{"message", "detail"} }

// MessageFields are those of the message; see [CodeFields].
func MessageFields() []string {
	return append(neutralFields(), "error_description", "global_error_message", "error")
}

// ReadRefusal reads the body of an error, a JSON object, into dst by the rules of
// every other answer. It reports whether there is one; a field of dst that the
// vendor sent as something else stays zero.
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

// refusal reads the vendor's code and message from an error body. Both are ""
// when the body is not a JSON object or has none.
func refusal(body []byte, header http.Header) (code, message string) {
	fields := fieldsOf(body, header)
	return first(fields, CodeFields()), first(fields, MessageFields())
}

// fieldsOf are the properties of a body that is an object, nil for any other.
func fieldsOf(body []byte, header http.Header) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if !readObject(body, header, &fields) {
		return nil
	}
	return fields
}

// RefusalAs decodes the body of a refusal. It is nil when the body is not of the
// type: the status says that it is a refusal all the same.
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

// refusal decodes the documented body of an answer's status, nil if there is none.
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

// first is the text of the first of the fields that is a string or a number.
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

// judge finds the vendor's error with the status of a success: an object that has
// none of the documented properties; or none that is not null but those under
// which errors have their code, beside a message that is not documented.
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

// mayHoldMessage reports whether a message can be among the properties of a body. It
// spares every other success the second reading: the name of a property stands in the
// body as it is, unless it is escaped.
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

// judgeBodiless finds it where no body is documented. Not every body there is
// one: servers also say in a message that all went well.
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

// refusalInSuccess is the vendor's code and message in a success that is none.
func (a *Answer) refusalInSuccess() (code, message string) {
	if a.known > 0 && !a.refused {
		return "", ""
	}
	return refusal(a.Body, a.Header)
}
