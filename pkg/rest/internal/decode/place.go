package decode

import (
	"reflect"
	"time"
	"unsafe"
)

// place is memory for a value whose type the plan knows. All use of unsafe in
// this package is in this file. It holds because a plan is made from the very
// type of the destination: offsets are those of its fields, and each method is
// called for a kind of the same layout only. Memory is made by reflect, with its
// type, so the garbage collector knows what is in it.
type place struct{ at unsafe.Pointer }

// placeOf is the memory of *dst.
func placeOf[T any](dst *T) place { return place{unsafe.Pointer(dst)} } //nolint:gosec // see place

func (p place) field(offset uintptr) place { return place{unsafe.Add(p.at, offset)} }

func (p place) setString(s string) { *(*string)(p.at) = s }

func (p place) setBool(b bool) { *(*bool)(p.at) = b }

// setInt is false when n does not fit into size bytes.
func (p place) setInt(n int64, size uintptr) bool {
	switch size {
	case 8:
		*(*int64)(p.at) = n
	case 4:
		if int64(int32(n)) != n { //nolint:gosec // that is the question
			return false
		}
		*(*int32)(p.at) = int32(n) //nolint:gosec // it fits
	case 2:
		if int64(int16(n)) != n { //nolint:gosec // that is the question
			return false
		}
		*(*int16)(p.at) = int16(n) //nolint:gosec // it fits
	default:
		if int64(int8(n)) != n { //nolint:gosec // that is the question
			return false
		}
		*(*int8)(p.at) = int8(n) //nolint:gosec // it fits
	}
	return true
}

func (p place) setFloat(f float64, size uintptr) {
	if size == 4 {
		*(*float32)(p.at) = float32(f)
	} else {
		*(*float64)(p.at) = f
	}
}

func (p place) setTime(t time.Time) { *(*time.Time)(p.at) = t }

func (p place) setAny(v any) { *(*any)(p.at) = v }

// value is the place as reflect sees it.
func (p place) value(t reflect.Type) reflect.Value { return reflect.NewAt(t, p.at).Elem() }

// fresh sets the pointer here to new memory of type t.
func (p place) fresh(t reflect.Type) place {
	made := reflect.New(t).UnsafePointer()
	*(*unsafe.Pointer)(p.at) = made
	return place{made}
}

// clearPointer sets the pointer here to nil.
func (p place) clearPointer() { *(*unsafe.Pointer)(p.at) = nil }

// slice is the header of a slice of any type.
type slice struct {
	data     unsafe.Pointer
	len, cap int
}

func (p place) slice() *slice { return (*slice)(p.at) }

// setEmptySlice makes the slice here empty and not nil.
func (p place) setEmptySlice() {
	if s := p.slice(); s.data == nil {
		*(*[]struct{})(p.at) = []struct{}{}
	}
}

// extend adds a zero element to the slice here, whose type t is. grown is how
// many bytes it took.
func (p place) extend(t reflect.Type, size uintptr) (element place, grown int) {
	s := p.slice()
	if s.len == s.cap {
		more := 1
		if s.cap == 0 && size <= 16 {
			more = 4
		} else if s.cap > 0 {
			more = s.cap
		}
		before := s.cap
		p.value(t).Grow(more)
		grown = (s.cap - before) * int(size)
	}
	element = p.element(s.len, size)
	s.len++
	return element, grown
}

// element is the i-th element, of size bytes, of the slice here.
func (p place) element(i int, size uintptr) place {
	return place{unsafe.Add(p.slice().data, uintptr(i)*size)}
}

// shrink takes the last element of the slice here away, whose type is t.
func (p place) shrink(t reflect.Type, size uintptr) {
	s := p.slice()
	s.len--
	p.element(s.len, size).zero(t)
}

func (p place) isZero(t reflect.Type) bool { return p.value(t).IsZero() }

// zero sets a value of type t to zero.
func (p place) zero(t reflect.Type) { p.value(t).SetZero() }

// pointee is what the pointer here points to, made if it is nil.
func (p place) pointee(t reflect.Type) place {
	if made := *(*unsafe.Pointer)(p.at); made != nil {
		return place{made}
	}
	return p.fresh(t)
}
