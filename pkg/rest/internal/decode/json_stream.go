package decode

import (
	"io"
	"reflect"
)

// EachJSON reads a JSON array from body and calls do with each element as soon as it
// has arrived. One element and the white space before it may have up to limit bytes.
// EachJSON returns an error when an element is not as documented. When do returns an
// error, EachJSON returns it in a [*Stopped]. errors.Is finds an error of body in the
// returned error. EachJSON blocks while body blocks.
func EachJSON[T any](body io.Reader, limit int64, do func(T, Report) error) error {
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return err
	}
	s := &jsonStream{window: window{src: body}, limit: limit}
	s.r.begin(0)
	s.r.text.size = chunk
	value := new(T)
	return s.each(func() error {
		*value = *new(T)
		report, err := s.element(p, placeOf(value))
		if err != nil {
			return err
		}
		if err := do(*value, report); err != nil {
			return &Stopped{err}
		}
		return nil
	})
}

// jsonStream finds where each element of an array ends. The element is then read like
// a whole body.
type jsonStream struct {
	window
	r     jsonReader
	limit int64
	index int
	mark  int64 // the offset from which the limit is counted
	size  int   // of the element at start
	root  bool  // the value is in the place of the list
}

func (s *jsonStream) each(element func() error) error {
	c, ok := s.blanks()
	if !ok {
		return s.ends("the body is empty")
	}
	if c != '[' {
		return s.noList(element)
	}
	s.start++
	c, ok = s.blanks()
	if ok && c == ']' {
		s.start++
		return s.after()
	}
	for ; ; s.index++ {
		if err := s.find(); err != nil {
			return err
		}
		if err := element(); err != nil {
			return err
		}
		s.start += s.size
		s.mark = s.offset(0)
		c, ok = s.blanks()
		switch {
		case !ok:
			return s.ends("the body ends in the middle of the list")
		case c == ',':
			s.start++
		case c == ']':
			s.start++
			return s.after()
		default:
			return &Error{Kind: ErrMalformed, Text: "not valid JSON", Offset: s.offset(0)}
		}
	}
}

// noList reads the value that the body has instead of a list. It is the object that a
// server made of a list, or an error.
func (s *jsonStream) noList(element func() error) error {
	s.root = true
	if err := s.find(); err != nil {
		return err
	}
	s.reset(nil)
	c := s.r.blanks()
	if c == '{' {
		if is, ok := s.r.isKeyedList(); ok && is {
			return s.eachKeyed(element)
		}
	}
	if s.r.broken == nil && s.r.skip() {
		s.r.wrong(must, wants[list], found(c))
	}
	_, err := s.r.result()
	return err
}

// eachKeyed reads the elements of an object that a server made of a list. It is in memory
// and well-formed.
func (s *jsonStream) eachKeyed(element func() error) error {
	begin, end := s.start, s.start+s.size
	keys := jsonReader{data: s.buf[begin:end], at: 1}
	s.root = false
	for more := true; more; s.index++ {
		keys.blanks()
		_ = keys.skipString() && keys.colon()
		keys.blanks()
		at := keys.at
		keys.skip()
		s.start, s.size = begin+at, keys.at-at
		if err := element(); err != nil {
			return err
		}
		more, _ = keys.next('}')
	}
	s.start = end
	return s.after()
}

// reset makes the reader ready for the element at start.
func (s *jsonStream) reset(at path) {
	size, texts := s.size, s.r.text.size
	s.r.begin(size)
	s.r.text.size = texts
	s.r.data, s.r.at, s.r.base = s.buf[s.start:s.start+size], 0, s.offset(0)
	s.r.keys, s.r.ahead = s.r.keys[:0], 0
	s.r.path = append(s.r.path, at...)
	s.r.depth, s.r.top = len(at), len(at)
}

func (s *jsonStream) element(p *plan, at place) (Report, error) {
	s.reset(path{{index: s.index}})
	n := elementNeed(p)
	if s.r.value(p, at, n) && s.r.at < s.size {
		s.r.syntax(s.r.at)
	}
	return s.r.result()
}

// blanks skips white space; ok is false at the end.
func (s *jsonStream) blanks() (c byte, ok bool) {
	for {
		for s.start < len(s.buf) {
			switch c := s.buf[s.start]; c {
			case ' ', '\t', '\n', '\r':
				s.start++
			default:
				return c, true
			}
		}
		if s.over(0) || !s.fill() {
			return 0, false
		}
	}
}

// over reports whether there are more bytes since mark than the limit allows.
func (s *jsonStream) over(i int) bool { return s.offset(i)-s.mark > s.limit }

// find sets size to the length of the value at start. When the value is not JSON, size
// may be any length: the reader reports the error.
func (s *jsonStream) find() error {
	if _, ok := s.blanks(); !ok {
		return s.ends("the body ends in the middle of the list")
	}
	i, depth, quoted, escaped := 0, 0, false, false
	for {
		for here := s.buf[s.start:]; i < len(here); i++ {
			c := here[i]
			switch {
			case quoted:
				switch {
				case escaped:
					escaped = false
				case c == '\\':
					escaped = true
				case c == '"':
					quoted = false
					if depth == 0 {
						return s.sized(i + 1)
					}
				}
			case c == '"':
				quoted = true
			case c == '{' || c == '[':
				depth++
			case c == '}' || c == ']':
				if depth--; depth < 0 {
					return s.sized(i)
				}
				if depth == 0 {
					return s.sized(i + 1)
				}
			case depth == 0 && (c == ',' || c == ' ' || c == '\n' || c == '\t' || c == '\r'):
				return s.sized(i)
			}
		}
		if s.over(i) {
			return s.sized(i)
		}
		if !s.fill() {
			return s.cut(i)
		}
	}
}

func (s *jsonStream) sized(n int) error {
	if s.size = n; s.over(n) {
		return s.tooLarge()
	}
	if n == 0 {
		return &Error{Kind: ErrMalformed, Text: "not valid JSON", Offset: s.offset(0)}
	}
	return nil
}

// cut returns the error of an element without an end: what is wrong in it, or that it
// is incomplete.
func (s *jsonStream) cut(n int) error {
	s.size = n
	at := path{{index: s.index}}
	if s.root {
		at = nil
	}
	s.reset(at)
	if s.broke() == nil && !s.r.skip() {
		return s.r.broken
	}
	if s.root && s.broke() == nil {
		return nil
	}
	return s.ends("the body ends in the middle of the list")
}

func (s *jsonStream) tooLarge() error {
	return tooLargeElement(path{{index: s.index}}, s.limit)
}

// ends returns the error of a body that ended too early.
func (s *jsonStream) ends(text string) error {
	if s.over(0) {
		return s.tooLarge()
	}
	return ended(&s.window, text)
}

// after checks that only white space follows the list.
func (s *jsonStream) after() error {
	s.mark = s.offset(0)
	if _, more := s.blanks(); more {
		return &Error{Kind: ErrMalformed, Text: "the body goes on after its value", Offset: s.offset(0)}
	}
	if s.over(0) || s.broke() != nil {
		return s.ends("")
	}
	return nil
}
