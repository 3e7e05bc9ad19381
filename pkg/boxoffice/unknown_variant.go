package boxoffice

// UnknownVariant is an object of an answer that is one of several, when the property
// that tells them apart has a value that the vendor does not document. Nothing of it
// is lost: JSON has the whole object. It prints as the value and the length.
type UnknownVariant struct {
	// Discriminator is the value of that property.
	Discriminator string
	// JSON is the object as it came.
	JSON RawJSON
}

// MarshalJSON writes the object.
func (u UnknownVariant) MarshalJSON() ([]byte, error) { return u.JSON.MarshalJSON() }
