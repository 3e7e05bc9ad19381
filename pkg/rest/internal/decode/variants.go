package decode

import (
	"bytes"
	"maps"
	"reflect"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Variants are the types of an object that is one of several.
type Variants struct {
	// Property is the discriminator: the required text that tells the types apart.
	Property string
	// Types have a zero value of the type for each value of the property.
	Types map[string]any
}

// oneOf is a struct whose only field, an any, has one of the variants. Its zero value
// is none.
type oneOf interface{ Variants() Variants }

// VariantsOf returns the variants of a type, and false for one that has none.
func VariantsOf(t reflect.Type) (Variants, bool) {
	if t.Kind() != reflect.Struct || t.NumField() != 1 || t.Field(0).Type != reflect.TypeFor[any]() {
		return Variants{}, false
	}
	v, ok := reflect.TypeAssert[oneOf](reflect.Zero(t))
	if !ok {
		return Variants{}, false
	}
	return v.Variants(), true
}

// variants are those of a plan.
type variants struct {
	property string
	names    names // of the values of the property
	plans    []*plan
}

func (b *builder) variants(p *plan, of Variants) {
	p.kind = union
	values := slices.Sorted(maps.Keys(of.Types))
	p.variants = &variants{property: of.Property, names: newNames(values)}
	for _, value := range values {
		p.variants.plans = append(p.variants.plans, b.plan(reflect.TypeOf(of.Types[value])))
	}
}

// variant reads an object of one of several types. One whose discriminator has a value
// that is not documented is kept as it came.
func (r *jsonReader) variant(p *plan, at place) bool {
	begin := r.at
	said, got, ok := r.discriminator(p.variants.property)
	if !ok {
		return false
	}
	if r.ahead += r.at - begin; r.ahead > aheadFloor+aheadFactor*len(r.data) {
		return r.end(ErrTooLarge, r.base+int64(begin), "the properties that tell the kinds of nested objects come too late")
	}
	which := -1
	if got == "" {
		which = p.variants.names.find(said)
	}
	if which >= 0 {
		r.at = begin
		known := p.variants.plans[which]
		made := reflect.New(known.typ)
		ok = r.object(known, place{made.UnsafePointer()})
		at.setAny(made.Elem().Interface())
		return ok
	}
	unknown := boxoffice.UnknownVariant{Discriminator: string(said)}
	if r.at = begin; !r.skip() {
		return false
	}
	unknown.JSON = bytes.Clone(r.data[begin:r.at])
	at.setAny(unknown)
	if got == "" {
		return true
	}
	r.path = append(r.path, step{name: p.variants.property, index: noIndex})
	ok = r.note(must, got)
	r.path = r.path[:len(r.path)-1]
	return ok
}

// discriminator looks ahead for the value of the property. got says what is wrong with
// it. Vendors mostly send it first, so that little is read twice.
func (r *jsonReader) discriminator(property string) (said []byte, got string, ok bool) {
	r.at++
	if r.blanks() == '}' {
		return nil, "missing", true
	}
	for more := true; more; {
		if r.blanks() != '"' {
			return nil, "", r.syntax(r.at)
		}
		key, sound, ok := r.str()
		if !ok {
			return nil, "", false
		}
		found := sound && string(key) == property
		if !r.colon() {
			return nil, "", false
		}
		if found {
			return r.tells()
		}
		if !r.skip() {
			return nil, "", false
		}
		if more, ok = r.next('}'); !ok {
			return nil, "", false
		}
	}
	return nil, "missing", true
}

// tells reads the value of a discriminator.
func (r *jsonReader) tells() (said []byte, got string, ok bool) {
	c := r.blanks()
	if c != '"' {
		return nil, "want text, got " + found(c), true
	}
	said, sound, ok := r.str()
	if ok && !sound {
		return nil, "want text, got a string that is not Unicode text", true
	}
	return said, "", ok
}
