package rest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

// isJSON reports whether the body is JSON: it is called so, or it is called some
// text and reads as JSON. Servers that set no type send JSON as text/html.
func (a *Answer) isJSON() bool {
	return a.is("application/json") || a.vague() && a.parsesAsJSON()
}

// vague reports whether the media type does not tell what the body is.
func (a *Answer) vague() bool {
	got := mediaType(a.Header)
	return got == "" || strings.HasPrefix(got, "text/")
}

func (a *Answer) parsesAsJSON() bool { return json.Valid(bytes.TrimPrefix(a.Body, byteOrderMark)) }

// byteOrderMark stands before the output of a script that was saved with one.
var byteOrderMark = []byte("\ufeff")

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
