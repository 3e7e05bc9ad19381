package vendortest

import (
	"fmt"
	"slices"
	"strings"
)

// linker replaces the references of a document by what they name.
type linker struct {
	components *components
	done       map[*schema]bool
}

func (l *linker) operation(op *operation, shared []*parameter) error {
	var err error
	for i := range op.Parameters {
		if op.Parameters[i], err = l.parameter(op.Parameters[i]); err != nil {
			return err
		}
	}
	for _, p := range shared {
		if p, err = l.parameter(p); err != nil {
			return err
		}
		if op.parameter(p.In, p.Name) == nil {
			op.Parameters = append(op.Parameters, p)
		}
	}
	if b := op.RequestBody; b != nil {
		if op.RequestBody, err = resolve(b, b.Ref, "requestBodies", l.components.RequestBodies); err != nil {
			return err
		}
		if err = l.content(op.RequestBody.Content); err != nil {
			return err
		}
	}
	for status, r := range op.Responses {
		if r, err = resolve(r, r.Ref, "responses", l.components.Responses); err != nil {
			return err
		}
		op.Responses[status] = r
		if err = l.content(r.Content); err != nil {
			return err
		}
		for name, h := range r.Headers {
			if r.Headers[name], err = resolve(h, h.Ref, "headers", l.components.Headers); err != nil {
				return err
			}
		}
	}
	return nil
}

func (op *operation) parameter(in, name string) *parameter {
	for _, p := range op.Parameters {
		if p.In == in && p.Name == name {
			return p
		}
	}
	return nil
}

func (l *linker) parameter(p *parameter) (*parameter, error) {
	p, err := resolve(p, p.Ref, "parameters", l.components.Parameters)
	if err != nil {
		return nil, err
	}
	if document := p.Content["application/json"]; document != nil && len(p.Content) == 1 {
		p.Schema, p.json = document.Schema, true
	}
	if !slices.Contains([]string{"path", "query", "header", "cookie"}, p.In) || p.Schema == nil {
		return nil, fmt.Errorf("parameter %s: only path, query, header and cookie parameters with a schema, or with content that is JSON, are supported", p.Name)
	}
	return p, l.schema(&p.Schema)
}

func (l *linker) content(content map[string]*media) error {
	for _, m := range content {
		if m.Schema != nil {
			if err := l.schema(&m.Schema); err != nil {
				return err
			}
		}
		for name, e := range m.Examples {
			var err error
			if m.Examples[name], err = resolve(e, e.Ref, "examples", l.components.Examples); err != nil {
				return err
			}
			if usual := m.Examples[name].Usual; usual != "" && usual != usualForPathValue {
				return fmt.Errorf("the example %s: x-usual can be %s and nothing else", name, usualForPathValue)
			}
		}
	}
	return nil
}

// schema follows the reference at p and those below it. Schemas may be
// recursive.
func (l *linker) schema(p **schema) error {
	for (*p).Ref != "" {
		next, err := resolve(*p, (*p).Ref, "schemas", l.components.Schemas)
		if err != nil {
			return err
		}
		*p = next
	}
	s := *p
	if l.done[s] {
		return nil
	}
	l.done[s] = true
	s.nameVariants()
	for _, parts := range [][]*schema{s.AllOf, s.OneOf, s.AnyOf} {
		for i := range parts {
			if err := l.schema(&parts[i]); err != nil {
				return err
			}
		}
	}
	for name := range s.variants {
		part := s.variants[name]
		if err := l.schema(&part); err != nil {
			return err
		}
		s.variants[name] = part
	}
	for name, property := range s.Properties {
		if err := l.schema(&property); err != nil {
			return err
		}
		s.Properties[name] = property
	}
	for _, below := range []**schema{&s.Items, &s.additional} {
		if *below == nil {
			continue
		}
		if err := l.schema(below); err != nil {
			return err
		}
	}
	return nil
}

// resolve is what ref names, or given when there is no reference.
func resolve[T any](given *T, ref, kind string, defined map[string]*T) (*T, error) {
	if ref == "" {
		return given, nil
	}
	name, ok := strings.CutPrefix(ref, "#/components/"+kind+"/")
	if target := defined[name]; ok && target != nil && target != given {
		return target, nil
	}
	return nil, fmt.Errorf("the reference %s leads nowhere", ref)
}
