package decode

import (
	"reflect"
	"time"
	"unsafe"
)

// place is the memory of a value, whose type is in a plan. This package uses unsafe
// only in this file. The use is correct for three reasons. A plan is made from the
// type of the destination, so the offsets are those of its fields. A method is only
// called for kinds that have the method's memory layout. New memory comes from
// reflect, which gives it its type, so the garbage collector knows its contents.
type place struct{ at unsafe.Pointer }

// placeOf returns the place of *dst.
func placeOf[T any](dst *T) place { return place{unsafe.Pointer(dst)} } //nolint:gosec // see place

func (p place) field(offset uintptr) place { return place{unsafe.Add(p.at, offset)} }

func (p place) setString(s string) { *(*string)(p.at) = s }

func (p place) setBool(b bool) { *(*bool)(p.at) = b }

// setInt sets an integer of size bytes. It returns false when n does not fit.
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

// value returns the value of type t at the place.
func (p place) value(t reflect.Type) reflect.Value { return reflect.NewAt(t, p.at).Elem() }

// fresh sets the pointer at the place to new memory of type t.
func (p place) fresh(t reflect.Type) place {
	made := reflect.New(t).UnsafePointer()
	*(*unsafe.Pointer)(p.at) = made
	return place{made}
}

// clearPointer sets the pointer at the place to nil.
func (p place) clearPointer() { *(*unsafe.Pointer)(p.at) = nil }

// slice has the memory layout of a slice.
type slice struct {
	data     unsafe.Pointer
	len, cap int
}

func (p place) slice() *slice { return (*slice)(p.at) }

// setEmptySlice makes the slice at the place empty and not nil.
func (p place) setEmptySlice() {
	if s := p.slice(); s.data == nil {
		*(*[]struct{})(p.at) = []struct{}{}
	}
}

// extend adds a zero element to the slice of type t at the place. all is for how many
// elements there should be room when there is none left, 0 if that is not known. grown is
// how many bytes were allocated.
func (p place) extend(t reflect.Type, size uintptr, all int) (element place, grown int) {
	s := p.slice()
	if before := s.cap; s.len == before {
		switch {
		case before == 0 && size <= 16:
			p.value(t).Grow(4)
		case before == 0:
			p.value(t).Grow(1)
		case before < longList:
			p.value(t).Grow(before)
		default: // a program may keep the list, and what is beyond its end
			if all == 0 {
				all = 2 * before
			}
			longer := reflect.MakeSlice(t, before, all)
			reflect.Copy(longer, p.value(t))
			p.value(t).Set(longer)
		}
		grown = (s.cap - before) * int(size)
	}
	element = p.element(s.len, size)
	s.len++
	return element, grown
}

// longList is the length from which on a list grows by what is expected of it.
const longList = 128

// element returns the place of the i-th element, of size bytes, of the slice.
func (p place) element(i int, size uintptr) place {
	return place{unsafe.Add(p.slice().data, uintptr(i)*size)}
}

// shrink removes the last element of the slice, whose elements are of type t.
func (p place) shrink(t reflect.Type, size uintptr) {
	s := p.slice()
	s.len--
	p.element(s.len, size).zero(t)
}

func (p place) isZero(t reflect.Type) bool { return p.value(t).IsZero() }

// zero sets the value of type t at the place to zero.
func (p place) zero(t reflect.Type) { p.value(t).SetZero() }

// pointee returns the place that the pointer points to. A nil pointer is set to new
// memory first.
func (p place) pointee(t reflect.Type) place {
	if made := *(*unsafe.Pointer)(p.at); made != nil {
		return place{made}
	}
	return p.fresh(t)
}
