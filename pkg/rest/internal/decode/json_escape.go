package decode

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape appends the text of a well-formed JSON string to dst. It returns false when
// the string has one half of a surrogate pair, because no text has that.
func unescape(dst, s []byte) (said []byte, sound bool) {
	sound = true
	for {
		i := bytes.IndexByte(s, '\\')
		if i < 0 {
			return append(dst, s...), sound
		}
		dst = append(dst, s[:i]...)
		c := s[i+1]
		s = s[i+2:]
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case 'u':
			first := code(s)
			s = s[4:]
			if utf16.IsSurrogate(first) {
				if len(s) >= 6 && s[0] == '\\' && s[1] == 'u' {
					if both := utf16.DecodeRune(first, code(s[2:])); both != utf8.RuneError {
						dst = utf8.AppendRune(dst, both)
						s = s[6:]
						continue
					}
				}
				sound = false
			}
			dst = utf8.AppendRune(dst, first)
			continue
		}
		dst = append(dst, c)
	}
}

// code returns the value of four hexadecimal digits.
func code(s []byte) rune {
	return hex(s[0])<<12 | hex(s[1])<<8 | hex(s[2])<<4 | hex(s[3])
}
