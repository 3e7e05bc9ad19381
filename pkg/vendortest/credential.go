package vendortest

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
)

// Credential is what a request authenticated its caller with. It prints without its
// secrets.
type Credential struct {
	// Scheme is the name of the security scheme in the specification, "" when
	// the request has no credential that its operation takes.
	Scheme string
	// Token is a bearer token or an API key.
	Token boxoffice.SecretText
	// Username and Password are those of HTTP Basic authentication.
	Username string
	Password boxoffice.SecretText
}

// present is the credential of the named scheme that the request carries.
func (s *spec) present(name string, r *http.Request) (Credential, bool) {
	c := Credential{Scheme: name}
	if s.schemes[name].IsBasic() {
		username, password, _ := r.BasicAuth()
		c.Username, c.Password = username, boxoffice.Secret(password)
		return c, username != "" && password != ""
	}
	c.Token = boxoffice.Secret(s.schemes[name].Of(r))
	return c, !c.Token.Empty()
}

// listCredentialPlaces lists where credentials are in requests, except in the query: an
// undocumented query parameter is a violation anyway.
func (s *spec) listCredentialPlaces() {
	for _, header := range []string{"Authorization", "Proxy-Authorization", "X-Api-Key"} {
		s.credentialPlaces = append(s.credentialPlaces, scheme.Place{In: "header", Name: header})
	}
	for _, each := range s.schemes {
		if place := each.Place(); place.In != "query" {
			s.credentialPlaces = append(s.credentialPlaces, place)
		}
	}
	slices.SortFunc(s.credentialPlaces, func(a, b scheme.Place) int { return strings.Compare(a.String(), b.String()) })
	s.credentialPlaces = slices.Compact(s.credentialPlaces)
}

// queryKeys are the names of the API keys in the query that the operation takes.
func (s *spec) queryKeys(op *operation) (names []string) {
	for _, requirement := range op.requirements {
		for name := range requirement {
			if place := s.schemes[name].Place(); place.In == "query" {
				names = append(names, place.Name)
			}
		}
	}
	return names
}

// checkCredential returns the credential that authenticates the caller to the
// operation, and whether the caller may go on. Of several that are required together it
// is the first by the name of its scheme. A credential in a header or cookie that
// the operation does not use is a warning: the vendor does not read it, but the caller
// gives it away for nothing.
func (s *spec) checkCredential(op *operation, r *http.Request, report, warn reporter) (credential Credential, authenticated bool) {
	authenticated = len(op.requirements) == 0
	optional := false
	wanted := map[scheme.Place]bool{}
	for _, requirement := range op.requirements {
		optional = optional || len(requirement) == 0
		all := len(requirement) > 0
		var found Credential
		for i, name := range slices.Sorted(maps.Keys(requirement)) {
			wanted[s.schemes[name].Place()] = true
			c, ok := s.present(name, r)
			if all = all && ok; i == 0 {
				found = c
			}
		}
		if all && !authenticated {
			credential, authenticated = found, true
		}
	}
	for _, place := range s.credentialPlaces {
		switch {
		case place.Of(r) == "":
		case len(op.requirements) == 0:
			warn(place.String(), "carries a credential, and the operation is anonymous")
		case !wanted[place]:
			warn(place.String(), "carries a credential that the operation does not take")
		case optional && !authenticated:
			report(place.String(), "carries a credential of a kind that the operation does not take")
		}
	}
	return credential, authenticated || optional
}
