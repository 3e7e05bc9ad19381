package decode

import "bytes"

// mark is the kind of a token of an XML document.
type mark uint8

const (
	theEnd mark = iota
	startTag
	endTag
	chars
)

// token is the token that was read last. Its bytes are valid until the next one is read.
type token struct {
	mark    mark
	name    []byte // of a start tag, with its prefix
	attrs   []byte // of a start tag, not parsed
	empty   bool   // <a/>
	written []byte // of chars
	cdata   bool
}

// xmlReader reads one XML document.
type xmlReader struct {
	reading
	window
	token token
	taken int             // bytes of the token at start
	open  []byte          // names of the open elements
	ends  []int           // the end of each name in open
	seen  bool            // the root has begun
	valid map[string]bool // names beyond ASCII that were checked before
	limit int64           // of one element, 0 for none
	since int64           // the offset from which the limit is counted
}

func (x *xmlReader) syntax(i int, text string) bool {
	return x.reading.end(ErrMalformed, x.offset(i), text)
}

const notXML = "not valid XML"

// at returns the byte that is i after start, and reads from the body if necessary.
func (x *xmlReader) at(i int) (byte, bool) {
	for x.start+i >= len(x.buf) {
		if !x.more() {
			return 0, false
		}
	}
	return x.buf[x.start+i], true
}

// more reads more of the body, up to the limit.
func (x *xmlReader) more() bool {
	if x.over() {
		return false
	}
	return x.fill()
}

func (x *xmlReader) over() bool {
	return x.limit > 0 && x.base+int64(len(x.buf))-x.since > x.limit
}

// cut ends the reading with the error that the body is incomplete.
func (x *xmlReader) cut() bool {
	if x.broken != nil {
		return false
	}
	if x.broke() == nil && x.over() {
		x.broken = tooLargeElement(x.path, x.limit)
		return false
	}
	x.broken = ended(&x.window, "the body ends in the middle")
	x.broken.Path = x.path.String()
	return false
}

// next reads the next tag or text. It skips comments and processing instructions. It
// returns false when the reading cannot go on.
func (x *xmlReader) next() bool {
	for {
		x.start += x.taken
		x.taken = 0
		c, ok := x.at(0)
		if !ok {
			if x.seen && len(x.ends) == 0 && x.broke() == nil && !x.over() {
				x.token = token{mark: theEnd}
				return true
			}
			return x.cut()
		}
		if c != '<' {
			kept, ok := x.chars()
			if kept || !ok {
				return ok
			}
			continue
		}
		c, ok = x.at(1)
		switch {
		case !ok:
			return x.cut()
		case c == '/':
			return x.endTag()
		case c == '!':
			kept, ok := x.declaration()
			if kept || !ok {
				return ok
			}
		case c == '?':
			if !x.instruction() {
				return false
			}
		default:
			return x.startTag()
		}
	}
}

// until reads to the end of the delimiter, which is searched from i on.
func (x *xmlReader) until(i int, delimiter string) bool {
	for {
		if i <= len(x.buf)-x.start {
			if n := bytes.Index(x.buf[x.start+i:], []byte(delimiter)); n >= 0 {
				x.taken = i + n + len(delimiter)
				return true
			}
			i = max(i, len(x.buf)-x.start-len(delimiter)+1)
		}
		if !x.more() {
			return x.cut()
		}
	}
}

func (x *xmlReader) here() []byte { return x.buf[x.start : x.start+x.taken] }

// chars reads text up to the next tag. kept is true when it is a token, which white space
// outside of the root is not.
func (x *xmlReader) chars() (kept, ok bool) {
	for i := 1; ; {
		if n := bytes.IndexByte(x.buf[x.start+i:], '<'); n >= 0 {
			x.taken = i + n
			break
		}
		if i = len(x.buf) - x.start; !x.more() {
			if len(x.ends) > 0 || x.broke() != nil || x.over() {
				return false, x.cut()
			}
			x.taken = i
			break
		}
	}
	x.token = token{mark: chars, written: x.here()}
	switch {
	case len(x.ends) > 0:
		return true, true
	case blank(x.token.written):
		return false, true
	case x.seen:
		return false, x.syntax(0, "the body goes on after its end")
	}
	return false, x.syntax(0, "not XML: text before the root element,")
}

func blank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}

// declaration reads a comment, CDATA or DOCTYPE. kept is true when it is a token.
func (x *xmlReader) declaration() (kept, ok bool) {
	const comment, cdata, doctype = "<!--", "<![CDATA[", "<!DOCTYPE"
	for _, c := range []byte{'-', '[', 'D'} {
		second, there := x.at(2)
		if !there {
			return false, x.cut()
		}
		if second != c {
			continue
		}
		switch c {
		case '-':
			return false, x.matches(comment) && x.comment()
		case '[':
			if !x.matches(cdata) || !x.until(len(cdata), "]]>") {
				return false, false
			}
			if len(x.ends) == 0 {
				return false, x.syntax(0, notXML)
			}
			x.token = token{mark: chars, written: x.here()[len(cdata) : x.taken-3], cdata: true}
			return true, true
		default:
			if x.seen {
				return false, x.syntax(0, notXML)
			}
			return false, x.matches(doctype) && x.doctype(len(doctype))
		}
	}
	return false, x.syntax(2, notXML)
}

func (x *xmlReader) matches(with string) bool {
	for i := range len(with) {
		if c, ok := x.at(i); !ok {
			return x.cut()
		} else if c != with[i] {
			return x.syntax(i, notXML)
		}
	}
	return true
}

func (x *xmlReader) comment() bool {
	if !x.until(4, "--") {
		return false
	}
	if c, ok := x.at(x.taken); !ok {
		return x.cut()
	} else if c != '>' {
		return x.syntax(x.taken, notXML)
	}
	x.taken++
	return true
}

// doctype reads a document type. An internal subset is an error, because it can
// declare entities.
func (x *xmlReader) doctype(i int) bool {
	var quote byte
	for ; ; i++ {
		c, ok := x.at(i)
		switch {
		case !ok:
			return x.cut()
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '<':
			return x.syntax(i, "declarations in a DOCTYPE are not read:")
		case c == '>':
			x.taken = i + 1
			return true
		}
	}
}

// instruction reads <?…?>.
func (x *xmlReader) instruction() bool {
	if !x.until(2, "?>") {
		return false
	}
	body := x.here()[2 : x.taken-2]
	name := body[:nameEnd(body)]
	if !x.validName(name) {
		return x.syntax(2, notXML)
	}
	if string(name) == "xml" && !bytes.Contains(body, []byte(`"1.0"`)) && !bytes.Contains(body, []byte("'1.0'")) && bytes.Contains(body, []byte("version")) {
		return x.syntax(0, "not XML 1.0")
	}
	return true
}
