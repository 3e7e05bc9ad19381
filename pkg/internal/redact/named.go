package redact

import (
	"slices"
	"strings"
)

// Named is a schema that knows secrets by the names of their fields, whatever
// object these are in, and says nothing else. "" among the names means that a body
// is a secret as a whole. placeholder stands for a secret.
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
