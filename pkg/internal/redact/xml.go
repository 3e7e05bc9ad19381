package redact

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// XML returns the body redacted: the text and the attributes of secret
// elements become placeholders; comments, directives and processing instructions
// other than the declaration are dropped. Everything else, whitespace included,
// stays as it is. schema describes the root element.
func (r Redactor) XML(body []byte, schema Schema) ([]byte, error) {
	if !wellFormed(body) {
		return nil, errors.New("the body is not one XML element")
	}
	if schema == nil && r.Undescribed != nil {
		return nil, errUndescribed
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
				parent := open[len(open)-1]
				e.schema, e.out = property(parent.schema, e.name), parent.out
			}
			if e.schema == nil && r.Undescribed != nil && !e.out {
				r.Undescribed(e.name)
				e.out = true
			}
			open = append(open, e)
			e.write(&out, r.startTag(raw, token, e.schema))
		case xml.EndElement:
			open[len(open)-1].write(&out, raw)
			open = open[:len(open)-1]
		case xml.CharData:
			kept := r.charData(raw, token, open)
			if len(open) == 0 {
				out.Write(kept)
				continue
			}
			open[len(open)-1].write(&out, kept)
		case xml.ProcInst:
			if token.Target == "xml" && declaration.Match(raw) {
				out.Write(raw)
			}
		}
	}
}

// declaration is one with nothing beside what XML has there.
var declaration = regexp.MustCompile(`^<\?xml(\s+(version|encoding|standalone)\s*=\s*("[\w.-]*"|'[\w.-]*'))+\s*\?>$`)

type element struct {
	name   string
	schema Schema
	out    bool // it is not described, or stands in one that is not
}

func (e element) write(to *bytes.Buffer, raw []byte) {
	if !e.out {
		to.Write(raw)
	}
}

// wellFormed reports whether the body is one element, with comments and the like around
// it.
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
	if len(open) == 0 {
		return raw
	}
	e := open[len(open)-1]
	kept := r.text(e.name, text)
	switch {
	case text == "":
	case isSecret(e.name, e.schema):
		kept = r.replaced(text, placeholder(e.name, e.schema))
	case r.Undescribed != nil && e.schema != nil && !e.schema.Describes(text):
		kept = Placeholder(e.name)
	}
	if kept == text {
		return raw
	}
	return escaped(kept)
}

// startTag returns the tag unchanged, or written again without attributes that are not
// kept. Names are raw here: their Space is the prefix.
func (r Redactor) startTag(raw []byte, tag xml.StartElement, schema Schema) []byte {
	changed := false
	var out bytes.Buffer
	out.WriteString("<" + qualified(tag.Name))
	for _, a := range tag.Attr {
		described := property(schema, "@"+a.Name.Local)
		if r.Undescribed != nil && !namespace(a.Name) && described == nil {
			r.leaveOut(a.Name.Local, a.Value)
			changed = true
			continue
		}
		kept := r.text(a.Name.Local, a.Value)
		switch {
		case a.Value == "":
		case isSecret(a.Name.Local, described):
			kept = r.replaced(a.Value, placeholder(a.Name.Local, described))
		case r.Undescribed != nil && described != nil && !described.Describes(a.Value):
			kept = Placeholder(a.Name.Local)
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

// namespace reports whether an attribute declares one, which the names below need.
func namespace(name xml.Name) bool { return name.Space == "xmlns" || name.Local == "xmlns" }

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
