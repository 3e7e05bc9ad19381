package rest

import (
	"bytes"
	"cmp"
	"errors"
	"net/http"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// CodeFields are the names of the JSON field for a code in error bodies, the most
// common first. A vendor's error schema must use one of these names if it has a
// code, and one of [MessageFields] for its message. The tests in specs check it.
func CodeFields() []string { return slices.Clone(codeFields) }

var codeFields = []string{"errorCode", "error_code", "code"}

// neutralFields are how many of messageFields are for a message that is not always an
// error: servers also write there that a request succeeded. RFC 9457 and Django use detail.
const neutralFields = 2

var messageFields = []string{"message", "detail", "error_description", "global_error_message", "error"}

// placesOfErrors are the names of the fields where a message, or an object with one, may be.
var placesOfErrors = append(MessageFields(), "errors")

// MessageFields are the names of the JSON field for a message in error bodies; see
// [CodeFields].
func MessageFields() []string { return slices.Clone(messageFields) }

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
		return fieldsOf(body, header).said()
	}
	text, err := decode.Text(body, header.Get("Content-Type"))
	if err != nil {
		return "", ""
	}
	list, _ := within(bytes.TrimSpace(text))
	return list.said()
}

// fields are the properties of an object, as they came.
type fields []decode.Member

// fieldsOf returns the properties of a body that is a JSON object, otherwise nil.
func fieldsOf(body []byte, header http.Header) fields {
	if !isObject(body) {
		return nil
	}
	text, err := decode.Text(body, header.Get("Content-Type"))
	if err != nil {
		return nil
	}
	return membersOf(text)
}

func membersOf(text []byte) fields {
	members, ok := decode.AppendMembers(make([]decode.Member, 0, 4), text)
	if !ok {
		return nil
	}
	return members
}

// get returns the first value with the name, nil for none.
func (f fields) get(name string) []byte {
	for _, m := range f {
		if string(m.Name) == name {
			return m.Raw
		}
	}
	return nil
}

// first returns the text of the first of the named fields that is a string with a text,
// or a number.
func (f fields) first(names []string) string {
	for _, name := range names {
		if text := textIn(f.get(name)); text != "" {
			return text
		}
	}
	return ""
}

// textIn is the text of a string or number, "" for every other value.
func textIn(raw []byte) string {
	if len(raw) == 0 {
		return ""
	}
	text, _ := decode.Said(raw)
	return text
}

// said returns the code and the message among the properties of an error. They may also
// be in an object below error or errors, or in the first one of a list there.
func (f fields) said() (code, message string) {
	code = f.first(codeFields)
	for _, name := range placesOfErrors {
		raw := f.get(name)
		inner, text := within(raw)
		code = cmp.Or(code, inner.first(codeFields))
		message = cmp.Or(message, textIn(raw), text, inner.first(messageFields))
	}
	return code, message
}

// within returns the properties of an object. Of a list it returns those of the first
// element, or its text.
func within(raw []byte) (inner fields, text string) {
	if len(raw) > 0 && raw[0] == '[' {
		var element []byte
		ok := decode.Elements(raw, func(each []byte) {
			if element == nil {
				element = each
			}
		})
		if !ok {
			return nil, ""
		}
		raw, text = element, textIn(element)
	}
	if isObject(raw) {
		inner = membersOf(raw)
	}
	return inner, text
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
