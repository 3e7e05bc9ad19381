package decode

import "strings"

const chunk = 4 << 10

// arena is the memory for an answer's short texts. Many texts share one chunk of 4
// KiB, so that they need one allocation. When a program keeps a text, the chunk stays
// in memory, but not the body.
type arena struct {
	b    strings.Builder
	size int // of the next chunk
}

func (a *arena) put(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if a.b.Cap()-a.b.Len() < len(text) {
		if len(text) > a.size/4 && a.b.Cap() > 0 || len(text) > a.size {
			return string(text)
		}
		a.b.Reset()
		a.b.Grow(a.size)
	}
	start := a.b.Len()
	a.b.Write(text)
	return a.b.String()[start:]
}

func (a *arena) drop() { a.b.Reset() }
