package decode

import "bytes"

// Member is a property of an object. Its bytes are mostly those of the body.
type Member struct {
	Name []byte
	Raw  []byte // the value
}

// AppendMembers appends the properties of a body that is one JSON object to dst, in its
// order. It reports false for any other body. Names that are not Unicode text are left out.
func AppendMembers(dst []Member, data []byte) ([]Member, bool) {
	r := newReader(data)
	defer r.release()
	if r.blanks() != '{' {
		return dst, false
	}
	ok := r.each('}', func() bool {
		if r.blanks() != '"' {
			return false
		}
		begin := r.at
		name, sound, ok := r.str()
		if ok && r.at-begin != len(name)+len(`""`) {
			name = bytes.Clone(name) // it had escapes and is in the reader's memory
		}
		if !ok || !r.colon() {
			return false
		}
		r.blanks()
		begin = r.at
		if ok = r.skip(); ok && sound {
			dst = append(dst, Member{name, data[begin:r.at]})
		}
		return ok
	})
	return dst, ok
}

// Elements calls do with each element of a body that is one JSON list, as it came. It
// reports false for any other body.
func Elements(data []byte, do func(element []byte)) bool {
	r := newReader(data)
	defer r.release()
	return r.blanks() == '[' && r.each(']', func() bool {
		r.blanks()
		begin := r.at
		ok := r.skip()
		if ok {
			do(data[begin:r.at])
		}
		return ok
	})
}

// Said returns the text of a body that is one JSON string or number, and reports false
// for any other.
func Said(data []byte) (said string, ok bool) {
	r := newReader(data)
	defer r.release()
	var text []byte
	switch c := r.blanks(); {
	case c == '"':
		var sound bool
		text, sound, ok = r.str()
		ok = ok && sound
	case c == '-' || '0' <= c && c <= '9':
		text, ok = r.number()
		ok = ok && len(text) <= maxNumber
	}
	if !ok {
		return "", false
	}
	said = string(text)
	r.after()
	return said, r.broken == nil
}

// each calls do for each element of the list or object that begins here, and checks that
// nothing follows it.
func (r *jsonReader) each(closing byte, do func() bool) bool {
	r.depth++
	r.at++
	if r.blanks() == closing {
		r.at++
	} else {
		for more := true; more; {
			var ok bool
			if !do() {
				return false
			}
			if more, ok = r.next(closing); !ok {
				return false
			}
		}
	}
	r.depth--
	r.after()
	return r.broken == nil
}
