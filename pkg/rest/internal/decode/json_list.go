package decode

import "slices"

func (r *jsonReader) list(p *plan, at place) bool {
	if !r.enter(r.base + int64(r.at)) {
		return false
	}
	at.setEmptySlice()
	r.at++
	if r.blanks() == ']' {
		r.at++
		r.depth--
		return true
	}
	here := len(r.path)
	r.path = append(r.path, step{})
	n, cut := elementNeed(p.elem), false
	for more := true; more; r.path[here].index++ {
		if !r.add(p, at, n, &cut) {
			return false
		}
		var ok bool
		if more, ok = r.next(']'); !ok {
			return false
		}
	}
	r.path = r.path[:here]
	r.depth--
	return true
}

// add reads an element into the list at the place. Once there is one of which nothing
// could be read, it and all after it are cut off.
func (r *jsonReader) add(p *plan, at place, n need, cut *bool) bool {
	before := r.count
	element, ok := r.extend(p, at, r.base+int64(r.at), r.depth == r.top+1)
	ok = ok && r.value(p.elem, element, n)
	if *cut = *cut || r.unread(before, element, p.elem); *cut {
		at.shrink(p.elem.typ, p.elem.size)
	}
	return ok
}

// keyedList reads the object that a server made of a list: PHP writes the keys of a list
// with holes, and Lua writes an empty table as {}. At the root {} says nothing, and is no
// list. The elements are read as they come, so that nested ones are read once. When a key
// is of another kind, what was read of them is forgotten.
func (r *jsonReader) keyedList(p *plan, at place, n need) bool {
	if !r.enter(r.base + int64(r.at)) {
		return false
	}
	r.at++
	if r.blanks() == '}' {
		r.at++
		if r.depth--; r.depth > r.top {
			at.setEmptySlice()
			return true
		}
		return r.wrong(n, p.want(), "an object")
	}
	before, begin := r.notes(), len(r.keys)
	here := len(r.path)
	r.path = append(r.path, step{})
	at.setEmptySlice()
	is, cut := true, false
	for more := true; more; r.path[here].index++ {
		index, ok := r.index()
		if !ok {
			return false
		}
		if is && !index {
			is = false
			at.zero(p.typ)
			r.restore(before)
		}
		if is {
			ok = r.add(p, at, elementNeed(p.elem), &cut)
		} else {
			ok = r.skip()
		}
		if !ok {
			return false
		}
		if more, ok = r.next('}'); !ok {
			return false
		}
	}
	r.path = r.path[:here]
	r.depth--
	if is && r.distinct(begin) {
		return true
	}
	if is {
		at.zero(p.typ)
		r.restore(before)
	}
	r.keys = r.keys[:begin]
	return r.wrong(n, p.want(), "an object")
}

// isKeyedList reports whether the object that begins here is a list with keys, and ok is
// false when it is not well-formed.
func (r *jsonReader) isKeyedList() (is, ok bool) {
	begin := r.at
	r.at++
	is = r.blanks() != '}'
	for more := is; more; {
		index, ok := r.index()
		if !ok || !r.skip() {
			return false, false
		}
		is = is && index
		if more, ok = r.next('}'); !ok {
			return false, false
		}
	}
	r.at = begin
	return r.distinct(0) && is, true
}

// index reads a key and its colon, and remembers it when it is a whole number.
func (r *jsonReader) index() (is, ok bool) {
	if r.blanks() != '"' {
		return false, r.syntax(r.at)
	}
	key, _, ok := r.str()
	if !ok {
		return false, false
	}
	if is = isIndex(key); is {
		var n uint64
		for _, c := range key {
			n = n*10 + uint64(c-'0')
		}
		r.keys = append(r.keys, n)
	}
	return is, r.colon()
}

// distinct forgets the keys from begin on, and reports whether no two are the same.
func (r *jsonReader) distinct(begin int) bool {
	keys := r.keys[begin:]
	r.keys = r.keys[:begin]
	if !slices.IsSorted(keys) { // PHP mostly writes them in order
		slices.Sort(keys)
	}
	for i := 1; i < len(keys); i++ {
		if keys[i] == keys[i-1] {
			return false
		}
	}
	return true
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

// extend makes room for one more element, within the bound on lists. outermost says that
// no other list is around this one.
func (g *reading) extend(p *plan, at place, offset int64, outermost bool) (place, bool) {
	all := 0
	if n := at.slice().len; n >= longList && n == at.slice().cap && offset > 0 {
		all = g.expected(n, offset, p.elem.size, outermost)
	}
	element, grown := at.extend(p.typ, p.elem.size, all)
	if g.lists += grown; g.lists > g.maxLists {
		return element, g.end(ErrTooLarge, offset, "the lists take too much memory for a body of this length")
	}
	return element, true
}

// expected estimates how many elements a long list will have: as many for each byte of the
// body as up to the offset, and a few more. What the estimate may cost beyond twice the
// list is the length of the body, and only for a list that holds all others.
func (g *reading) expected(n int, offset int64, size uintptr, outermost bool) int {
	all := int(float64(n)*float64(g.size)/float64(offset)*1.02) + 8
	if all <= n { // a list that is not like what is before it, or a stream
		return n + n/4
	}
	most := 2 * n
	if outermost && size > 0 {
		most = max(most, n+g.size/int(size))
	}
	return min(max(all, n+n/16), most)
}
