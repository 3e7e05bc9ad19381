package decode

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// value reads the next value. It returns false when the reading cannot go on.
func (r *jsonReader) value(p *plan, at place, n need) bool {
	c := r.blanks()
	if c == 'n' && (p.scalar() || p.kind >= object) {
		return r.null(p, n)
	}
	switch p.kind {
	case text:
		if c == '"' {
			return r.readText(at)
		}
		return r.other(p, n)
	case integer, float, decimal, boolean, moment, ownText:
		return r.scalar(p, at, n)
	case object:
		if c == '{' {
			return r.object(p, at)
		}
	case list:
		if c == '[' {
			return r.list(p, at)
		}
		if c == '{' {
			return r.keyedList(p, at, must) // what is in it must not be lost
		}
	case dictionary:
		if c == '{' {
			return r.dictionary(p, at)
		}
	case union:
		if c == '{' {
			return r.variant(p, at)
		}
	case pointer:
		return r.pointer(p, at, n)
	case free:
		said, ok := r.free()
		if ok && said != nil {
			at.setAny(said)
		}
		return ok
	default:
		return r.raw(p, at, n)
	}
	if c == '[' && p.kind != list && p.kind != union {
		return r.phpObject(p, at, n)
	}
	if c == '{' || c == '[' {
		n = must // a malformed value inside is an error, because it would be lost
	}
	return r.other(p, n)
}

func (p *plan) scalar() bool { return p.kind <= ownText }

func (r *jsonReader) null(p *plan, n need) bool {
	if !r.literal("null") {
		return false
	}
	if n == must && p.kind != pointer {
		return r.wrong(must, p.want(), "null")
	}
	return true
}

// other notes that the value has another type than documented, and skips it.
func (r *jsonReader) other(p *plan, n need) bool {
	c := r.blanks()
	return r.skip() && r.wrong(n, p.want(), found(c))
}

func (p *plan) want() string {
	for p.kind == pointer {
		p = p.elem
	}
	return wants[p.kind]
}

func (r *jsonReader) readText(at place) bool {
	said, sound, ok := r.str()
	if !ok {
		return false
	}
	if !sound {
		return r.unsound()
	}
	at.setString(r.text.put(said))
	return true
}

func (r *jsonReader) unsound() bool {
	return r.wrong(must, "text", "a string that is not Unicode text")
}

func (r *jsonReader) scalar(p *plan, at place, n need) bool {
	var written []byte
	var ok bool
	holder := aNumber
	switch c := r.blanks(); {
	case c == '"':
		var sound bool
		written, sound, ok = r.str()
		if ok && !sound {
			return r.unsound()
		}
		holder = aString
	case c == 't' && p.kind == boolean:
		at.setBool(true)
		return r.literal("true")
	case c == 'f' && p.kind == boolean:
		at.setBool(false)
		return r.literal("false")
	case c != '-' && (c < '0' || c > '9') || p.kind == moment || p.kind == ownText:
		return r.other(p, n)
	default:
		written, ok = r.number()
	}
	if !ok {
		return false
	}
	if got := r.reading.scalar(p, at, written, holder); got != "" {
		return r.wrong(n, p.want(), got)
	}
	return true
}

// pointer sets the pointer to new memory, and back to nil when nothing could be read
// into the memory.
func (r *jsonReader) pointer(p *plan, at place, n need) bool {
	before := r.wrongs()
	made := at.fresh(p.elem.typ)
	ok := r.value(p.elem, made, n)
	if (!ok || r.wrongs() > before) && (p.elem.kind < object || made.isZero(p.elem.typ)) {
		at.clearPointer()
	}
	return ok
}

// raw reads a value into a json.RawMessage or a type with its own unmarshaler.
func (r *jsonReader) raw(p *plan, at place, n need) bool {
	c := r.blanks()
	begin := r.at
	if !r.skip() {
		return false
	}
	bytesHere := r.data[begin:r.at]
	if p.kind == raw {
		at.value(p.typ).SetBytes(bytes.Clone(bytesHere))
		return true
	}
	own, _ := reflect.TypeAssert[json.Unmarshaler](at.value(p.typ).Addr())
	if err := own.UnmarshalJSON(bytesHere); err != nil {
		if r.cause == nil {
			r.cause = err
		}
		if c == '{' || c == '[' {
			n = must
		}
		if n == may {
			at.zero(p.typ)
		}
		return r.wrong(n, p.want(), found(c)+" that its type refuses")
	}
	return true
}
