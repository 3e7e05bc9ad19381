package decode

func (r *jsonReader) list(p *plan, at place) bool { return r.elements(p, at, ']') }

// elements reads a list, or the object that a server made of it.
func (r *jsonReader) elements(p *plan, at place, closing byte) bool {
	if !r.enter(r.base + int64(r.at)) {
		return false
	}
	at.setEmptySlice()
	r.at++
	if r.blanks() == closing {
		r.at++
		r.depth--
		return true
	}
	here := len(r.path)
	r.path = append(r.path, step{})
	n, cut := elementNeed(p.elem), false
	for {
		if closing == '}' && !(r.blanks() == '"' && r.skipString() && r.colon()) {
			return false
		}
		before := r.count
		element, ok := r.extend(p, at, r.base+int64(r.at))
		ok = ok && r.value(p.elem, element, n)
		if cut = cut || r.unread(before, element, p.elem); cut {
			at.shrink(p.elem.typ, p.elem.size)
		}
		if !ok {
			return false
		}
		more, ok := r.next(closing)
		if !ok {
			return false
		}
		if !more {
			break
		}
		r.path[here].index++
	}
	r.path = r.path[:here]
	r.depth--
	return true
}

// keyedList reads the object that a server made of a list: PHP writes the keys of a list
// with holes, and Lua writes an empty table as {}. At the root {} says nothing, and is no
// list.
func (r *jsonReader) keyedList(p *plan, at place, n need) bool {
	is, ok := r.isKeyedList()
	switch {
	case !ok:
		return false
	case is:
		return r.elements(p, at, '}')
	}
	return r.other(p, n)
}

// isKeyedList looks ahead. It is false when the object is not well-formed.
func (r *jsonReader) isKeyedList() (is, ok bool) {
	begin := r.at
	r.at++
	if r.blanks() == '}' {
		r.at = begin
		return r.depth > r.top, true
	}
	keys, is := map[string]bool{}, true
	for more := true; more; {
		if r.blanks() != '"' {
			return false, r.syntax(r.at)
		}
		key, _, ok := r.str()
		if !ok {
			return false, false
		}
		if is = is && isIndex(key) && !keys[string(key)]; is {
			keys[string(key)] = true
		}
		if !r.colon() || !r.skip() {
			return false, false
		}
		if more, ok = r.next('}'); !ok {
			return false, false
		}
	}
	r.at = begin
	return is, true
}

// isIndex reports whether a key is a whole number as PHP writes one.
func isIndex(key []byte) bool {
	for _, c := range key {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(key) > 0 && len(key) < 20 && (key[0] != '0' || len(key) == 1)
}

// extend makes room for one more element, within the bound on lists.
func (g *reading) extend(p *plan, at place, offset int64) (place, bool) {
	element, grown := at.extend(p.typ, p.elem.size)
	if g.lists += grown; g.lists > g.maxLists {
		return element, g.end(ErrTooLarge, offset, "the lists take too much memory for a body of this length")
	}
	return element, true
}
