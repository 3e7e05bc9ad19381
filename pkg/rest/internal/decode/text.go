package decode

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"
)

const prologLimit = 512

// Text returns the body as UTF-8 without a byte order mark. The XML prolog declares
// the charset or, without a prolog, contentType does. Without a declaration it is
// UTF-8. ISO-8859-1, windows-1252 and US-ASCII are converted. An unknown charset, and
// bytes that are not text in the charset, are an [*Error] of kind [ErrMalformed] with
// the offset. When nothing has to change, the result is body itself.
func Text(body []byte, contentType string) ([]byte, error) {
	from, mark, err := charsetOf(body[:min(len(body), prologLimit)], contentType)
	if err != nil {
		return nil, err
	}
	body = body[mark:]
	if from == utf8Text {
		if utf8.Valid(body) {
			return body, nil
		}
		at := 0
		for {
			r, n := utf8.DecodeRune(body[at:])
			if r == utf8.RuneError && n <= 1 {
				return nil, notText(int64(mark + at))
			}
			at += n
		}
	}
	if i := bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf }); i < 0 {
		return body, nil
	}
	made := make([]byte, 0, len(body)+len(body)/8)
	for i, c := range body {
		var ok bool
		if made, ok = from.append(made, c); !ok {
			return nil, notText(int64(i))
		}
	}
	return made, nil
}

func notText(offset int64) *Error {
	return &Error{Kind: ErrMalformed, Text: "not text in the charset of the body", Offset: offset}
}

// charsetOf returns the charset and the length of the byte order mark.
func charsetOf(beginning []byte, contentType string) (from charset, mark int, err error) {
	switch {
	case bytes.HasPrefix(beginning, []byte("\xef\xbb\xbf")):
		return utf8Text, 3, nil
	case bytes.HasPrefix(beginning, []byte("\xff\xfe")) || bytes.HasPrefix(beginning, []byte("\xfe\xff")):
		return 0, 0, &Error{Kind: ErrMalformed, Text: "UTF-16 is not supported; ask the vendor for UTF-8", Offset: -1}
	}
	name := declared(beginning, contentType)
	if name == "" {
		return utf8Text, 0, nil
	}
	from, ok := charsetNamed(name)
	if !ok {
		return 0, 0, &Error{Kind: ErrMalformed, Text: "the charset that the body names is unknown (known are UTF-8, US-ASCII, ISO-8859-1 and windows-1252)", Offset: -1}
	}
	return from, 0, nil
}

// append converts one byte of a text in a single-byte charset to UTF-8.
func (c charset) append(dst []byte, b byte) ([]byte, bool) {
	switch {
	case b < utf8.RuneSelf:
		return append(dst, b), true
	case c == ascii:
		return dst, false
	case b >= 0xa0:
		return utf8.AppendRune(dst, rune(b)), true
	}
	r := high[b-0x80]
	return utf8.AppendRune(dst, r), r != 0
}

// TextReader is [Text] for a body that is read as a stream. It does not check that
// UTF-8 is valid: the readers of this package do. TextReader only blocks while it reads
// the XML prolog.
func TextReader(body io.Reader, contentType string) (io.Reader, error) {
	b := bufio.NewReaderSize(body, prologLimit)
	from, mark, err := charsetOf(peekProlog(b), contentType)
	if err != nil {
		return nil, err
	}
	_, _ = b.Discard(mark)
	if from == utf8Text {
		return b, nil
	}
	return &transcoder{src: b, from: from}, nil
}

// peekProlog returns the byte order mark or the XML prolog, with the white space before
// it, if there are any. It does not wait for bytes after them.
func peekProlog(b *bufio.Reader) []byte {
	for n := 1; ; n = max(n+1, b.Buffered()) {
		there, err := b.Peek(min(n, prologLimit))
		text := bytes.TrimLeft(there, " \t\r\n")
		begins := func(text []byte, what string) bool {
			return bytes.HasPrefix([]byte(what), text[:min(len(text), len(what))])
		}
		if err != nil || n >= prologLimit || !begins(text, "<?xml") && !begins(there, "\xef\xbb\xbf") && !begins(there, "\xff\xfe") && !begins(there, "\xfe\xff") ||
			bytes.Contains(there, []byte("?>")) || n >= 3 && len(text) > 0 && text[0] != '<' {
			return there
		}
	}
}

// transcoder converts a text in a single-byte charset to UTF-8.
type transcoder struct {
	src    *bufio.Reader
	from   charset
	offset int64
	in     [4 << 10]byte
	out    []byte // not yet read
	made   []byte
	err    error
}

func (t *transcoder) Read(p []byte) (int, error) {
	for len(t.out) == 0 {
		if t.err != nil {
			return 0, t.err
		}
		n, err := t.src.Read(t.in[:])
		t.err = err
		t.made = t.made[:0]
		for _, c := range t.in[:n] {
			var ok bool
			if t.made, ok = t.from.append(t.made, c); !ok {
				t.err = notText(t.offset)
				break
			}
			t.offset++
		}
		t.out = t.made
	}
	n := copy(p, t.out)
	t.out = t.out[n:]
	return n, nil
}
