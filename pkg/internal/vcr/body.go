package vcr

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// body is a body as it may be written: its text redacted, or, of one that has
// no fields to redact (an image, a document, a table), its bytes.
type body struct {
	text   string
	opaque bool
}

// onTape is what stands on the tape: of an opaque body its length and hash.
func (b body) onTape() string {
	if b.opaque && !redact.IsDigest(b.text) {
		return redact.Digest([]byte(b.text))
	}
	return b.text
}

var (
	errUndescribed = errors.New("the specification does not describe a body of this kind there, so it is not written")
	errNotUTF8     = errors.New("the body is not UTF-8 text, which JSON, XML and forms have to be on a tape")
)

// body refuses what the specification does not describe at all, and what calls
// itself a text with fields and cannot be read as one.
func (p policy) body(text, mediaType string, schema redact.Schema) (body, error) {
	isJSON := strings.HasSuffix(mediaType, "json") || mediaType == "" && json.Valid([]byte(text))
	isXML, isForm := strings.HasSuffix(mediaType, "xml"), mediaType == "application/x-www-form-urlencoded"
	switch {
	case strings.TrimSpace(text) == "":
		return body{}, nil
	case schema == nil, mediaType == "" && !isJSON:
		return body{}, errUndescribed
	case !isJSON && !isXML && !isForm:
		return body{text: text, opaque: true}, nil
	case !utf8.ValidString(text):
		return body{}, errNotUTF8
	case isForm:
		form, err := url.ParseQuery(text)
		if err != nil {
			return body{}, errors.New("the body is not a form")
		}
		return body{text: p.redactor.Values(form, schema).Encode()}, nil
	case isXML:
		out, err := p.redactor.XML([]byte(text), schema)
		return body{text: string(out)}, err
	}
	out, err := p.redactor.JSON([]byte(text), schema)
	return body{text: string(out)}, err
}

// oneBoundary puts the same boundary into every multipart body, which has a
// random one, and into its header.
func oneBoundary(header http.Header, text string) string {
	mediaType, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	boundary := parameters["boundary"]
	if err != nil || !strings.HasPrefix(mediaType, "multipart/") || boundary == "" {
		return text
	}
	parameters["boundary"] = "boundary"
	header.Set("Content-Type", mime.FormatMediaType(mediaType, parameters))
	return strings.ReplaceAll(text, "--"+boundary, "--boundary")
}

func mediaTypeOf(header http.Header) string {
	mediaType, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return mediaType
}

// named lists names once each, in order. A list without a name is the body's own.
func named(names []string) string {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	for i, name := range names {
		if name == "" {
			names[i] = "a list"
		}
	}
	return strings.Join(names, ", ")
}
