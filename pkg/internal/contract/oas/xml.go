package oas

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

func init() {
	for _, mediaType := range []string{"application/xml", "text/xml"} {
		openapi3filter.RegisterBodyDecoder(mediaType, func(body io.Reader, _ http.Header, schema *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
			return DecodeXML(body, schema.Value)
		})
	}
}

// child is what an element stands for: a property, or one item of it.
type child struct {
	property string
	item     bool // one element of a list without a wrapper
	schema   *openapi3.SchemaRef
}

// childElement says what the element of this name stands for inside a value of
// the schema, by OpenAPI's rules: a property's element has the property's name
// or its xml.name; a list without xml.wrapped is a row of elements named after
// its items; a wrapped one is an element around them.
// The name of an attribute has "@" before it.
func childElement(schema *openapi3.Schema, name string) (child, bool) {
	attribute, isAttribute := strings.CutPrefix(name, "@")
	if schema.Items != nil && !isAttribute { // the inside of a wrapper
		return child{item: true, schema: schema.Items}, elementName(schema.Items, name) == name
	}
	for property, ref := range schema.Properties {
		if isAttribute {
			if ref.Value.XML != nil && ref.Value.XML.Attribute && elementName(ref, property) == attribute {
				return child{property, false, ref}, true
			}
			continue
		}
		if items := ref.Value.Items; items != nil && !wrapped(ref) {
			if elementName(items, property) == name {
				return child{property, true, items}, true
			}
			continue
		}
		if elementName(ref, property) == name {
			return child{property, false, ref}, true
		}
	}
	return child{}, false
}

func wrapped(ref *openapi3.SchemaRef) bool { return ref.Value.XML != nil && ref.Value.XML.Wrapped }

// elementName is the schema's xml.name, or the given one. The name of a shared
// object schema is its name as a root and as a list's item.
func elementName(ref *openapi3.SchemaRef, otherwise string) string {
	if ref.Value.XML != nil && ref.Value.XML.Name != "" {
		return ref.Value.XML.Name
	}
	return otherwise
}

// DecodeXML reads a document into the value that the schema describes: an
// element with properties becomes an object, a list an array, numbers and
// booleans themselves. What does not fit stays text, so that checking it
// against the schema tells. Elements the schema does not know are kept under
// their own names.
func DecodeXML(body io.Reader, schema *openapi3.Schema) (any, error) {
	decoder := xml.NewDecoder(body)
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("reading XML: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if wanted := elementName(&openapi3.SchemaRef{Value: schema}, start.Name.Local); start.Name.Local != wanted {
			return nil, fmt.Errorf("the root element is not <%s>", wanted)
		}
		value, err := decodeElement(decoder, schema)
		if err != nil {
			return nil, err
		}
		return value, trailing(decoder)
	}
}

func trailing(decoder *xml.Decoder) error {
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("after the root element: %w", err)
		}
		if _, more := token.(xml.StartElement); more {
			return errors.New("there is a second root element")
		}
	}
}

// decodeElement reads up to the element's end tag.
func decodeElement(decoder *xml.Decoder, schema *openapi3.Schema) (any, error) {
	object, list, text := emptyLists(schema), []any{}, ""
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("reading XML: %w", err)
		}
		switch token := token.(type) {
		case xml.CharData:
			text += string(token)
		case xml.EndElement:
			switch {
			case strings.TrimSpace(text) != "" && (schema.Items != nil || len(schema.Properties) > 0 || len(object) > 0):
				return nil, errors.New("text between elements")
			case schema.Items != nil:
				return list, nil
			case len(schema.Properties) > 0 || len(object) > 0:
				return object, nil
			}
			return scalar(strings.TrimSpace(text), schema), nil
		case xml.StartElement:
			name := token.Name.Local
			c, known := childElement(schema, name)
			inner := &openapi3.Schema{}
			if known {
				inner = c.schema.Value
			}
			value, err := decodeElement(decoder, inner)
			if err != nil {
				return nil, err
			}
			switch {
			case known && c.item && schema.Items != nil:
				list = append(list, value)
			case known && c.item:
				items, _ := object[c.property].([]any)
				object[c.property] = append(items, value)
			case known:
				if _, twice := object[c.property]; twice {
					return nil, fmt.Errorf("<%s> stands twice", name)
				}
				object[c.property] = value
			case schema.Items != nil:
				return nil, fmt.Errorf("<%s> stands in a list of others", name)
			default:
				object[name] = value
			}
		}
	}
}

// emptyLists is an object with the lists that need no element to be there.
func emptyLists(schema *openapi3.Schema) map[string]any {
	object := map[string]any{}
	for property, ref := range schema.Properties {
		if ref.Value.Items != nil && !wrapped(ref) {
			object[property] = []any{}
		}
	}
	return object
}

func scalar(text string, schema *openapi3.Schema) any {
	switch {
	case text == "" && schema.Nullable:
		return nil
	case schema.Type.Is("integer"), schema.Type.Is("number"):
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	case schema.Type.Is("boolean"):
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
	}
	return text
}
