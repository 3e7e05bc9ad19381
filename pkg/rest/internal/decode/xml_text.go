package decode

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// bare are the bytes that XML text can have unescaped.
var bare = func() (is [256]bool) {
	for c := 0x20; c < utf8.RuneSelf; c++ {
		is[c] = c != '&' && c != ']' && c != '<'
	}
	is['\t'], is['\n'] = true, true
	return is
}()

// appendText appends the text with its entities replaced and its line ends converted
// to \n. It returns false when XML does not allow the text. In an attribute ]]> is
// allowed.
func appendText(dst, text []byte, attribute bool) ([]byte, bool) {
	for len(text) > 0 {
		i := 0
		for i < len(text) && bare[text[i]] {
			i++
		}
		dst = append(dst, text[:i]...)
		if text = text[i:]; len(text) == 0 {
			break
		}
		switch c := text[0]; {
		case c == '&':
			r, n := entity(text)
			if n == 0 {
				return dst, false
			}
			dst = utf8.AppendRune(dst, r)
			text = text[n:]
			continue
		case c == ']':
			if !attribute && bytes.HasPrefix(text, []byte("]]>")) {
				return dst, false
			}
			dst = append(dst, c)
		case c == '\r':
			if dst = append(dst, '\n'); len(text) > 1 && text[1] == '\n' {
				text = text[1:]
			}
		default:
			r, n := utf8.DecodeRune(text)
			if r == utf8.RuneError && n == 1 || !allowed(r) {
				return dst, false
			}
			dst = append(dst, text[:n]...)
			text = text[n-1:]
		}
		text = text[1:]
	}
	return dst, true
}

// appendCDATA appends the text with its line ends converted to \n.
func appendCDATA(dst, text []byte) ([]byte, bool) {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 || !allowed(r) {
			return dst, false
		}
		if r == '\r' {
			if len(text) > 1 && text[1] == '\n' {
				text = text[1:]
			}
			dst, n = append(dst, '\n'), 1
		} else {
			dst = append(dst, text[:n]...)
		}
		text = text[n:]
	}
	return dst, true
}

// allowed reports whether XML 1.0 allows the character.
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= utf8.MaxRune
}

var entities = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "apos": '\'', "quot": '"'}

// entity returns the character of the reference at the beginning of text, and the
// reference's length. The length is 0 when the reference does not exist.
func entity(text []byte) (rune, int) {
	const longest = len("&#x0000000010ffff;")
	end := bytes.IndexByte(text[:min(len(text), longest)], ';')
	if end < 2 {
		return 0, 0
	}
	name := string(text[1:end])
	if name[0] != '#' {
		r, known := entities[name]
		if !known {
			return 0, 0
		}
		return r, end + 1
	}
	digits, base := name[1:], 10
	if digits != "" && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if digits == "" || digits[0] == '+' {
		return 0, 0
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !allowed(rune(n)) {
		return 0, 0
	}
	return rune(n), end + 1
}
