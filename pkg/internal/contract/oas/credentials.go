package oas

import (
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
)

// Schemes are the security schemes of the document by name.
func (d *Document) Schemes() map[string]scheme.Scheme {
	schemes := map[string]scheme.Scheme{}
	if d.T.Components != nil {
		for name, ref := range d.T.Components.SecuritySchemes {
			schemes[name] = SchemeOf(ref.Value)
		}
	}
	return schemes
}

// SchemeOf is the security scheme without what it says in words.
func SchemeOf(s *openapi3.SecurityScheme) scheme.Scheme {
	return scheme.Scheme{Type: s.Type, Scheme: s.Scheme, In: s.In, Name: s.Name}
}

// Security are the operation's own requirements, or those of the document.
func (op *Operation) Security() openapi3.SecurityRequirements {
	if op.Spec.Security != nil {
		return *op.Spec.Security
	}
	return op.Document.T.Security
}

// CredentialPlaces are where the operation's credentials are in a request.
func (op *Operation) CredentialPlaces() map[scheme.Place]bool {
	places, schemes := map[scheme.Place]bool{}, op.Document.Schemes()
	for _, requirement := range op.Security() {
		for name := range requirement {
			if s, ok := schemes[name]; ok {
				places[s.Place()] = true
			}
		}
	}
	return places
}

// keysIn describe the API keys that the operation takes in the query or in cookies.
func (op *Operation) keysIn(in string) (keys []*openapi3.Parameter) {
	for place := range op.CredentialPlaces() {
		if place.In == in {
			key := &openapi3.Parameter{In: in, Name: place.Name}
			keys = append(keys, key.WithSchema(openapi3.NewStringSchema().WithFormat("password")))
		}
	}
	return keys
}
