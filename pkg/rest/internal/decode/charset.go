package decode

import (
	"bytes"
	"strings"
)

// charset is the encoding of a text.
type charset uint8

const (
	utf8Text charset = iota
	ascii
	windows1252
)

var charsets = map[string]charset{
	"utf8": utf8Text, "utf8mb3": utf8Text, "utf8mb4": utf8Text, "unicode11utf8": utf8Text,
	"usascii": ascii, "ascii": ascii, "iso646us": ascii, "ansix3.41968": ascii,
	"windows1252": windows1252, "cp1252": windows1252, "xcp1252": windows1252, "win1252": windows1252,
	"iso88591": windows1252, "latin1": windows1252, "l1": windows1252, "cp819": windows1252, "ibm819": windows1252,
}

// high are the runes of windows-1252 from 0x80 to 0x9f, 0 where it has none. In
// ISO-8859-1 these bytes are control characters, which texts do not have. So a text
// with them that is declared as ISO-8859-1 is read as windows-1252, as browsers do.
var high = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// charsetNamed returns the charset with one of its usual names.
func charsetNamed(name string) (charset, bool) {
	name = strings.Map(func(c rune) rune {
		switch {
		case c == '-' || c == '_' || c == ' ':
			return -1
		case 'A' <= c && c <= 'Z':
			return c + 'a' - 'A'
		}
		return c
	}, name)
	c, ok := charsets[name]
	return c, ok
}

// declared returns the charset that the body or the header declares, "" for none. The
// prolog of an XML document has priority over the header: whoever wrote the text wrote
// the prolog, but many servers set the header to a default.
func declared(beginning []byte, contentType string) string {
	if beginning = bytes.TrimLeft(beginning, " \t\r\n"); bytes.HasPrefix(beginning, []byte("<?xml")) {
		if name := prologCharset(string(beginning)); name != "" {
			return name
		}
	}
	return headerCharset(contentType)
}

func headerCharset(contentType string) string {
	if !strings.Contains(contentType, "=") {
		return ""
	}
	first := true // the first part is the media type and not a parameter
	for parameter := range strings.FieldsFuncSeq(contentType, func(c rune) bool { return c == ';' || c == ',' || c == ' ' }) {
		name, value, ok := strings.Cut(parameter, "=")
		if ok && !first && strings.EqualFold(strings.TrimSpace(name), "charset") {
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
		first = false
	}
	return ""
}

func prologCharset(beginning string) string {
	prolog, _, _ := strings.Cut(beginning, "?>")
	_, value, ok := strings.Cut(prolog, "encoding")
	value = strings.TrimLeft(value, " \t\r\n=")
	if !ok || value == "" {
		return ""
	}
	name, _, ok := strings.Cut(value[1:], value[:1])
	if !ok {
		return ""
	}
	return name
}
