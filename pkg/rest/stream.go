package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"reflect"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Seq sends the request and yields the elements of a list answer as they arrive,
// in memory that does not grow with the list. A JSON body must be an array; an
// XML body a list as the operation describes it. One element may take up to a
// quarter of the body limit. After an error the sequence ends; the error keeps
// what the body began with.
//
// The request goes out when the sequence is ranged over. A call whose body has
// begun is not repeated, so only operations that may be repeated are streamed.
// Leaving the loop closes the connection.
func Seq[E any](ctx context.Context, req *Request) iter.Seq2[E, error] {
	return func(yield func(E, error) bool) {
		var none E
		r := *req // each loop sends a request of its own
		r.Stream, r.Header = true, req.Header.Clone()
		if !r.Op.Repeatable {
			r.invalid("only the answer of an operation that may be repeated can be streamed")
		}
		ctx, done := r.observe(ctx)
		err := r.stream(ctx, func(answer *Answer, body *meter) error {
			return each(answer, body, func(element E) error {
				if !yield(element, nil) {
					return errLeft
				}
				return nil
			})
		})
		done(err)
		if err != nil {
			yield(none, err)
		}
	}
}

// stream sends the request and has read read the body of its answer.
func (r *Request) stream(ctx context.Context, read func(*Answer, *meter) error) error {
	answer, err := r.send(ctx)
	if err != nil {
		return err
	}
	defer answer.Close()
	begun := &beginning{Reader: answer.Stream}
	err = read(answer, &meter{body: begun, limit: max(r.MaxBody/4, 1)})
	if err == nil || errors.Is(err, errLeft) {
		return nil
	}
	answer.Body = begun.kept
	return r.failed(answer, err)
}

var errLeft = errors.New("the loop was left")

func each[E any](a *Answer, body *meter, do func(E) error) error {
	switch {
	case a.is("application/json"):
		return body.explain(eachJSON(body, do))
	case a.op.XMLRoot != "" && a.is("application/xml"):
		return body.explain(eachXML(body, a.op.XMLRoot, a.op.XMLElement, do))
	}
	a.undocumented()
	return a.err
}

func eachJSON[T any](body *meter, do func(T) error) error {
	d := json.NewDecoder(body)
	if token, err := d.Token(); err != nil {
		return err
	} else if token != json.Delim('[') {
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is not a JSON array")
	}
	known, n := propertiesFor(reflect.TypeFor[T]()), 0
	for d.More() {
		body.used = 0
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if string(raw) == "null" {
			return safe.Errorf(boxoffice.ErrUnexpectedResponse, "element [%d] of the body is null", n)
		}
		var element T
		if err := json.Unmarshal(raw, &element); err != nil {
			return err
		}
		if err := known.promised(raw, "an element of the body"); err != nil {
			return err
		}
		n++
		if err := do(element); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return after(err)
	}
	return nil
}

func eachXML[T any](body *meter, root, name string, do func(T) error) error {
	d := xml.NewDecoder(body)
	if _, err := rootElement(d, root); err != nil {
		return err
	}
	for {
		body.used = 0
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.EndElement:
			return endOfXML(d)
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return safe.Errorf(boxoffice.ErrUnexpectedResponse, "a list of <%s> holds text", name)
			}
		case xml.StartElement:
			if token.Name.Local != name {
				return safe.Errorf(boxoffice.ErrUnexpectedResponse, "a list of <%s> holds another element", name)
			}
			var element T
			if err := d.DecodeElement(&element, &token); err != nil {
				return err
			}
			if err := decimals(element); err != nil {
				return err
			}
			if err := do(element); err != nil {
				return err
			}
		}
	}
}

// after is the error of a body that goes on after its end; err is nil or what
// came of reading on.
func after(err error) error {
	if err == nil {
		err = safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body goes on after its end")
	}
	return err
}

// beginning keeps what a stream began with, for the error of one that failed.
type beginning struct {
	io.Reader
	kept []byte
}

const keptOfStream = 16 << 10

func (b *beginning) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if room := keptOfStream - len(b.kept); room > 0 {
		b.kept = append(b.kept, p[:min(n, room)]...)
	}
	return n, err
}

// meter fails when more than limit bytes are read without used being reset. It
// keeps why the body broke off.
type meter struct {
	body        io.Reader
	used, limit int64
	err         error
}

func (m *meter) Read(p []byte) (int, error) {
	if m.used > m.limit {
		return 0, safe.Errorf(boxoffice.ErrTooLarge, "one element of the list takes more than %d bytes", m.limit)
	}
	if m.err != nil {
		return 0, m.err // the first error is why, whatever reading on says
	}
	n, err := m.body.Read(p)
	m.used += int64(n)
	if err != nil && err != io.EOF {
		m.err = err
	}
	return n, err
}

// explain tells why a list could not be read on: because the caller ended it,
// because the body broke off, or because of what is in it.
func (m *meter) explain(err error) error {
	switch {
	case err == nil || errors.Is(err, errLeft):
		return err
	case errors.Is(m.err, context.Canceled) || errors.Is(m.err, context.DeadlineExceeded):
		return m.err
	case m.err != nil:
		return errors.Join(safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body broke off"), m.err)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body ends in the middle of the list")
	}
	return undecodable(err)
}
