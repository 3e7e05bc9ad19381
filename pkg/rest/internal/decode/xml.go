package decode

import (
	"io"
	"reflect"
	"sync"
)

var xmlReaders = sync.Pool{New: func() any { return new(xmlReader) }}

// XML is [JSON] for an XML document whose root element has the name root. When all
// fields of T are lists of elements, other elements below the root are an error.
func XML[T any](data []byte, root string, dst *T) (Report, error) {
	*dst = *new(T)
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return Report{}, err
	}
	at := placeOf(dst)
	return readXML(data, func(x *xmlReader) bool {
		return x.root(root) && x.element(p, at, must) && x.after()
	})
}

// XMLList reads the elements with the given name below the root. Other elements are an
// error.
func XMLList[E any](data []byte, root, element string, dst *[]E) (Report, error) {
	*dst = []E{}
	p, err := planOf(reflect.TypeFor[[]E]())
	if err != nil {
		return Report{}, err
	}
	at := placeOf(dst)
	var ends cuts
	report, err := readXML(data, func(x *xmlReader) bool {
		return x.root(root) && x.elements(element, func() bool { return x.add(p, at, &ends) }) && x.after()
	})
	ends.apply()
	report.Known = len(*dst)
	return report, err
}

// EachXML is [EachJSON] for the elements with the given name below the root of an XML
// document.
func EachXML[T any](body io.Reader, root, element string, limit int64, do func(T, Report) error) error {
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return err
	}
	x := &xmlReader{window: window{src: body}, limit: limit}
	x.begin(0)
	x.text.size, x.top = chunk, 1
	value, index := new(T), 0
	var stopped error
	_ = x.root(root) && x.elements(element, func() bool {
		*value = *new(T)
		x.path[len(x.path)-1].index = index
		index++
		x.report, x.lists = Report{}, 0
		if !x.element(p, placeOf(value), elementNeed(p)) || x.count > 0 {
			return false
		}
		if end := x.offset(x.taken); end-x.since > limit {
			x.broken = tooLargeElement(x.path, limit)
			return false
		}
		if err := do(*value, x.report); err != nil {
			stopped = &Stopped{err}
			return false
		}
		x.since = x.offset(x.taken)
		return true
	}) && x.after()
	if stopped != nil {
		return stopped
	}
	_, err = x.result()
	return err
}

func readXML(data []byte, read func(*xmlReader) bool) (Report, error) {
	x, _ := xmlReaders.Get().(*xmlReader)
	x.begin(len(data))
	x.window = window{buf: data}
	x.taken, x.open, x.ends, x.seen = 0, x.open[:0], x.ends[:0], false
	read(x)
	report, err := x.result()
	x.window, x.token = window{}, token{}
	clear(x.valid)
	x.forget()
	xmlReaders.Put(x)
	return report, err
}

// root reads up to the root's start tag. A root with another name is an error, because
// an error page in XHTML would otherwise be read as an empty answer.
func (x *xmlReader) root(name string) bool {
	if !x.next() {
		if x.broken != nil && !x.seen && x.broke() == nil && blank(x.buf) && x.base == 0 {
			x.broken.Text = "the body is empty"
		}
		return false
	}
	if x.token.mark != startTag {
		return x.syntax(0, notXML)
	}
	if string(local(x.token.name)) != name {
		x.note(must, "the root element is not <"+name+">")
		return false
	}
	x.path = append(x.path, step{name: name, index: noIndex})
	return true
}

// elements calls add for each element below the root.
func (x *xmlReader) elements(name string, add func() bool) bool {
	for empty := x.token.empty; !empty; {
		if !x.next() {
			return false
		}
		ok := true
		switch x.token.mark {
		case startTag:
			if string(local(x.token.name)) != name {
				ok = x.note(must, "holds an unknown element") && x.skip()
				break
			}
			x.path = append(x.path, step{name: name})
			if ok = add(); ok {
				x.path = x.path[:1]
			}
		case chars:
			if x.scratch = x.scratch[:0]; !x.addChars() {
				return false
			}
			if !blank(x.scratch) {
				ok = x.note(must, "holds text between its elements")
			}
		default:
			empty = true
		}
		if !ok || x.src != nil && x.count > 0 {
			return false
		}
	}
	return true
}

// after checks that only white space, comments and processing instructions follow the
// root.
func (x *xmlReader) after() bool {
	x.path = x.path[:0]
	x.since = x.offset(x.taken)
	if !x.next() {
		return false
	}
	return x.token.mark == theEnd || x.syntax(0, "the body goes on after its end")
}
