package trust_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What is here reads an answer a second time, with the standard library and
// nothing of the module's: the rules are written out again.

// member is a property of an object. A value is a []member, a []any, a string, a
// json.Number, a bool or nil.
type member struct {
	name  string
	value any
}

// readJSON is the tree of a JSON text.
func readJSON(text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return nextJSON(d)
}

func nextJSON(d *json.Decoder) any {
	token, _ := d.Token()
	switch token {
	case json.Delim('{'):
		all := []member{}
		for d.More() {
			name, _ := d.Token()
			text, _ := name.(string)
			all = append(all, member{text, nextJSON(d)})
		}
		_, _ = d.Token()
		return all
	case json.Delim('['):
		all := []any{}
		for d.More() {
			all = append(all, nextJSON(d))
		}
		_, _ = d.Token()
		return all
	}
	return token
}

// plain is a tree as encoding/json would make it.
func plain(node any) any {
	switch node := node.(type) {
	case []member:
		made := map[string]any{}
		for _, m := range node {
			made[m.name] = plain(m.value)
		}
		return made
	case []any:
		made := make([]any, len(node))
		for i, e := range node {
			made[i] = plain(e)
		}
		return made
	}
	return node
}

var charsetParameter = regexp.MustCompile(`(?i)[;, ]\s*charset\s*=\s*["']?([^"';, ]*)`)
var charsetOfProlog = regexp.MustCompile(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']`)

// textOf is a body as UTF-8, and false when it is no text in its charset.
func textOf(body []byte, contentType string) ([]byte, bool) {
	if bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) {
		return body[3:], utf8.Valid(body)
	}
	name := ""
	if m := charsetParameter.FindStringSubmatch(contentType); m != nil {
		name = m[1]
	}
	if m := charsetOfProlog.FindSubmatch(body); m != nil {
		name = string(m[1])
	}
	switch strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name)) {
	case "", "utf8", "utf8mb3", "utf8mb4":
		return body, utf8.Valid(body)
	case "usascii", "ascii":
		return body, !bytes.ContainsFunc(body, func(r rune) bool { return r >= utf8.RuneSelf })
	}
	const from80 = "€\x00‚ƒ„…†‡ˆ‰Š‹Œ\x00Ž\x00\x00‘’“”•–—˜™š›œ\x00žŸ"
	high := []rune(from80)
	var made []byte
	for _, c := range body {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			if r = high[c-0x80]; r == 0 {
				return nil, false
			}
		}
		made = utf8.AppendRune(made, r)
	}
	return made, true
}

// mediaTypes are what a JSON or XML body may be called.
var mediaTypes = regexp.MustCompile(`^(text/[^/]+|json|application/(json|(x-)?javascript|x-json|xml|[^/]+\+json|[^/]+\+xml))?$`)

func mayBeCalled(contentType string) bool {
	name := strings.ToLower(strings.TrimSpace(contentType))
	if end := strings.IndexAny(name, ";, \t"); end >= 0 {
		name = name[:end]
	}
	return mediaTypes.MatchString(name)
}

// element is an element of an XML document.
type element struct {
	name     string
	text     string
	children []element
}

// readXML is the root of an XML document, and false when it is not well-formed.
func readXML(text []byte) (root element, ok bool) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	open := []element{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return slices.Concat(open[0].children, []element{{}})[0], len(open) == 1 && len(open[0].children) == 1
		}
		if err != nil {
			return element{}, false
		}
		last := len(open) - 1
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, element{name: token.Name.Local})
		case xml.EndElement:
			open[last-1].children = append(open[last-1].children, open[last])
			open = open[:last]
		case xml.CharData:
			open[last].text += string(token)
		}
	}
}
