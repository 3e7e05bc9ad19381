package decode

import (
	"bytes"
	"encoding/xml"
	"slices"
	"unicode/utf8"
)

// tag reads to the > that ends a tag, which is not in quotes. i is where the tag's name
// begins.
func (x *xmlReader) tag(i int) bool {
	var quote byte
	for {
		for here := x.buf[x.start:]; i < len(here); i++ {
			c := here[i]
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '>':
				x.taken = i + 1
				return true
			case c == '"' || c == '\'':
				quote = c
			case c == '<':
				return x.syntax(i, notXML)
			}
		}
		if !x.more() {
			return x.cut()
		}
	}
}

func (x *xmlReader) startTag() bool {
	if !x.tag(1) {
		return false
	}
	if len(x.ends) == 0 {
		if x.seen {
			return x.syntax(0, "the body goes on after its end")
		}
		x.seen = true
	}
	inside := x.here()[1 : x.taken-1]
	empty := len(inside) > 0 && inside[len(inside)-1] == '/'
	if empty {
		inside = inside[:len(inside)-1]
	}
	end := nameEnd(inside)
	name := inside[:end]
	if !x.validName(name) {
		return x.syntax(1, notXML)
	}
	attrs := inside[end:]
	if len(attrs) > 0 && !x.attributes(attrs, nil) {
		return false
	}
	if len(x.ends) == maxDepth {
		return x.reading.end(ErrTooLarge, x.offset(0), "nested more than 512 deep")
	}
	if !empty {
		x.open = append(x.open, name...)
		x.ends = append(x.ends, len(x.open))
	}
	x.token = token{mark: startTag, name: name, attrs: attrs, empty: empty}
	return true
}

func (x *xmlReader) endTag() bool {
	if !x.tag(2) {
		return false
	}
	name := x.here()[2 : x.taken-1]
	name = name[:len(bytes.TrimRight(name, " \t\r\n"))]
	last := len(x.ends) - 1
	begin := 0
	if last > 0 {
		begin = x.ends[last-1]
	}
	if last < 0 || !bytes.Equal(x.open[begin:], name) {
		return x.syntax(0, notXML)
	}
	x.open, x.ends = x.open[:begin], x.ends[:last]
	x.token = token{mark: endTag}
	return true
}

// attributes checks the attributes of a tag. It calls do, if it is not nil, with the
// local name of each; the value is in scratch.
func (x *xmlReader) attributes(b []byte, do func(name, value []byte) bool) bool {
	for {
		b = bytes.TrimLeft(b, " \t\r\n")
		if len(b) == 0 {
			return true
		}
		end := nameEnd(b)
		name := b[:end]
		b = bytes.TrimLeft(b[end:], " \t\r\n")
		if !x.validName(name) || len(b) == 0 || b[0] != '=' {
			return x.syntax(0, notXML)
		}
		b = bytes.TrimLeft(b[1:], " \t\r\n")
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return x.syntax(0, notXML)
		}
		n := bytes.IndexByte(b[1:], b[0])
		if n < 0 || bytes.IndexByte(b[1:1+n], '<') >= 0 {
			return x.syntax(0, notXML)
		}
		var ok bool
		if x.scratch, ok = appendText(x.scratch[:0], b[1:1+n], true); !ok {
			return x.syntax(0, "not valid XML text")
		}
		b = b[n+2:]
		if do != nil && !do(local(name), x.scratch) {
			return false
		}
	}
}

// nameByte are the bytes that a name can have: some of ASCII, and all others.
var nameByte = func() (is [256]bool) {
	for c := range is {
		is[c] = 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c == ':' || c == '.' || c == '-' || c >= utf8.RuneSelf
	}
	return is
}()

func nameEnd(b []byte) int {
	for i, c := range b {
		if !nameByte[c] {
			return i
		}
	}
	return len(b)
}

// mostValid is how many names beyond ASCII a reader remembers.
const mostValid = 256

// validName reports whether encoding/xml accepts the name. For names beyond ASCII it
// calls encoding/xml, which is slow, so the reader remembers them.
func (x *xmlReader) validName(name []byte) bool {
	if len(name) == 0 || name[0] == '-' || name[0] == '.' || '0' <= name[0] && name[0] <= '9' || bytes.Count(name, []byte(":")) > 1 {
		return false
	}
	if len(name) > 1000 {
		return false
	}
	for _, c := range name {
		if c < utf8.RuneSelf {
			continue
		}
		if x.valid[string(name)] {
			return true
		}
		_, err := xml.NewDecoder(bytes.NewReader(slices.Concat([]byte("<"), name, []byte("/>")))).RawToken()
		if err == nil && len(x.valid) < mostValid {
			if x.valid == nil {
				x.valid = map[string]bool{}
			}
			x.valid[string(name)] = true
		}
		return err == nil
	}
	return true
}

// local returns a name without the prefix of its namespace.
func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i > 0 && i < len(name)-1 {
		return name[i+1:]
	}
	return name
}
