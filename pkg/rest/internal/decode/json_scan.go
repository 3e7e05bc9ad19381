package decode

import "unicode/utf8"

// jsonReader reads one JSON value from data.
type jsonReader struct {
	reading
	data  []byte
	at    int
	base  int64    // offset of data in the body
	plain []byte   // scratch of unescaped text
	keys  []uint64 // of the lists with keys that are being read
	ahead int      // bytes that were read in search of discriminators
}

// syntax ends the reading with the error that the byte at i is wrong.
func (r *jsonReader) syntax(i int) bool {
	if i >= len(r.data) {
		return r.end(ErrMalformed, r.base+int64(len(r.data)), "the body ends in the middle")
	}
	return r.end(ErrMalformed, r.base+int64(i), "not valid JSON")
}

// blanks skips white space and returns the next byte, 0 at the end.
func (r *jsonReader) blanks() byte {
	for r.at < len(r.data) {
		switch c := r.data[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return c
		}
	}
	return 0
}

// found returns the name, for errors, of a value that begins with c.
func found(c byte) string {
	switch c {
	case '"':
		return aString
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return aNumber
}

func (r *jsonReader) literal(word string) bool {
	for i := range len(word) {
		if r.at+i >= len(r.data) || r.data[r.at+i] != word[i] {
			return r.syntax(r.at + i)
		}
	}
	r.at += len(word)
	return true
}

// number reads a number and returns its text.
func (r *jsonReader) number() ([]byte, bool) {
	end := numberEnd(r.data, r.at)
	if end < 0 {
		end = r.at // the first wrong byte
		for end < len(r.data) && (r.data[end] >= '0' && r.data[end] <= '9' || r.data[end] == '-') {
			end++
		}
		return nil, r.syntax(end)
	}
	if end == len(r.data) && r.depth > r.top {
		return nil, r.syntax(end) // the number is incomplete
	}
	written := r.data[r.at:end]
	r.at = end
	return written, true
}

// ordinary are the bytes that stand for themselves in a string.
var ordinary = func() (is [256]bool) {
	for c := 0x20; c < utf8.RuneSelf; c++ {
		is[c] = c != '"' && c != '\\'
	}
	return is
}()

// str reads a string and returns its text, which is valid until the next call. sound
// is false when it is not Unicode text: it has bytes that are not UTF-8, or one half of
// a surrogate pair.
func (r *jsonReader) str() (said []byte, sound, ok bool) {
	data, i := r.data, r.at+1
	for i < len(data) && ordinary[data[i]] {
		i++
	}
	if i < len(data) && data[i] == '"' {
		said = data[r.at+1 : i]
		r.at = i + 1
		return said, true, true
	}
	return r.hardStr(i)
}

// hardStr is str for a string with escapes or bytes beyond ASCII, the first of which
// is at i.
func (r *jsonReader) hardStr(i int) (said []byte, sound, ok bool) {
	data, begin := r.data, r.at+1
	escaped := false
	for i < len(data) && data[i] != '"' {
		switch c := data[i]; {
		case c < ' ':
			return nil, false, r.syntax(i)
		case c != '\\':
			i++
		default:
			escaped = true
			end, ok := r.escapeEnd(i)
			if !ok {
				return nil, false, false
			}
			i = end
		}
	}
	if i >= len(data) {
		return nil, false, r.syntax(i)
	}
	said, sound = data[begin:i], true
	r.at = i + 1
	if !utf8.Valid(said) {
		return said, false, true
	}
	if escaped {
		r.plain, sound = unescape(r.plain[:0], said)
		said = r.plain
	}
	return said, sound, true
}

// escapeEnd returns where the escape sequence at i ends.
func (r *jsonReader) escapeEnd(i int) (int, bool) {
	if i+1 >= len(r.data) {
		return 0, r.syntax(i + 1)
	}
	switch r.data[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 2, true
	case 'u':
		for j := i + 2; j < i+6; j++ {
			if j >= len(r.data) || hex(r.data[j]) < 0 {
				return 0, r.syntax(j)
			}
		}
		return i + 6, true
	}
	return 0, r.syntax(i + 1)
}

func hex(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}
