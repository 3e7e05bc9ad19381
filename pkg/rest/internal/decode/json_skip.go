package decode

// skip skips any well-formed value.
func (r *jsonReader) skip() bool {
	switch c := r.blanks(); c {
	case '"':
		return r.skipString()
	case '{', '[':
		if !r.enter(r.base + int64(r.at)) {
			return false
		}
		r.at++
		if !r.skipInside(c) {
			return false
		}
		r.depth--
		return true
	case 't':
		return r.literal("true")
	case 'f':
		return r.literal("false")
	case 'n':
		return r.literal("null")
	}
	_, ok := r.number()
	return ok
}

// skipString skips a string and checks only that it is well-formed.
func (r *jsonReader) skipString() bool {
	i := r.at + 1
	for i < len(r.data) {
		c := r.data[i]
		switch {
		case ordinary[c] || c >= 0x80:
			i++
		case c == '"':
			r.at = i + 1
			return true
		case c == '\\':
			end, ok := r.escapeEnd(i)
			if !ok {
				return false
			}
			i = end
		default:
			return r.syntax(i)
		}
	}
	return r.syntax(i)
}

func (r *jsonReader) skipInside(open byte) bool {
	closing := open + 2 // in ASCII ] is [+2, and } is {+2
	if r.blanks() == closing {
		r.at++
		return true
	}
	for {
		if open == '{' {
			if r.blanks() != '"' {
				return r.syntax(r.at)
			}
			if !r.skipString() || !r.colon() {
				return false
			}
		}
		if !r.skip() {
			return false
		}
		more, ok := r.next(closing)
		if !more {
			return ok
		}
	}
}

func (r *jsonReader) colon() bool {
	if r.blanks() != ':' {
		return r.syntax(r.at)
	}
	r.at++
	return true
}

// next reads the comma after an element, or the end of the list or object.
func (r *jsonReader) next(closing byte) (more, ok bool) {
	switch r.blanks() {
	case ',':
		r.at++
		return true, true
	case closing:
		r.at++
		return false, true
	}
	return false, r.syntax(r.at)
}
