package vendortest

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// schema is the part of OpenAPI 3.0's schema object that our specifications
// use. Any other keyword is an error when the document is loaded.
type schema struct {
	Ref      string `json:"$ref"`
	Type     string
	Format   string
	Nullable bool
	Enum     []any

	Required             []string
	Properties           map[string]*schema
	AdditionalProperties json.RawMessage
	MinProperties        int
	MaxProperties        *int

	Items            *schema
	MinItems         int
	MaxItems         *int
	MinLength        int
	MaxLength        *int
	Pattern          string
	Minimum, Maximum json.Number
	ExclusiveMinimum bool
	ExclusiveMaximum bool

	AllOf, OneOf, AnyOf []*schema
	Discriminator       *discriminator

	variants   map[string]*schema // of OneOf, by the value of the discriminator
	additional *schema            // of properties that are not listed
	closed     bool               // there may be none
	pattern    *regexp.Regexp     // compiled Pattern
}

// keywords are those of schema, and those that only describe.
var keywords = map[string]bool{
	"$ref": true, "type": true, "format": true, "nullable": true, "enum": true,
	"required": true, "properties": true, "additionalProperties": true, "minProperties": true, "maxProperties": true,
	"items": true, "minItems": true, "maxItems": true, "minLength": true, "maxLength": true, "pattern": true,
	"minimum": true, "maximum": true, "exclusiveMinimum": true, "exclusiveMaximum": true,
	"title": true, "description": true, "default": true, "example": true, "deprecated": true, "xml": true,
	"externalDocs": true, "readOnly": true, "writeOnly": true, "allOf": true, "oneOf": true, "anyOf": true, "discriminator": true,
}

// UnmarshalJSON reads a schema and refuses what the fake would not check.
func (s *schema) UnmarshalJSON(data []byte) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(data, &given); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !keywords[name] && !strings.HasPrefix(name, "x-") {
			return fmt.Errorf("the schema keyword %s is not supported", name)
		}
	}
	type fields schema // without this method
	if err := decode(data, (*fields)(s)); err != nil {
		return err
	}
	switch more := string(s.AdditionalProperties); more {
	case "", "true":
	case "false":
		s.closed = true
	default:
		s.additional = new(schema)
		if err := json.Unmarshal(s.AdditionalProperties, s.additional); err != nil {
			return err
		}
	}
	if s.Pattern != "" {
		var err error
		if s.pattern, err = regexp.Compile(s.Pattern); err != nil {
			return fmt.Errorf("the pattern %s is not supported: %w", s.Pattern, err)
		}
	}
	return nil
}
