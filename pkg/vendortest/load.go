package vendortest

import (
	"crypto/sha256"
	"fmt"
	"sync"
)

// parsed are the specifications that this program has read. Tests start many fakes
// of a few vendors, and reading one takes far longer than everything else in a
// start. A spec is read-only, so fakes can share it.
var parsed sync.Map // specKey to *spec

type specKey struct {
	name string
	text [sha256.Size]byte
}

// load is the specification of a document.
func load(doc Document) (*spec, error) {
	if doc.Spec == nil {
		return nil, fmt.Errorf("the specification %s cannot be read: the document has no Spec", doc.Name)
	}
	text, err := doc.Spec()
	if err != nil {
		return nil, fmt.Errorf("the specification %s cannot be read: %w", doc.Name, err)
	}
	key := specKey{doc.Name, sha256.Sum256(text)}
	if known, ok := parsed.Load(key); ok {
		return known.(*spec), nil //nolint:forcetypeassert // nothing else is kept there
	}
	s, err := parse(doc.Name, text)
	if err == nil {
		parsed.Store(key, s)
	}
	return s, err
}
