package rest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

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
