package decode

import "strconv"

// path is the reader's place in the body.
type path []step

// step is one level of a path: a field of an object, an element of a list, or an entry
// of a map.
type step struct {
	name  string
	index int // noIndex for none
	entry bool
}

const noIndex = -1

func (p path) String() string {
	var b []byte
	for _, s := range p {
		if s.name != "" {
			if len(b) > 0 {
				b = append(b, '.')
			}
			b = append(b, s.name...)
		}
		switch {
		case s.index == noIndex:
		case s.entry:
			b = append(strconv.AppendInt(append(b, '{'), int64(s.index), 10), '}')
		default:
			b = append(strconv.AppendInt(append(b, '['), int64(s.index), 10), ']')
		}
	}
	return string(b)
}
