package goapi

import (
	"go/types"
)

// member is what a program can name, or reach through what it can name.
type member struct {
	kind        string // const, var, func, type, field, method
	text        string // its type
	is          string // the full name of a type, as it is in the newer version
	value       string // of a constant
	takes       string // the parameters of a func or method
	returns     string
	arguments   []string // the types of the parameters one by one
	constraints []string
	parameters  []string // their names in order
	comparable  bool     // values of the type can be compared and be keys of maps
	byValue     bool     // the method can be called on a value that has no address
	required    bool     // who implements the interface must have the method
	closed      bool     // other packages cannot implement the interface
	from        string   // the member of an embedded type that this one is
}

// surface are the members of a package by their names: "Client.GetEvent".
type surface struct {
	pkg    Package
	moved  map[string]string // by the name of a type, where it is in the newer version
	all    map[string]member
	hidden []*types.Named // types without a name for programs, which they have values of
	seen   map[string]bool
}

func surfaceOf(p Package, moved map[string]string) map[string]member {
	s := &surface{pkg: p, moved: moved, all: map[string]member{}, seen: map[string]bool{}}
	scope := p.Types.Scope()
	for _, name := range scope.Names() {
		if o := scope.Lookup(name); o.Exported() {
			s.object(name, o)
		}
	}
	for len(s.hidden) > 0 {
		t := s.hidden[0]
		s.hidden = s.hidden[1:]
		s.named(path(t.Obj()), t)
	}
	return s.all
}

func (s *surface) object(name string, o types.Object) {
	switch o := o.(type) {
	case *types.Const:
		s.all[name] = member{kind: "const", text: s.text(o.Type()), value: o.Val().ExactString()}
	case *types.Var:
		s.all[name] = member{kind: "var", text: s.text(o.Type())}
	case *types.Func:
		s.function(name, o, member{kind: "func"})
	case *types.TypeName:
		if named := declared(o); named != nil {
			s.named(name, named)
		} else {
			s.all[name] = member{kind: "type", text: "= " + s.text(o.Type())}
		}
	}
}

// declared is the type that a name stands for, nil for an alias of something else
// than a declared type.
func declared(o types.Object) *types.Named {
	if named, ok := types.Unalias(o.Type()).(*types.Named); ok && named.TypeArgs().Len() == 0 {
		return named
	}
	return nil
}

func (s *surface) function(name string, f *types.Func, m member) {
	signature, ok := f.Type().(*types.Signature)
	if !ok {
		return
	}
	m.arguments = s.types(signature.Params(), signature.Variadic())
	m.takes, m.returns = s.tuple(signature.Params(), signature.Variadic()), s.results(signature.Results())
	m.text, m.constraints = "func"+m.takes+m.returns, s.limits(signature.TypeParams())
	for p := range signature.Params().Variables() {
		m.parameters = append(m.parameters, p.Name())
	}
	s.all[name] = m
}

func (s *surface) limits(list *types.TypeParamList) []string {
	var all []string
	for t := range list.TypeParams() {
		all = append(all, s.text(t.Constraint()))
	}
	return all
}

// named has a type and what belongs to it. Of what is in a struct or an interface the
// type's own text says nothing.
func (s *surface) named(name string, t *types.Named) {
	t = t.Origin()
	m := member{kind: "type", is: s.now(t), constraints: s.limits(t.TypeParams()), comparable: types.Comparable(t)}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		m.text = "struct"
		s.fields(name, t, u)
	case *types.Interface:
		m.text = "interface"
		for _, e := range s.elements(u) {
			m.text += " " + e
		}
		m.closed = isClosed(u)
	default:
		m.text = s.text(u)
	}
	s.all[name] = m
	s.methods(name, t)
}

func isClosed(t *types.Interface) bool {
	for m := range t.Methods() {
		if !m.Exported() {
			return true
		}
	}
	return false
}

func (s *surface) methods(name string, t *types.Named) {
	of := types.Type(types.NewPointer(t))
	u, isInterface := t.Underlying().(*types.Interface)
	if isInterface {
		of = t
	}
	values := types.NewMethodSet(t)
	for m := range types.NewMethodSet(of).Methods() {
		f, ok := m.Obj().(*types.Func)
		if !ok || !f.Exported() {
			continue
		}
		what := member{kind: "method", byValue: values.Lookup(f.Pkg(), f.Name()) != nil, required: isInterface && !isClosed(u)}
		if len(m.Index()) > 1 {
			what.from = origin(f) + "." + f.Name()
		}
		s.function(name+"."+f.Name(), f, what)
	}
}

// origin is the type that a promoted method belongs to.
func origin(f *types.Func) string {
	signature, ok := f.Type().(*types.Signature)
	if !ok || signature.Recv() == nil {
		return ""
	}
	of := signature.Recv().Type()
	if p, ok := of.(*types.Pointer); ok {
		of = p.Elem()
	}
	if named, ok := types.Unalias(of).(*types.Named); ok {
		return path(named.Obj())
	}
	return ""
}

// fields has the exported fields of a struct, its own and those of embedded structs.
func (s *surface) fields(name string, t *types.Named, u *types.Struct) {
	for f := range u.Fields() {
		if f.Exported() {
			s.all[name+"."+f.Name()] = member{kind: "field", text: s.text(f.Type())}
		}
		if f.Embedded() {
			s.promoted(name, t, f, map[types.Type]bool{})
		}
	}
}

func (s *surface) promoted(name string, t *types.Named, embedded *types.Var, seen map[types.Type]bool) {
	of := types.Unalias(embedded.Type())
	if p, ok := of.(*types.Pointer); ok {
		of = types.Unalias(p.Elem())
	}
	u, ok := of.Underlying().(*types.Struct)
	if !ok || seen[of] {
		return
	}
	seen[of] = true
	for f := range u.Fields() {
		// A name that stands for two fields at the same depth stands for neither.
		if found, index, _ := types.LookupFieldOrMethod(t, true, f.Pkg(), f.Name()); f.Exported() && found == f && len(index) > 1 {
			m := member{kind: "field", text: s.text(f.Type())}
			if named, ok := of.(*types.Named); ok {
				m.from = path(named.Obj()) + "." + f.Name()
			}
			s.all[name+"."+f.Name()] = m
		}
		if f.Embedded() {
			s.promoted(name, t, f, seen)
		}
	}
}
