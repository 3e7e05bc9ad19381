package redact

import (
	"slices"
	"strings"
)

// Named returns a schema in which fields with the given names are secrets, in every
// object. It describes nothing else. The name "" means that a whole body is a secret.
// placeholder replaces a secret.
func Named(names []string, placeholder string) Schema {
	return named{names, placeholder, slices.Contains(names, "")}
}

type named struct {
	names       []string
	placeholder string
	secret      bool
}

func (n named) Secret() bool              { return n.secret }
func (n named) Placeholder(string) string { return n.placeholder }
func (n named) Describes(any) bool        { return true }
func (n named) Items() Schema             { return n }
func (n named) Property(name string) Schema {
	name = strings.TrimPrefix(name, "@") // of an attribute
	return named{n.names, n.placeholder, n.secret || slices.Contains(n.names, name)}
}
