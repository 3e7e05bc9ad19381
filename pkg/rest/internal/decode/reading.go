package decode

// need says what may stand where a value is read.
type need uint8

const (
	must   need = iota // a value, and not null
	orNull             // a value or null
	may                // anything: what is malformed is a problem, not a mistake
)

// reading is what reading JSON and XML have in common: where the reader is,
// what it has found, and the memory of its texts.
type reading struct {
	path     path
	report   Report
	mistakes []Problem
	count    int
	broken   *Error // ends the reading
	cause    error  // the first error of an own type
	depth    int
	top      int // depth (in XML: elements) outside of the value
	lists    int // bytes that lists took
	maxLists int
	text     arena
	scratch  []byte // of the text being put together
}

// begin makes ready for a body of size bytes.
func (g *reading) begin(size int) {
	g.report, g.mistakes, g.count, g.broken, g.cause = Report{}, nil, 0, nil, nil
	g.path, g.depth, g.top, g.lists = g.path[:0], 0, 0, 0
	g.maxLists = listFloor + listFactor*size
	g.text.size = min(size/2, chunk) // half of a body is names and marks at least
}

// forget drops what belongs to the caller now.
func (g *reading) forget() {
	g.begin(0)
	g.text.drop()
	clear(g.path[:cap(g.path)])
	if cap(g.scratch) > chunk {
		g.scratch = nil
	}
}

// wrong notes that there is something else than wanted.
func (g *reading) wrong(n need, want, got string) bool {
	return g.note(n, "want "+want+", got "+got)
}

// note records a value that cannot be read. It is false when there are so many
// that the reading ends.
func (g *reading) note(n need, text string) bool {
	if n == may {
		if len(g.report.Problems) == maxProblems {
			g.report.More++
		} else {
			g.report.Problems = append(g.report.Problems, Problem{g.path.String(), text})
		}
		return true
	}
	g.count++
	if len(g.mistakes) < maxListed {
		g.mistakes = append(g.mistakes, Problem{g.path.String(), text})
	}
	return g.count < maxMistakes
}

// wrongs counts what could not be read so far.
func (g *reading) wrongs() int { return g.count + len(g.report.Problems) + g.report.More }

// unread reports whether nothing could be read into the place since there were
// so many mistakes: an element without a value would be an invented one.
func (g *reading) unread(mistakes int, at place, p *plan) bool {
	return (g.count > mistakes || g.broken != nil) && at.isZero(p.typ)
}

// end ends the reading at once.
func (g *reading) end(kind error, offset int64, text string) bool {
	if g.broken == nil {
		g.broken = &Error{Kind: kind, Path: g.path.String(), Text: text, Offset: offset}
	}
	return false
}

// enter goes one level down.
func (g *reading) enter(offset int64) bool {
	if g.depth == maxDepth {
		return g.end(ErrTooLarge, offset, "nested more than 512 deep")
	}
	g.depth++
	return true
}

// result is what came of it.
func (g *reading) result() (Report, error) {
	if g.broken != nil {
		return g.report, g.broken
	}
	if g.count == 0 {
		return g.report, nil
	}
	return g.report, &Error{
		Kind: ErrMismatch, Path: g.mistakes[0].Path, Text: g.mistakes[0].Text, Offset: -1,
		Mistakes: g.mistakes, Count: g.count, cause: g.cause,
	}
}

// nothing notes an element of a list that has no documented value at all. If
// something is required of it, that is noted as missing.
func (g *reading) nothing(p *plan) bool {
	if n := len(g.path); n == 0 || g.path[n-1].index == noIndex || g.path[n-1].entry || len(p.fields) == 0 || p.required != (set{}) {
		return true
	}
	return g.note(must, "has none of the documented properties")
}

// missing notes the required fields that were not seen.
func (g *reading) missing(fields []field, required, seen *set) bool {
	for w := range required {
		if required[w]&^seen[w] == 0 {
			continue
		}
		for i := w * 64; i < len(fields) && i < w*64+64; i++ {
			if !required.has(i) || seen.has(i) {
				continue
			}
			g.path = append(g.path, step{name: fields[i].name, index: noIndex})
			ok := g.note(must, "missing")
			g.path = g.path[:len(g.path)-1]
			if !ok {
				return false
			}
		}
	}
	return true
}
