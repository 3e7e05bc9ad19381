package rest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// XML decodes the body into dst. Its root element must have the given name and
// no children but the named ones, and its decimals must be numbers: what
// encoding/xml passes over in silence would be an empty list or a wrong amount.
func XML[T any](a *Answer, dst **T, root string, children ...string) {
	decodeBody(a, dst, func(body []byte, value any) error {
		d := xml.NewDecoder(bytes.NewReader(body))
		start, err := rootElement(d, root)
		if err != nil {
			return err
		}
		if err := d.DecodeElement(value, &start); err != nil {
			return err
		}
		if err := endOfXML(d); err != nil {
			return err
		}
		if err := onlyChildren(body, root, children); err != nil {
			return err
		}
		return decimals(value)
	})
}

// onlyChildren reports an element below the root that is not one of names.
func onlyChildren(body []byte, root string, names []string) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	if _, err := rootElement(d, root); err != nil {
		return err
	}
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.EndElement:
			return nil
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the element <%s> holds text", root)
			}
		case xml.StartElement:
			if !slices.Contains(names, token.Name.Local) {
				return safe.Errorf(boxoffice.ErrUnexpectedResponse, "the element <%s> holds an unknown one", root)
			}
			if err := d.Skip(); err != nil {
				return err
			}
		}
	}
}

// decimals reports a decimal that is no number: encoding/xml keeps any text in
// a json.Number, encoding/json does not write it.
func decimals(value any) error {
	if _, err := json.Marshal(value); err != nil {
		return safe.Errorf(boxoffice.ErrUnexpectedResponse, "a decimal of the body is not a number")
	}
	return nil
}

// endOfXML reads on after the root element: nothing but blanks and comments may
// follow.
func endOfXML(d *xml.Decoder) error {
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		text, blank := token.(xml.CharData)
		_, comment := token.(xml.Comment)
		if err != nil || !comment && !(blank && len(bytes.TrimSpace(text)) == 0) {
			return after(err)
		}
	}
}

// rootElement reads up to the root's start tag. Any other root is an error:
// an error page is well-formed XML too, and would decode to nothing.
func rootElement(d *xml.Decoder, name string) (xml.StartElement, error) {
	for {
		token, err := d.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := token.(xml.StartElement); ok {
			if start.Name.Local != name {
				return start, safe.Errorf(boxoffice.ErrUnexpectedResponse, "the root element is not <%s>", name)
			}
			return start, nil
		}
	}
}
