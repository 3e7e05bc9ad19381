package decode

import (
	"reflect"
	"sync"
)

// readers are reused, so that reading a small object allocates only its values.
var readers = sync.Pool{New: func() any { return new(jsonReader) }}

// JSON sets *dst to zero and reads the body, which must be one JSON value, into it.
// After an error of kind [ErrMismatch] *dst holds everything that could be read; after
// other errors it holds what was read before. JSON does not keep data.
func JSON[T any](data []byte, dst *T) (Report, error) {
	*dst = *new(T)
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return Report{}, err
	}
	return readJSON(data, p, placeOf(dst))
}

// Into is [JSON] for a type that is known only while the program runs. dst is a pointer
// that is not nil.
func Into(data []byte, dst reflect.Value) (Report, error) {
	dst.Elem().SetZero()
	p, err := planOf(dst.Type().Elem())
	if err != nil {
		return Report{}, err
	}
	return readJSON(data, p, place{dst.UnsafePointer()})
}

func readJSON(data []byte, p *plan, at place) (Report, error) {
	r := newReader(data)
	r.whole(p, at)
	report, err := r.result()
	r.release()
	return report, err
}

// newReader returns a reader at the beginning of data. It must be released.
func newReader(data []byte) *jsonReader {
	r, _ := readers.Get().(*jsonReader)
	r.begin(len(data))
	r.data, r.at, r.base = data, 0, 0
	r.keys, r.ahead = r.keys[:0], 0
	return r
}

func (r *jsonReader) release() {
	r.data = nil
	if cap(r.plain) > chunk {
		r.plain = nil
	}
	if cap(r.keys) > chunk {
		r.keys = nil
	}
	r.forget()
	readers.Put(r)
}

// whole reads the only value of data.
func (r *jsonReader) whole(p *plan, at place) {
	switch r.blanks() {
	case 0:
		if r.at == len(r.data) {
			r.end(ErrMalformed, -1, "the body is empty")
			return
		}
	case 'n':
		if r.literal("null") {
			r.wrong(must, p.want(), "null")
			r.after()
		}
		return
	}
	if r.value(p, at, must) {
		r.after()
	}
	r.rootKnown(p, at)
}

// rootKnown returns how many elements or entries the root has. An object has counted
// its keys already.
func (g *reading) rootKnown(p *plan, at place) {
	switch {
	case p.kind == object, p.kind == union && g.report.Known > 0:
	case p.kind == list:
		g.report.Known = at.slice().len
	case p.kind == dictionary:
		g.report.Known = at.value(p.typ).Len()
	case g.count == 0 && g.broken == nil:
		g.report.Known = 1
	}
}

// after checks that nothing follows the value.
func (r *jsonReader) after() {
	r.path = r.path[:0]
	if r.blanks() != 0 || r.at < len(r.data) {
		r.end(ErrMalformed, r.base+int64(r.at), "the body goes on after its value")
	}
}
