package decode

// need says what a value may be.
type need uint8

const (
	must   need = iota // a value, and not null
	orNull             // a value or null
	may                // anything: a malformed value is a problem and no error
)

// reading is the part that the readers of JSON and XML share: the place in the body,
// the errors and problems so far, and the memory for texts.
type reading struct {
	path     path
	report   Report
	mistakes []Problem
	count    int
	broken   *Error // the error that ended the reading, nil if there is none
	cause    error  // the first error of a type's own unmarshaler
	depth    int
	top      int // depth outside of the value; in XML, open elements
	size     int // of the body, 0 for a stream
	lists    int // bytes that were allocated for lists
	maxLists int
	text     arena
	scratch  []byte // memory for a text while it is put together
}

// begin prepares the reading of a body of size bytes.
func (g *reading) begin(size int) {
	g.report, g.mistakes, g.count, g.broken, g.cause = Report{}, nil, 0, nil, nil
	g.path, g.depth, g.top, g.lists = g.path[:0], 0, 0, 0
	g.size, g.maxLists = size, listFloor+listFactor*size
	g.text.size = min(size/2, chunk) // at least half of a body is names and punctuation
}

// forget drops references to memory that now belongs to the caller.
func (g *reading) forget() {
	g.begin(0)
	g.text.drop()
	clear(g.path[:cap(g.path)])
	if cap(g.scratch) > chunk {
		g.scratch = nil
	}
}

// wrong notes that the value has another type than documented.
func (g *reading) wrong(n need, want, got string) bool {
	return g.note(n, "want "+want+", got "+got)
}

// note records a value that cannot be read, as a problem or as an error. It returns
// false when there are so many errors that the reading ends.
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

// notes says what was noted so far.
type notes struct {
	mistakes, problems, count, more int
	cause                           error
}

func (g *reading) notes() notes {
	return notes{len(g.mistakes), len(g.report.Problems), g.count, g.report.More, g.cause}
}

// restore forgets what was noted since.
func (g *reading) restore(n notes) {
	g.mistakes, g.report.Problems = g.mistakes[:n.mistakes], g.report.Problems[:n.problems]
	g.count, g.report.More, g.cause = n.count, n.more, n.cause
}

// wrongs returns how many values could not be read so far.
func (g *reading) wrongs() int { return g.count + len(g.report.Problems) + g.report.More }

// unread reports whether nothing was read into the place and there are more errors
// than before. Such an element must not be kept, because it would be an invented one.
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

// result returns the report and the error of the reading.
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

// nothing notes an error when an element of a list has no documented value. It does
// nothing when the element has required fields, because missing notes these.
func (g *reading) nothing(p *plan) bool {
	if n := len(g.path); n == 0 || g.path[n-1].index == noIndex || g.path[n-1].entry || len(p.fields) == 0 || p.required != (set{}) {
		return true
	}
	return g.note(must, "has none of the documented properties")
}

// missing notes an error for each required field that was not seen.
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
