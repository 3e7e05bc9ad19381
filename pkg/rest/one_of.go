package rest

import (
	"bytes"
	"encoding/json"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// Variants are the types of an object that is one of several, by the value of the
// property that tells them apart. The generated types have them.
type Variants = decode.Variants

// MarshalOneOf writes the object that such a type holds as JSON, null for none.
func MarshalOneOf(value any) ([]byte, error) { return json.Marshal(value) }

// UnmarshalOneOf reads an object into such a type, by the rules of [Read]. null is
// none.
func UnmarshalOneOf[T any](data []byte, dst *T) error {
	if string(bytes.TrimSpace(data)) == "null" {
		*dst = *new(T)
		return nil
	}
	if _, err := decode.JSON(data, dst); err != nil {
		return undecodable(err)
	}
	return nil
}
