package decode

import "reflect"

func (r *jsonReader) object(p *plan, at place) bool {
	if !r.enter(r.base + int64(r.at)) {
		return false
	}
	var seen set
	some := false // there is a documented value that is not null
	r.at++
	here := len(r.path)
	r.path = append(r.path, step{index: noIndex})
	if r.blanks() == '}' {
		r.at++
	} else {
		expected := 0 // the field after the last one: most vendors send fields in order
		for {
			i, ok := r.key(p, expected)
			if !ok {
				return false
			}
			r.path = r.path[:here+1]
			r.path[here].name = ""
			if i < 0 {
				ok = r.skip()
			} else {
				f := &p.fields[i]
				r.path[here].name = f.name
				if seen.has(i) {
					at.field(f.offset).zero(f.plan.typ) // it is unknown which of the two is right
					ok = r.skip() && r.note(must, "comes twice")
				} else {
					seen.add(i)
					if r.depth == r.top+1 {
						r.report.Known++
					}
					expected = i + 1
					some = some || r.blanks() != 'n'
					ok = r.value(f.plan, at.field(f.offset), f.need)
				}
			}
			if !ok {
				return false
			}
			r.path[here].name = ""
			more, ok := r.next('}')
			if !ok {
				return false
			}
			if !more {
				break
			}
		}
	}
	r.path = r.path[:here]
	return r.closeObject(p, &seen, some)
}

// key reads a key and its colon. i is the field's number, -1 for an unknown key.
func (r *jsonReader) key(p *plan, expected int) (i int, ok bool) {
	if r.blanks() != '"' {
		return 0, r.syntax(r.at)
	}
	said, sound, ok := r.str()
	if !ok {
		return 0, false
	}
	i = -1
	if expected < len(p.fields) && p.fields[expected].name == string(said) {
		i = expected
	} else if sound {
		i = p.names.find(said)
	}
	return i, r.colon()
}

// closeObject checks that all required fields were there.
func (r *jsonReader) closeObject(p *plan, seen *set, some bool) bool {
	r.depth--
	return (some || r.nothing(p)) && r.missing(p.fields, &p.required, seen)
}

// phpObject reads [] as an empty object. It is a problem when the object is optional
// and has required fields.
func (r *jsonReader) phpObject(p *plan, at place, n need) bool {
	begin := r.at
	r.at++
	if r.blanks() != ']' {
		r.at = begin
		return r.other(p, must)
	}
	r.at++
	if p.kind == dictionary {
		at.value(p.typ).Set(reflect.MakeMap(p.typ))
		return true
	}
	if n == may && p.required != (set{}) {
		return r.wrong(may, p.want(), "an empty one, which lacks what is required")
	}
	r.depth++
	return r.closeObject(p, &set{}, false)
}

func (r *jsonReader) dictionary(p *plan, at place) bool {
	if !r.enter(r.base + int64(r.at)) {
		return false
	}
	made := reflect.MakeMap(p.typ)
	at.value(p.typ).Set(made)
	r.at++
	r.path = append(r.path, step{entry: true})
	here := len(r.path) - 1
	if r.blanks() == '}' {
		r.at++
	} else {
		key, value := reflect.New(p.typ.Key()).Elem(), reflect.New(p.elem.typ)
		for more := true; more; r.path[here].index++ {
			if r.blanks() != '"' {
				return r.syntax(r.at)
			}
			said, sound, ok := r.str()
			if !ok {
				return false
			}
			key.SetString(r.text.put(said))
			r.path[here].name = key.String()
			value.Elem().SetZero()
			switch {
			case !r.colon():
				return false
			case !sound:
				ok = r.skip() && r.unsound()
			case made.MapIndex(key).IsValid():
				ok = r.skip() && r.note(must, "its key comes twice")
			default:
				before, to := r.count, place{value.UnsafePointer()}
				if ok = r.value(p.elem, to, elementNeed(p.elem)); !r.unread(before, to, p.elem) {
					made.SetMapIndex(key, value.Elem())
				}
			}
			if !ok {
				return false
			}
			if more, ok = r.next('}'); !ok {
				return false
			}
		}
	}
	r.path = r.path[:here]
	r.depth--
	return true
}

// elementNeed returns what an element may be: null is allowed when elements are
// pointers.
func elementNeed(p *plan) need {
	if p.kind == pointer {
		return orNull
	}
	return must
}
