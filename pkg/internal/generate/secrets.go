package main

import "github.com/getkin/kin-openapi/openapi3"

// holdsSecret reports whether a value of the schema can hold a secret, at any
// depth. Such a type formats itself: with a verb that its fields do not have, fmt
// would print them without asking them.
func holdsSecret(s *openapi3.Schema, seen map[*openapi3.Schema]bool) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	if s.Format == "password" || s.Extensions["x-go-type"] == "boxoffice.SensitiveNumber" {
		return true
	}
	for _, ref := range below(s) {
		if ref != nil && holdsSecret(ref.Value, seen) {
			return true
		}
	}
	return false
}
