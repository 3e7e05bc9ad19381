package decode

import (
	"bytes"
	"encoding"
	"reflect"
	"time"
	"unicode/utf8"
)

// The names, in errors, of where the text of a scalar is.
const (
	aNumber = "a number"
	aString = "a string"
	aText   = "text" // of an element
)

// scalar reads a number, boolean, decimal, time, or a type with its own unmarshaler,
// from its text. got says what the text is instead, "" when it could be read.
func (g *reading) scalar(p *plan, at place, written []byte, holder string) (got string) {
	switch p.kind {
	case integer:
		value, bad := parseInt(written)
		if bad == fine && !at.setInt(value, p.size) {
			bad = outOfRange
		}
		return bad.in(holder)
	case float:
		value, bad := parseFloat(written, int(p.size)*8)
		if bad == fine {
			at.setFloat(value, p.size)
		}
		return bad.in(holder)
	case decimal:
		switch {
		case numberEnd(written, 0) != len(written):
			return noNumber.in(holder)
		case len(written) > maxNumber:
			return tooLong.in(holder)
		}
		at.setString(g.text.put(written))
	case boolean:
		switch string(written) {
		case "1", "true":
			at.setBool(true)
		case "0", "false":
			at.setBool(false)
		default:
			return holder + " that is neither true nor false"
		}
	case moment:
		value, ok := parseTime(written)
		if !ok {
			return holder + " that is no date-time"
		}
		at.setTime(value)
	case ownText:
		own, _ := reflect.TypeAssert[encoding.TextUnmarshaler](at.value(p.typ).Addr())
		if err := own.UnmarshalText(written); err != nil {
			if g.cause == nil {
				g.cause = err
			}
			at.zero(p.typ)
			return holder + " that its type refuses"
		}
	}
	return ""
}

// in returns the fault's text for an error, with the name of what was found.
func (f fault) in(holder string) string {
	switch f {
	case noNumber:
		return holder + " that holds no number"
	case noInteger:
		if holder == aNumber {
			return "a number that is no integer"
		}
		return holder + " that holds no integer"
	case outOfRange:
		return "a number out of range"
	case tooLong:
		return "a number of more than 1,000 bytes"
	}
	return ""
}

// parseTime parses RFC 3339. The colon in the zone may be missing.
func parseTime(b []byte) (t time.Time, ok bool) {
	if n := len(b); n > len("2006-01-02T15:04:05") && (b[n-5] == '+' || b[n-5] == '-') && digitsEnd(b, n-4) == n {
		b = append(append(append(make([]byte, 0, n+1), b[:n-2]...), ':'), b[n-2:]...)
	}
	return t, t.UnmarshalText(b) == nil
}

// Value reads a text, such as that of a header, into *dst, which is text or a scalar.
// got says what is wrong with the text, "" when it could be read. White space around a
// scalar is ignored.
func Value[T any](written string, dst *T) (got string) {
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil || !p.scalar() {
		return "is of a type that cannot be read"
	}
	if p.kind == text {
		if !utf8.ValidString(written) {
			return "is not UTF-8 text"
		}
		placeOf(dst).setString(written)
		return ""
	}
	var g reading
	if got := g.scalar(p, placeOf(dst), bytes.TrimSpace([]byte(written)), aText); got != "" {
		return "is " + got + ", want " + p.want()
	}
	return ""
}
