package decode

import "encoding/json"

// free reads any value in the way of encoding/json with UseNumber. A string that is
// not Unicode text is an error.
func (r *jsonReader) free() (any, bool) {
	switch c := r.blanks(); c {
	case '{':
		return r.freeObject()
	case '[':
		return r.freeList()
	case '"':
		said, ok := r.freeText()
		return said, ok
	case 't':
		return true, r.literal("true")
	case 'f':
		return false, r.literal("false")
	case 'n':
		return nil, r.literal("null")
	}
	written, ok := r.number()
	if len(written) > maxNumber {
		return nil, r.wrong(must, wants[free], tooLong.in(aNumber))
	}
	return json.Number(r.text.put(written)), ok
}

func (r *jsonReader) freeText() (string, bool) {
	said, sound, ok := r.str()
	if ok && !sound {
		return "", r.unsound()
	}
	return r.text.put(said), ok
}

func (r *jsonReader) freeObject() (any, bool) {
	if !r.enter(r.base + int64(r.at)) {
		return nil, false
	}
	made := map[string]any{}
	r.at++
	if r.blanks() == '}' {
		r.at++
		r.depth--
		return made, true
	}
	for {
		if r.blanks() != '"' {
			return nil, r.syntax(r.at)
		}
		key, ok := r.freeText()
		if !ok || !r.colon() {
			return nil, false
		}
		value, ok := r.free()
		if !ok {
			return nil, false
		}
		made[key] = value
		more, ok := r.next('}')
		if !more {
			r.depth--
			return made, ok
		}
	}
}

func (r *jsonReader) freeList() (any, bool) {
	if !r.enter(r.base + int64(r.at)) {
		return nil, false
	}
	made := []any{}
	r.at++
	if r.blanks() == ']' {
		r.at++
		r.depth--
		return made, true
	}
	for {
		value, ok := r.free()
		if !ok {
			return nil, false
		}
		made = append(made, value)
		more, ok := r.next(']')
		if !more {
			r.depth--
			return made, ok
		}
	}
}
