// Package scheme knows where requests carry the credentials of security schemes. It uses
// the standard library alone, so importable packages may import it.
package scheme

import (
	"net/http"
	"strings"
)

// Scheme is a security scheme of a specification. Its fields have OpenAPI's names.
type Scheme struct{ Type, Scheme, In, Name string }

// Place is where in a request a credential is.
type Place struct {
	In   string // header, query or cookie
	Name string // a header's is in canonical form
}

// Place returns where the scheme's credential is.
func (s Scheme) Place() Place {
	switch {
	case s.Type != "apiKey":
		return Place{"header", "Authorization"}
	case s.In == "header":
		return Place{"header", http.CanonicalHeaderKey(s.Name)}
	}
	return Place{s.In, s.Name}
}

// Kind returns the word that stands before the credential, such as Bearer, "" for an API
// key. OAuth 2 and OpenID Connect send bearer tokens.
func (s Scheme) Kind() string {
	switch {
	case s.Type == "apiKey":
		return ""
	case s.Type == "http":
		return s.Scheme
	}
	return "bearer"
}

// IsBasic reports whether the credential is a user name and a password.
func (s Scheme) IsBasic() bool { return strings.EqualFold(s.Kind(), "basic") }

// Of returns the credential of the scheme that the request carries: the key, or what
// follows the kind. It is "" when there is none, or one of another kind.
func (s Scheme) Of(r *http.Request) string {
	text := s.Place().Of(r)
	if s.Kind() == "" {
		return text
	}
	kind, credential, _ := strings.Cut(text, " ")
	if !strings.EqualFold(kind, s.Kind()) {
		return ""
	}
	return strings.TrimSpace(credential)
}

// Of returns the text in the place, "" for none.
func (p Place) Of(r *http.Request) string {
	switch p.In {
	case "header":
		return r.Header.Get(p.Name)
	case "query":
		return r.URL.Query().Get(p.Name)
	case "cookie":
		if cookie, err := r.Cookie(p.Name); err == nil {
			return cookie.Value
		}
	}
	return ""
}

// String is the place in words: "header X-Api-Key".
func (p Place) String() string {
	if p.In == "query" {
		return "query parameter " + p.Name
	}
	return p.In + " " + p.Name
}
