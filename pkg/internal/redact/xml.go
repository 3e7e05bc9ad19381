package redact

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// XML returns the body redacted: the text and the attributes of secret
// elements become placeholders, comments are dropped. Everything else,
// whitespace included, stays as it is. schema describes the root element.
func (r Redactor) XML(body []byte, schema Schema) ([]byte, error) {
	if !wellFormed(body) {
		return nil, errors.New("the body is not one XML element")
	}
	var out bytes.Buffer
	var open []element
	for decoder := xml.NewDecoder(bytes.NewReader(body)); ; {
		before := decoder.InputOffset()
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return out.Bytes(), nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading XML: %w", err)
		}
		raw := body[before:decoder.InputOffset()]
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, schema: schema}
			if len(open) > 0 {
				e.schema = property(open[len(open)-1].schema, e.name)
			}
			open = append(open, e)
			out.Write(r.startTag(raw, token))
		case xml.EndElement:
			open = open[:len(open)-1]
			out.Write(raw)
		case xml.CharData:
			out.Write(r.charData(raw, token, open))
		case xml.Comment:
		default:
			out.Write(raw)
		}
	}
}

type element struct {
	name   string
	schema Schema
}

// wellFormed reports whether the body is one element and its trimmings.
func wellFormed(body []byte) bool {
	depth, roots := 0, 0
	for decoder := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := decoder.Token()
		if err != nil {
			return errors.Is(err, io.EOF) && roots == 1
		}
		switch token.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
		case xml.EndElement:
			depth--
		}
	}
}

func (r Redactor) charData(raw []byte, data xml.CharData, open []element) []byte {
	text := strings.TrimSpace(string(data))
	kept := r.text(text)
	if len(open) > 0 && text != "" {
		if e := open[len(open)-1]; isSecret(e.name, e.schema) {
			kept = r.replaced(text, placeholder(e.name, e.schema))
		}
	}
	if kept == text {
		return raw
	}
	return escaped(kept)
}

// startTag is the tag as it was, or spelled anew when an attribute is not to be
// kept. Names are raw here: their Space is the prefix.
func (r Redactor) startTag(raw []byte, tag xml.StartElement) []byte {
	changed := false
	var out bytes.Buffer
	out.WriteString("<" + qualified(tag.Name))
	for _, a := range tag.Attr {
		kept := r.text(a.Value)
		if SecretName(a.Name.Local) && a.Value != "" {
			kept = r.replaced(a.Value, Placeholder(a.Name.Local))
		}
		changed = changed || kept != a.Value
		out.WriteString(" " + qualified(a.Name) + `="`)
		out.Write(escaped(kept))
		out.WriteByte('"')
	}
	if !changed {
		return raw
	}
	if bytes.HasSuffix(raw, []byte("/>")) {
		out.WriteByte('/')
	}
	out.WriteByte('>')
	return out.Bytes()
}

func qualified(name xml.Name) string {
	if name.Space == "" {
		return name.Local
	}
	return name.Space + ":" + name.Local
}

func escaped(text string) []byte {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(text)) // a buffer takes everything
	return out.Bytes()
}
