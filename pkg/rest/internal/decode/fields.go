package decode

import (
	"reflect"
	"strings"
	"sync"
)

// object makes the plan of a struct.
func (b *builder) object(p *plan) {
	depths := map[string]int{} // how deeply each field is embedded, by name
	b.embed(p, p.typ, 0, 0, depths)
	if len(p.fields) > maxFields {
		b.unsupported(p.typ, "it has more than 256 fields")
		return
	}
	all := make([]string, len(p.fields))
	for i, f := range p.fields {
		all[i] = f.name
		if !f.absence {
			p.required.add(i)
		}
	}
	p.names = newNames(all)
	p.xml = sync.OnceValues(func() (*node, error) { return newNode(p) })
}

// embed adds the fields of t, and those of the structs that are embedded in it. When
// two have the same name, the outer one is used.
func (b *builder) embed(p *plan, t reflect.Type, offset uintptr, depth int, depths map[string]int) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || f.Anonymous && name == "" && b.embedded(p, f, offset, depth, depths) || !f.IsExported() {
			continue
		}
		if name == "" {
			name = f.Name
		}
		made := newField(f, name, options, offset+f.Offset, b.plan(f.Type))
		before, twice := depths[name]
		switch {
		case !twice:
			p.fields = append(p.fields, made)
		case before == depth:
			b.unsupported(p.typ, "two fields are named "+name)
		case before < depth:
			continue
		default:
			for i := range p.fields {
				if p.fields[i].name == name {
					p.fields[i] = made
				}
			}
		}
		depths[name] = depth
	}
}

// embedded adds the fields of an embedded struct. It returns false when f is an
// ordinary field.
func (b *builder) embedded(p *plan, f reflect.StructField, offset uintptr, depth int, depths map[string]int) bool {
	if f.Type.Kind() == reflect.Pointer {
		b.unsupported(p.typ, "it embeds a pointer")
		return true
	}
	if f.Type.Kind() != reflect.Struct || f.IsExported() && b.plan(f.Type).kind != object {
		return false
	}
	b.embed(p, f.Type, offset+f.Offset, depth+1, depths)
	return true
}

func newField(f reflect.StructField, name, options string, offset uintptr, p *plan) field {
	made := field{name: name, offset: offset, plan: p, tag: f.Tag}
	optional := false
	for option := range strings.SplitSeq(options, ",") {
		optional = optional || option == "omitzero" || option == "omitempty"
	}
	switch {
	case optional:
		made.need, made.absence = may, true
	case f.Tag.Get("api") == "nullable":
		made.need = orNull
	case p.kind == pointer:
		made.need, made.absence = orNull, true
	}
	return made
}
