package decode

import (
	"regexp"
	"strconv"
)

// path is the reader's place in the body.
type path []step

// step is one level of a path: a field of an object, an element of a list, or an entry
// of a map.
type step struct {
	name  string // of an entry, its key
	index int    // noIndex for none
	entry bool
}

const noIndex = -1

func (p path) String() string {
	var b []byte
	for _, s := range p {
		if s.name != "" && !s.entry {
			if len(b) > 0 {
				b = append(b, '.')
			}
			b = append(b, s.name...)
		}
		switch {
		case s.index == noIndex:
		case s.entry && language.MatchString(s.name):
			b = append(append(append(b, `["`...), s.name...), `"]`...)
		case s.entry:
			b = append(strconv.AppendInt(append(b, '{'), int64(s.index), 10), '}')
		default:
			b = append(strconv.AppendInt(append(b, '['), int64(s.index), 10), ']')
		}
	}
	return string(b)
}

// language is the form of a language, such as de or pt-BR. A key of this form may be
// printed: no secret and nobody's data is that short.
var language = regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?$`)
