package decode

import (
	"bytes"
	"strings"
)

// charset is a way in which text is written as bytes.
type charset uint8

const (
	utf8Text charset = iota
	ascii
	windows1252
)

var charsets = map[string]charset{
	"utf8": utf8Text, "unicode11utf8": utf8Text,
	"usascii": ascii, "ascii": ascii, "iso646us": ascii, "ansix3.41968": ascii,
	"windows1252": windows1252, "cp1252": windows1252, "xcp1252": windows1252, "win1252": windows1252,
	"iso88591": windows1252, "latin1": windows1252, "l1": windows1252, "cp819": windows1252, "ibm819": windows1252,
}

// high are the runes of windows-1252 from 0x80 to 0x9f, 0 where it has none. In
// ISO-8859-1 these are control characters that no text has, so what is declared
// so and has them is windows-1252, as in every browser.
var high = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// charsetNamed knows the charset by any of its usual names.
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

// declared is the charset that a body says it is in, "" for none. The prolog of
// an XML document goes before the header: it was written beside the text, where
// servers put a default into the header.
func declared(beginning []byte, contentType string) string {
	if beginning = bytes.TrimLeft(beginning, " \t\r\n"); bytes.HasPrefix(beginning, []byte("<?xml")) {
		if name := prologCharset(string(beginning)); name != "" {
			return name
		}
	}
	return headerCharset(contentType)
}

func headerCharset(contentType string) string {
	first := true // the media type, which is no parameter
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
