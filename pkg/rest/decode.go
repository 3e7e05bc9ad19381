package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// Read decodes a JSON body into dst. Anything but one JSON value of dst's type is
// an error, null included. Required properties must be there, at every depth, and
// none of them null: a zero id is worse than an error. Package decode has the
// rules.
func Read[T any](a *Answer, dst *T) {
	if !a.isJSON() {
		a.undocumented()
		return
	}
	a.decode(func(body []byte) (decode.Report, error) { return decode.JSON(body, dst) })
}

// ReadList decodes a list, which may be one in XML where the operation says so.
// The list is not nil afterwards.
func ReadList[E any](a *Answer, dst *[]E) {
	switch {
	case a.isJSON():
		a.decode(func(body []byte) (decode.Report, error) { return decode.JSON(body, dst) })
	case a.op.XMLRoot != "" && a.is("application/xml"):
		a.decode(func(body []byte) (decode.Report, error) {
			return decode.XMLList(body, a.op.XMLRoot, a.op.XMLElement, dst)
		})
	default:
		a.undocumented()
		return
	}
	if *dst == nil {
		*dst = []E{}
	}
}

func (a *Answer) decode(read func([]byte) (decode.Report, error)) {
	if a.err != nil {
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
	body, err := decode.Text(a.Body, a.Header.Get("Content-Type"))
	if err != nil {
		a.err = undecodable(err)
		return
	}
	report, err := read(body)
	for _, p := range report.Problems {
		a.problems = append(a.problems, settings.Problem(p))
	}
	switch {
	case err != nil:
		a.err = undecodable(err)
	case report.Known == 0 && hasProperties(body):
		a.unexpected("the body has none of the documented properties")
	}
}

// hasProperties reports whether a well-formed body is an object that is not empty.
// One without any documented property is no success: it is the vendor's error
// with the status of one.
func hasProperties(body []byte) bool {
	body = bytes.TrimSpace(body)
	return len(body) > 2 && body[0] == '{' && bytes.TrimSpace(body[1:])[0] != '}'
}

// undecodable explains a decoding error, which quotes nothing of the body.
func undecodable(err error) error {
	if errors.Is(err, boxoffice.ErrUnexpectedResponse) || errors.Is(err, boxoffice.ErrTooLarge) {
		return err
	}
	kind := boxoffice.ErrUnexpectedResponse
	if errors.Is(err, decode.ErrTooLarge) {
		kind = boxoffice.ErrTooLarge
	}
	return safe.Errorf(kind, "%s", err.Error())
}

// isJSON reports whether the body is JSON: it is called so, or it is called some
// text and reads as JSON. Servers that set no type send JSON as text/html.
func (a *Answer) isJSON() bool {
	return a.is("application/json") || strings.HasPrefix(mediaType(a.Header), "text/") && !a.is("application/xml") && json.Valid(a.Body)
}

// is reports whether the body is of the media type. JSON and XML include their
// "+json" and "+xml" relatives; an answer that names no type is taken to be
// what was promised.
func (a *Answer) is(promised string) bool {
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

// undocumented records that the specification does not know this answer: its
// status is a success nobody promised, or its media type is another one.
func (a *Answer) undocumented() {
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

// mediaType is the answer's, in lower case, "" when it names none. What stands
// behind the type is not looked at: servers leave a parameter without its value,
// and proxies join two headers.
func mediaType(h http.Header) string {
	value := h.Get("Content-Type")
	if value == "application/json" || value == "" {
		return value
	}
	value = strings.TrimSpace(value)
	if end := strings.IndexAny(value, ";, \t"); end >= 0 {
		value = value[:end]
	}
	kind, sub, found := strings.Cut(value, "/")
	if !found || kind == "" || sub == "" || strings.ContainsFunc(kind+sub, notToken) {
		return "malformed"
	}
	return strings.ToLower(value)
}

func notToken(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
}

// HeaderValue is what a typed response header can be.
type HeaderValue interface {
	string | boxoffice.Sensitive | int64 | bool
}

// Header decodes a required response header.
func Header[T HeaderValue](a *Answer, name string, dst *T) {
	if a.Header.Get(name) == "" {
		a.unexpected("the required header %s is missing", name)
		return
	}
	parseHeader(a, name, dst)
}

// HeaderURL decodes a response header that holds an address, which may be
// relative to the request's. Anything but http and https is an error. dst stays
// as it is when an optional header is missing.
func HeaderURL[T ~string](a *Answer, name string, dst *T, required bool) {
	text := a.Header.Get(name)
	switch {
	case text == "" && required:
		a.unexpected("the required header %s is missing", name)
		return
	case text == "":
		return
	}
	address, err := url.Parse(text)
	if err == nil && a.URL != nil {
		address = a.URL.ResolveReference(address)
	}
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
		a.unexpected("header %s is no http or https address", name)
		return
	}
	*dst = T(address.String())
}

// OptionalHeader decodes a response header that may be missing; dst stays as it
// is then.
func OptionalHeader[T HeaderValue](a *Answer, name string, dst *T) {
	if a.Header.Get(name) != "" {
		parseHeader(a, name, dst)
	}
}

func parseHeader[T HeaderValue](a *Answer, name string, dst *T) {
	text := a.Header.Get(name)
	var err error
	switch dst := any(dst).(type) {
	case *string:
		*dst = text
	case *boxoffice.Sensitive:
		*dst = boxoffice.Sensitive(text)
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
