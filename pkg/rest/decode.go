package rest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// JSON decodes the body into dst. Anything but one JSON value of dst's type is
// an error, null included. An object must have the required properties, and
// none of them null: a zero id is worse than an error.
func JSON[T any](a *Answer, dst **T, required ...string) {
	decodeBody(a, dst, func(body []byte, value any) error {
		if err := json.Unmarshal(body, value); err != nil || len(required) == 0 {
			return err
		}
		return present(body, required)
	})
}

// present reports a required property that the object lacks.
func present(body []byte, required []string) error {
	var properties map[string]json.RawMessage
	if err := json.Unmarshal(body, &properties); err != nil {
		return err
	}
	for _, name := range required {
		if value, there := properties[name]; !there || string(value) == "null" {
			return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body lacks the required property %q", name)
		}
	}
	return nil
}

func decodeBody[T any](a *Answer, dst **T, unmarshal func([]byte, any) error) {
	if a.Stream != nil || a.err != nil {
		return
	}
	switch string(bytes.TrimSpace(a.Body)) {
	case "":
		a.unexpected("the body is empty")
		return
	case "null":
		a.unexpected("the body is null")
		return
	}
	value := new(T)
	if err := unmarshal(a.Body, value); err != nil {
		a.err = undecodable(err)
		return
	}
	*dst = value
}

// undecodable explains a decoding error without quoting the body.
func undecodable(err error) error {
	if errors.Is(err, boxoffice.ErrUnexpectedResponse) || errors.Is(err, boxoffice.ErrTooLarge) {
		return err
	}
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		if mistyped.Field == "" {
			return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is not of type %s", mistyped.Type)
		}
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "field %q of the body is not of type %s", mistyped.Field, mistyped.Type)
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is not valid JSON at byte %d", syntax.Offset)
	}
	var markup *xml.SyntaxError
	if errors.As(err, &markup) {
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is not valid XML at line %d", markup.Line)
	}
	return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body does not decode")
}

// Is reports whether the body is of the media type. JSON and XML include their
// "+json" and "+xml" relatives; an answer that names no type is taken to be
// what was promised.
func (a *Answer) Is(promised string) bool {
	got := mediaType(a.Header)
	if got == "" || got == promised {
		return true
	}
	if promised == "application/xml" && got == "text/xml" {
		return true // RFC 7303: the same thing
	}
	suffix := strings.TrimPrefix(promised, "application/")
	return (suffix == "json" || suffix == "xml") && strings.HasPrefix(got, "application/") && strings.HasSuffix(got, "+"+suffix)
}

// Undocumented records that the specification does not know this answer: its
// status is a success nobody promised, or its media type is another one.
func (a *Answer) Undocumented() {
	got := mediaType(a.Header)
	switch {
	case got == "":
		a.unexpected("a success with status %d is not documented", a.StatusCode)
	case wellFormed(got):
		a.unexpected("a success with status %d and media type %s is not documented", a.StatusCode, got)
	default:
		a.unexpected("a success with status %d and that media type is not documented", a.StatusCode)
	}
}

// wellFormed admits the media types that may stand in an error's text: the
// server chose these bytes.
func wellFormed(mediaType string) bool {
	switch mediaType {
	case "text/html", "text/plain", "application/json", "application/xml", "text/xml", "application/octet-stream":
		return true
	}
	return false
}

func mediaType(h http.Header) string {
	value := h.Get("Content-Type")
	if value == "application/json" || value == "" {
		return value
	}
	parsed, _, err := mime.ParseMediaType(value)
	if err != nil {
		return "malformed"
	}
	return parsed
}

// HeaderValue is what a typed response header can be.
type HeaderValue interface{ string | int64 | bool }

// Header decodes a required response header.
func Header[T HeaderValue](a *Answer, name string, dst *T) {
	if a.Header.Get(name) == "" {
		a.unexpected("the required header %s is missing", name)
		return
	}
	parseHeader(a, name, dst)
}

// OptionalHeader decodes a response header that may be missing; dst stays nil
// then.
func OptionalHeader[T HeaderValue](a *Answer, name string, dst **T) {
	if a.Header.Get(name) == "" {
		return
	}
	value := new(T)
	parseHeader(a, name, value)
	*dst = value
}

func parseHeader[T HeaderValue](a *Answer, name string, dst *T) {
	text := a.Header.Get(name)
	var err error
	switch dst := any(dst).(type) {
	case *string:
		*dst = text
	case *int64:
		*dst, err = strconv.ParseInt(text, 10, 64)
	case *bool:
		*dst, err = strconv.ParseBool(text)
	}
	if err != nil {
		a.unexpected("header %s is not of type %T", name, *dst)
	}
}

func (a *Answer) unexpected(format string, args ...any) {
	if a.err == nil {
		a.err = safe.Errorf(boxoffice.ErrUnexpectedResponse, format, args...)
	}
}
