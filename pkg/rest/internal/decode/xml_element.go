package decode

import (
	"bytes"
	"math/bits"
)

// element reads the element whose start tag was just read. It returns false when the
// reading cannot go on.
func (x *xmlReader) element(p *plan, at place, n need) bool {
	switch {
	case p.kind == pointer:
		return x.pointer(p, at, n)
	case p.kind == object:
		return x.object(p, at)
	case p.kind == list || !p.scalar():
		return x.reading.end(ErrUnsupported, x.offset(0), "XML has no form of the type "+p.typ.String())
	}
	said, plain, ok := x.content()
	if !ok {
		return false
	}
	if !plain {
		return x.wrong(n, p.want(), "an element with children")
	}
	if p.kind == text {
		at.setString(x.text.put(said))
		return true
	}
	said = bytes.TrimSpace(said)
	if len(said) == 0 && p.kind != ownText {
		if n == must {
			return x.wrong(n, p.want(), "an empty element")
		}
		return true
	}
	if got := x.scalar(p, at, said, aText); got != "" {
		return x.wrong(n, p.want(), got)
	}
	return true
}

// pointer sets the pointer to new memory, and back to nil when nothing could be read
// into the memory.
func (x *xmlReader) pointer(p *plan, at place, n need) bool {
	if p.elem.kind >= object || p.elem.kind == text {
		before := len(x.report.Problems) + x.report.More
		ok := x.element(p.elem, at.fresh(p.elem.typ), n)
		if p.elem.kind == text && len(x.report.Problems)+x.report.More > before {
			at.clearPointer()
		}
		return ok
	}
	said, plain, ok := x.content()
	if !ok {
		return false
	}
	said = bytes.TrimSpace(said)
	switch {
	case !plain:
		return x.wrong(n, p.want(), "an element with children")
	case len(said) == 0:
		return true
	}
	if got := x.scalar(p.elem, at.fresh(p.elem.typ), said, aText); got != "" {
		at.clearPointer()
		return x.wrong(n, p.want(), got)
	}
	return true
}

// content returns the text of an element up to its end tag. plain is false when the
// element contains elements.
func (x *xmlReader) content() (said []byte, plain, ok bool) {
	x.scratch = x.scratch[:0]
	if x.token.empty {
		return x.scratch, true, true
	}
	plain = true
	for {
		if !x.next() {
			return nil, false, false
		}
		switch x.token.mark {
		case chars:
			if !x.addChars() {
				return nil, false, false
			}
		case startTag:
			if plain = false; !x.skip() {
				return nil, false, false
			}
		default:
			return x.scratch, plain, true
		}
	}
}

// addChars adds the text of the token to scratch.
func (x *xmlReader) addChars() (ok bool) {
	if x.token.cdata {
		x.scratch, ok = appendCDATA(x.scratch, x.token.written)
	} else {
		x.scratch, ok = appendText(x.scratch, x.token.written, false)
	}
	if !ok {
		return x.syntax(0, "not valid XML text")
	}
	return true
}

// skip skips the element whose start tag was just read.
func (x *xmlReader) skip() bool {
	if x.token.empty {
		return true
	}
	for depth := 1; depth > 0; {
		if !x.next() {
			return false
		}
		switch x.token.mark {
		case chars:
			if x.scratch = x.scratch[:0]; !x.addChars() {
				return false
			}
		case startTag:
			if !x.token.empty {
				depth++
			}
		default:
			depth--
		}
	}
	return true
}

func (x *xmlReader) object(p *plan, at place) bool {
	n, err := p.xml()
	if err != nil {
		return x.reading.end(ErrUnsupported, x.offset(0), err.Error())
	}
	var seen set
	strict := len(x.path) == 1 && n.lists
	here := len(x.path)
	ok := (len(n.attrOf) == 0 || x.readAttributes(n, at, &seen)) && x.below(n, at, &seen, strict)
	if here == x.top+1 {
		for _, word := range seen {
			x.report.Known += bits.OnesCount64(word)
		}
	}
	return ok && (seen != (set{}) || x.nothing(p)) && x.missing(p.fields, &p.required, &seen)
}

func (x *xmlReader) readAttributes(n *node, at place, seen *set) bool {
	return x.attributes(x.token.attrs, func(name, value []byte) bool {
		i := n.attrs.find(name)
		if i < 0 {
			return true
		}
		f := &n.plan.fields[n.attrOf[i]]
		x.path = append(x.path, step{name: "@" + f.name, index: noIndex})
		defer func() { x.path = x.path[:len(x.path)-1] }()
		if seen.has(n.attrOf[i]) {
			return x.note(must, "comes twice")
		}
		seen.add(n.attrOf[i])
		return x.said(f, at, value)
	})
}

// said sets a field to the text of an attribute or of the element itself.
func (x *xmlReader) said(f *field, at place, value []byte) bool {
	p, at := f.plan, at.field(f.offset)
	pointed := p.kind == pointer
	if pointed {
		p = p.elem
	}
	if p.kind != text {
		value = bytes.TrimSpace(value)
	}
	switch {
	case !p.scalar():
		return x.reading.end(ErrUnsupported, x.offset(0), "text has no form of the type "+p.typ.String())
	case len(value) == 0 && p.kind != text && f.need != must:
		return true
	}
	to := at
	if pointed {
		to = at.fresh(p.typ)
	}
	if p.kind == text {
		to.setString(x.text.put(value))
		return true
	}
	if got := x.scalar(p, to, value, aText); got != "" {
		if pointed {
			at.clearPointer()
		}
		return x.wrong(f.need, p.want(), got)
	}
	return true
}
