package decode

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

type kind uint8

const (
	text kind = iota
	integer
	boolean
	float
	decimal
	moment   // time.Time
	ownText  // an encoding.TextUnmarshaler
	ownValue // a json.Unmarshaler
	raw      // json.RawMessage
	free     // any
	object
	list
	dictionary
	pointer
	union // one of several objects
)

// wants are the names of the kinds in errors.
var wants = [...]string{
	text: "text", integer: "an integer", boolean: "a boolean", float: "a number", decimal: "a decimal", moment: "a date-time",
	ownText: "text", ownValue: "a value", raw: "a value", free: "a value", object: "an object", list: "a list", dictionary: "an object",
	union: "an object",
}

// plan says how a type is read. It is made once per type and does not change.
type plan struct {
	kind     kind
	typ      reflect.Type
	size     uintptr
	elem     *plan // of a list, dictionary or pointer
	fields   []field
	names    names // of fields
	required set
	variants *variants             // of a union
	xml      func() (*node, error) // of an object
}

// field is a field of a struct, or of one embedded in it.
type field struct {
	name    string // in JSON
	offset  uintptr
	plan    *plan
	need    need
	absence bool // it may be missing
	tag     reflect.StructTag
}

var decimals = []reflect.Type{reflect.TypeFor[boxoffice.Decimal](), reflect.TypeFor[json.Number]()}

// IsDecimal reports whether the type holds decimals: the exact text of a number that
// the vendor wrote. To add such a type, which must be a kind of string, add it to the
// list above.
func IsDecimal(t reflect.Type) bool {
	return t.Kind() == reflect.String && slices.Contains(decimals, t)
}

var plans sync.Map // reflect.Type -> *plan or error

// planOf returns the plan of a type. It is made at the first call and then kept.
func planOf(t reflect.Type) (*plan, error) {
	known, ok := plans.Load(t)
	if !ok {
		b := builder{made: map[reflect.Type]*plan{}}
		p := b.plan(t)
		if b.err != nil {
			known, _ = plans.LoadOrStore(t, b.err)
		} else {
			known, _ = plans.LoadOrStore(t, p)
		}
	}
	if err, bad := known.(error); bad {
		return nil, err
	}
	p, _ := known.(*plan)
	return p, nil
}

// builder makes the plans of a type and of all types in it. Types may contain each
// other.
type builder struct {
	made map[reflect.Type]*plan
	err  error
}

func (b *builder) unsupported(t reflect.Type, why string) {
	if b.err == nil {
		b.err = &Error{Kind: ErrUnsupported, Text: "values of type " + t.String() + " cannot be read: " + why, Offset: -1}
	}
}

var (
	ownValues = reflect.TypeFor[json.Unmarshaler]()
	ownTexts  = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func (b *builder) plan(t reflect.Type) *plan {
	if p := b.made[t]; p != nil {
		return p
	}
	p := &plan{typ: t, size: t.Size()}
	b.made[t] = p
	if of, ok := VariantsOf(t); ok {
		b.variants(p, of)
		return p
	}
	switch {
	case IsDecimal(t):
		p.kind = decimal
	case t == reflect.TypeFor[time.Time]():
		p.kind = moment
	case t == reflect.TypeFor[json.RawMessage]():
		p.kind = raw
	case t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(ownValues):
		p.kind = ownValue
	case t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(ownTexts):
		p.kind = ownText
	default:
		b.ordinary(p)
	}
	return p
}

func (b *builder) ordinary(p *plan) {
	t := p.typ
	switch t.Kind() {
	case reflect.String:
		p.kind = text
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		p.kind = integer
	case reflect.Bool:
		p.kind = boolean
	case reflect.Float64, reflect.Float32:
		p.kind = float
	case reflect.Interface:
		p.kind = free
		if t.NumMethod() > 0 {
			b.unsupported(t, "it is an interface with methods")
		}
	case reflect.Struct:
		p.kind = object
		b.object(p)
	case reflect.Slice:
		p.kind, p.elem = list, b.plan(t.Elem())
	case reflect.Map:
		p.kind, p.elem = dictionary, b.plan(t.Elem())
		if t.Key().Kind() != reflect.String || reflect.PointerTo(t.Key()).Implements(ownTexts) {
			b.unsupported(t, "its keys are not plain text")
		}
	case reflect.Pointer:
		p.kind, p.elem = pointer, b.plan(t.Elem())
	default:
		b.unsupported(t, "its kind has no rule")
	}
}
