// Package specs has the vendors' specifications, for tests of all vendors and for
// programs that publish or study them. It needs nothing outside this module and
// the standard library. A program that needs one vendor's alone finds it in that
// vendor's generated package, as the function Spec.
package specs

import "embed"

// Document is the specification of one vendor: OpenAPI 3.0.3, written by hand
// from the vendor's documentation.
type Document struct {
	// Name is the vendor's name in this module, such as "venuemanager".
	Name string
	// Spec is that of the vendor's generated package.
	Spec func() ([]byte, error)
}

// All returns the documents in alphabetical order.
func All() []Document {
	return []Document{
		HLConnect,
		Musement,
		TickeTing,
		VenueManager,
	}
}

// JSON returns the document as JSON. The names in an object are in alphabetical
// order, and the comments are gone.
func (d Document) JSON() ([]byte, error) { return d.Spec() }

//go:embed *.yaml
var files embed.FS

// YAML returns the document as it was written, with the comments that name the
// source of what it says. A document that is not one of this package's has
// none, which is an error.
func (d Document) YAML() ([]byte, error) {
	return files.ReadFile(d.Name + ".yaml")
}
