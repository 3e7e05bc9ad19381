package vendortest

import (
	"maps"
	"slices"
	"strings"
)

// discriminator says which of several schemas an object fits, by a property.
type discriminator struct {
	PropertyName string
	Mapping      map[string]string // from the property's value to a schema
}

// nameVariants finds the schema of each value of the discriminator. Without a mapping
// the value is the schema's name.
func (s *schema) nameVariants() {
	if s.Discriminator == nil || len(s.OneOf) == 0 {
		return
	}
	s.variants = map[string]*schema{}
	for _, one := range s.OneOf {
		name := one.Ref[strings.LastIndex(one.Ref, "/")+1:]
		if len(s.Discriminator.Mapping) == 0 {
			s.variants[name] = one
		}
		for value, ref := range s.Discriminator.Mapping {
			if ref[strings.LastIndex(ref, "/")+1:] == name {
				s.variants[value] = one
			}
		}
	}
}

// checkParts is check for the schemas that a schema is made of.
func (s *schema) checkParts(value any, at string, found finder) {
	once := map[string]bool{}
	for _, part := range s.AllOf {
		part.check(value, at, func(at, problem string) {
			if key := at + " " + problem; !once[key] { // of another part too
				once[key] = true
				found(at, problem)
			}
		})
	}
	if len(s.AnyOf) > 0 {
		s.checkChoice(s.AnyOf, value, at, found, func(n int) bool { return n > 0 })
	}
	object, ok := value.(map[string]any)
	switch {
	case len(s.OneOf) == 0:
	case ok && s.variants != nil:
		s.checkVariant(object, at, found)
	default:
		s.checkChoice(s.OneOf, value, at, found, func(n int) bool { return n == 1 })
	}
}

// checkChoice counts the schemas that the value fits.
func (s *schema) checkChoice(parts []*schema, value any, at string, found finder, enough func(int) bool) {
	n := 0
	for _, part := range parts {
		fits := true
		part.check(value, at, func(string, string) { fits = false })
		if fits {
			n++
		}
	}
	switch {
	case enough(n):
	case n > 1:
		found(at, "fits more than one of the documented schemas")
	case value == nil:
		found(at, "must not be null")
	case len(parts) == 1, s.variants != nil:
		parts[0].check(value, at, found)
	default:
		found(at, "fits none of the documented schemas")
	}
}

func (s *schema) checkVariant(object map[string]any, at string, found finder) {
	name := s.Discriminator.PropertyName
	values := slices.Sorted(maps.Keys(s.variants))
	value, has := object[name]
	text, isText := value.(string)
	switch {
	case !has:
		found(below(at, name), "is required and missing, must be one of "+list(values))
	case !isText:
		found(below(at, name), "must be a string, is "+article(kind(value)))
	case s.variants[text] == nil:
		found(below(at, name), "must be one of "+list(values))
	default:
		s.variants[text].check(object, at, found)
	}
}
