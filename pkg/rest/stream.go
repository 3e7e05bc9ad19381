package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// WithEach decodes a list answer element by element, in memory that does not
// grow with the list, and hands each to do. A JSON body must be an array; an
// XML body a root element whose children named element are the list. An error
// of do ends the call and is its error's cause. One element may take up to a
// quarter of the client's body limit.
func WithEach[T any](root, element string, do func(T) error) CallOption {
	return func(r *Request) {
		r.Stream = func(mediaType string, body io.Reader) error {
			elements := &meter{body: body, limit: max(r.MaxBody/4, 1)}
			switch {
			case mediaType == "" || strings.HasSuffix(mediaType, "json"):
				return elements.explain(eachJSON(elements, do))
			case strings.HasSuffix(mediaType, "xml"):
				return elements.explain(eachXML(elements, root, element, do))
			}
			return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is neither JSON nor XML")
		}
	}
}

func eachJSON[T any](body *meter, do func(T) error) error {
	d := json.NewDecoder(body)
	if token, err := d.Token(); err != nil {
		return err
	} else if token != json.Delim('[') {
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is not a JSON array")
	}
	for d.More() {
		body.used = 0
		var element T
		if err := d.Decode(&element); err != nil {
			return err
		}
		if err := do(element); err != nil {
			return ended{err}
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
				return ended{err}
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

// ended is the error of the caller's own function, which ended the call.
type ended struct{ error }

func (e ended) Unwrap() error { return e.error }

// SafeText is the error's own, if it may be printed.
func (e ended) SafeText() string {
	var safe boxoffice.SafeError
	if errors.As(e.error, &safe) {
		return safe.SafeText()
	}
	return "ended by the caller's function"
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
	var caller ended
	switch {
	case err == nil || errors.As(err, &caller):
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
