package decode

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
	for {
		before := r.count
		element, ok := r.extend(p, at, r.base+int64(r.at))
		ok = ok && r.value(p.elem, element, n)
		if cut = cut || r.unread(before, element, p.elem); cut {
			at.shrink(p.elem.typ, p.elem.size)
		}
		if !ok {
			return false
		}
		more, ok := r.next(']')
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

// extend makes room for one more element, within the bound on lists.
func (g *reading) extend(p *plan, at place, offset int64) (place, bool) {
	element, grown := at.extend(p.typ, p.elem.size)
	if g.lists += grown; g.lists > g.maxLists {
		return element, g.end(ErrTooLarge, offset, "the lists take too much memory for a body of this length")
	}
	return element, true
}
