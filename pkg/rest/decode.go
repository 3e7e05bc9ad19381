package rest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Read decodes a JSON body into dst. Anything but one JSON value of dst's type is
// an error, null included. An object must have the required properties, and
// none of them null: a zero id is worse than an error.
func Read[T any](a *Answer, dst *T) {
	if !a.isJSON() {
		a.undocumented()
		return
	}
	a.decode(func(body []byte) error {
		if err := json.Unmarshal(body, dst); err != nil {
			return err
		}
		return propertiesFor(reflect.TypeFor[T]()).promised(body, "the body")
	})
}

// ReadList decodes a list, which may be one in XML where the operation says so.
// The list is not nil afterwards.
func ReadList[E any](a *Answer, dst *[]E) {
	switch {
	case a.isJSON():
		a.decode(func(body []byte) error {
			if err := json.Unmarshal(body, dst); err != nil {
				return err
			}
			return propertiesFor(reflect.TypeFor[E]()).elements(body)
		})
	case a.op.XMLRoot != "" && a.is("application/xml"):
		a.decode(func(body []byte) error {
			*dst = []E{}
			elements := &meter{body: bytes.NewReader(body), limit: int64(len(body))}
			return eachXML(elements, a.op.XMLRoot, a.op.XMLElement, func(element E) error {
				*dst = append(*dst, element)
				return nil
			})
		})
	default:
		a.undocumented()
	}
}

// properties are those of a type.
type properties struct {
	all      []string
	required []string
}

var propertiesOf sync.Map // properties by reflect.Type

// propertiesFor are what a type's tags say; nothing for a type that is no object.
func propertiesFor(t reflect.Type) properties {
	if known, ok := propertiesOf.Load(t); ok {
		return known.(properties) //nolint:forcetypeassert // nothing else is stored
	}
	var p properties
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			name, option, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			if name == "" || name == "-" {
				continue
			}
			p.all = append(p.all, name)
			if option == "" {
				p.required = append(p.required, name)
			}
		}
	}
	propertiesOf.Store(t, p)
	return p
}

// promised holds a well-formed value to its type: an object must have the
// required properties, none of them null, and if it has properties at all one of
// those that the type knows. An error of the vendor's with the status of a
// success has none.
func (p properties) promised(value []byte, place string) error {
	if len(p.all) == 0 {
		return nil
	}
	var seen uint64 // one bit a required property
	known, some := false, false
	eachProperty(value, func(name, value []byte) {
		some = true
		known = known || slices.Contains(p.all, string(name))
		for i, r := range p.required {
			if string(name) == r && string(value) != "null" {
				seen |= 1 << i
			}
		}
	})
	for i, r := range p.required {
		if seen&(1<<i) == 0 {
			return safe.Errorf(boxoffice.ErrUnexpectedResponse, "%s lacks the required property %q", place, r)
		}
	}
	if some && !known {
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "%s has none of the documented properties", place)
	}
	return nil
}

// elements holds each element of a well-formed list to its type. Null is none.
func (p properties) elements(list []byte) error {
	var first error
	n := 0
	eachElement(list, func(value []byte) {
		if first == nil {
			place := "element [" + strconv.Itoa(n) + "] of the body"
			if string(value) == "null" {
				first = safe.Errorf(boxoffice.ErrUnexpectedResponse, "%s is null", place)
			} else {
				first = p.promised(value, place)
			}
		}
		n++
	})
	return first
}

// eachElement walks through the elements of a well-formed list.
func eachElement(list []byte, do func(value []byte)) {
	depth, quoted, start := 0, false, 0
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth == 1 {
				start = i + 1
			}
		case depth == 1 && (c == ',' || c == ']'):
			if value := bytes.TrimSpace(list[start:i]); len(value) > 0 {
				do(value)
			}
			start = i + 1
			if c == ']' {
				depth--
			}
		case c == '}' || c == ']':
			depth--
		}
	}
}

// eachProperty walks through the properties of a well-formed object.
func eachProperty(body []byte, do func(name, value []byte)) {
	depth, quoted, start := 0, false, -1
	var name []byte
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			if quoted = !quoted; depth == 1 && name == nil {
				if quoted {
					start = i
				} else {
					name = unquoted(body[start : i+1])
				}
			}
		case quoted:
		case c == '{' || c == '[':
			depth++
		case depth == 1 && c == ':':
			start = i + 1
		case depth == 1 && (c == ',' || c == '}'):
			if name != nil {
				do(name, bytes.TrimSpace(body[start:i]))
			}
			name = nil
			if c == '}' {
				depth--
			}
		case c == '}' || c == ']':
			depth--
		}
	}
}

// unquoted is the text of a quoted name.
func unquoted(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	var text string
	_ = json.Unmarshal(quoted, &text) // it is well-formed
	return []byte(text)
}

func (a *Answer) decode(unmarshal func([]byte) error) {
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
	if err := unmarshal(a.Body); err != nil {
		a.err = undecodable(err)
	}
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
