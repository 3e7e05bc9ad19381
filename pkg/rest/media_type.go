package rest

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"strings"
)

// isJSON reports whether the body is JSON: its media type says so, or the media
// type is missing or some text and the body parses as JSON. Some servers set no
// media type for JSON, and their framework sends text/html.
func (a *Answer) isJSON() bool {
	return a.is("application/json") || a.vague() && a.parsesAsJSON()
}

// vague reports whether the media type does not say whether the body is JSON: it is
// missing, text/*, or the script as which JSON was sent before it had a type.
func (a *Answer) vague() bool {
	switch got := mediaType(a.Header); got {
	case "", "application/javascript", "application/x-javascript", "application/x-json":
		return true
	default:
		return strings.HasPrefix(got, "text/")
	}
}

func (a *Answer) parsesAsJSON() bool { return json.Valid(bytes.TrimPrefix(a.Body, byteOrderMark)) }

// byteOrderMark comes before the JSON of servers whose script file begins with one.
var byteOrderMark = []byte("\ufeff")

// is reports whether the body has the documented media type. JSON includes "+json",
// and XML includes "+xml". An answer without a media type counts as documented.
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

// IsJSON reports whether an answer says that it is JSON, by its media type, or has none.
// It is for telling the vendor's own answer from the page of a proxy, so a media type
// that is malformed is not JSON.
func IsJSON(header http.Header) bool {
	text := header.Get("Content-Type")
	if text == "" {
		return true
	}
	mediaType, _, err := mime.ParseMediaType(text)
	return err == nil && (mediaType == "application/json" || strings.HasSuffix(mediaType, "+json"))
}

// undocumented records an error: the specification has no success with this status
// and this media type.
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

// wellFormed reports whether a media type may be quoted in an error's text. Only
// well-known ones may, because the server chooses the bytes.
func wellFormed(mediaType string) bool {
	switch mediaType {
	case "text/html", "text/plain", "application/json", "application/xml", "text/xml", "application/octet-stream":
		return true
	}
	return false
}

// mediaType returns the answer's media type in lower case, "" when there is none.
// Parameters are ignored and may be malformed: some servers leave out a parameter's
// value, and some proxies join two headers.
func mediaType(h http.Header) string {
	value := h.Get("Content-Type")
	if value == "application/json" || value == "" {
		return value
	}
	value = strings.TrimSpace(value)
	if end := strings.IndexAny(value, ";, \t"); end >= 0 {
		value = value[:end]
	}
	switch value {
	case "": // a parameter alone
		return ""
	case "json", "JSON":
		return "application/json"
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
