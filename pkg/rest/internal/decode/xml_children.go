package decode

// below reads the children of a node up to its end tag. at is the place of the struct,
// also when the node is a wrapper in it. When strict is true, unknown elements are an
// error.
func (x *xmlReader) below(n *node, at place, seen *set, strict bool) bool {
	var ends cuts
	ok := x.belowTo(&ends, n, at, seen, strict)
	ends.apply()
	return ok
}

func (x *xmlReader) belowTo(ends *cuts, n *node, at place, seen *set, strict bool) bool {
	for _, i := range n.wraps {
		seen.add(i)
		x.beginList(n.plan, i, at)
	}
	stray, own := false, []byte(nil)
	var wrappers set
	for empty := x.token.empty; !empty; {
		if !x.next() {
			return false
		}
		switch x.token.mark {
		case startTag:
			i := n.names.find(local(x.token.name))
			switch {
			case i >= 0:
				if !x.child(n, i, at, seen, &wrappers, ends) {
					return false
				}
			case strict:
				if !x.note(must, "holds an unknown element") || !x.skip() {
					return false
				}
			case !x.skip():
				return false
			}
		case chars:
			x.scratch = x.scratch[:0]
			if !x.addChars() {
				return false
			}
			if n.chardata >= 0 {
				own = append(own, x.scratch...)
			} else if !stray && !blank(x.scratch) {
				if stray = true; !x.note(must, "holds text between its elements") {
					return false
				}
			}
		default:
			empty = true
		}
	}
	if n.chardata >= 0 {
		seen.add(n.chardata)
		return x.said(&n.plan.fields[n.chardata], at, own)
	}
	for _, c := range n.children {
		if c.many && len(n.wraps) == 0 && n.plan.fields[c.field].need != may && !seen.has(c.field) {
			seen.add(c.field) // a list without elements is empty, not missing
			x.beginList(n.plan, c.field, at)
		}
	}
	return true
}

// beginList makes the list of a field empty if it is nil.
func (x *xmlReader) beginList(p *plan, i int, at place) {
	f := &p.fields[i]
	if f.plan.kind == list {
		at.field(f.offset).setEmptySlice()
	}
}

// child reads one known element.
func (x *xmlReader) child(n *node, i int, at place, seen, wrappers *set, ends *cuts) bool {
	c := &n.children[i]
	here := len(x.path)
	x.path = append(x.path, step{name: c.name, index: noIndex})
	var ok bool
	switch {
	case c.under != nil:
		if wrappers.has(i) {
			ok = x.skip() && x.note(must, "comes twice")
		} else {
			wrappers.add(i)
			ok = x.below(c.under, at, seen, false)
		}
	case c.many:
		seen.add(c.field)
		ok = x.listElement(&n.plan.fields[c.field], at, ends)
	case seen.has(c.field):
		f := &n.plan.fields[c.field]
		at.field(f.offset).zero(f.plan.typ) // it is unknown which of the two is right
		ok = x.skip() && x.note(must, "comes twice")
	default:
		seen.add(c.field)
		f := &n.plan.fields[c.field]
		ok = x.element(f.plan, at.field(f.offset), f.need)
	}
	x.path = x.path[:here]
	return ok
}

func (x *xmlReader) listElement(f *field, at place, ends *cuts) bool {
	p, at := f.plan, at.field(f.offset)
	if p.kind == pointer { // *[]T
		if at = at.pointee(p.elem.typ); p.elem.kind != list {
			return x.reading.end(ErrUnsupported, x.offset(0), "XML has no form of the type "+p.typ.String())
		}
		p = p.elem
	}
	return x.add(p, at, ends)
}

// add reads an element into the list at the place. If nothing of an element could be
// read, the list is cut before it when the whole answer has been read.
func (x *xmlReader) add(p *plan, at place, ends *cuts) bool {
	i, before := at.slice().len, x.count
	x.path[len(x.path)-1].index = i
	element, ok := x.extend(p, at, x.offset(0), len(x.path) == 2)
	ok = ok && x.element(p.elem, element, elementNeed(p.elem))
	if x.unread(before, element, p.elem) {
		*ends = append(*ends, cut{p, at, i})
	}
	return ok
}

// cuts says where lists are cut at the end of the reading.
type cuts []cut

type cut struct {
	plan *plan
	at   place
	len  int
}

func (c cuts) apply() {
	for _, cut := range c {
		for cut.at.slice().len > cut.len {
			cut.at.shrink(cut.plan.elem.typ, cut.plan.elem.size)
		}
	}
}
