package vendortest

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
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

// scheme is a security scheme.
type scheme struct{ Type, Scheme, In, Name string }

// header is the header that carries a credential of the scheme, "" for one in the
// query.
func (s scheme) header() string {
	switch {
	case s.Type == "apiKey" && s.In == "header":
		return http.CanonicalHeaderKey(s.Name)
	case s.Type == "apiKey" && s.In == "cookie":
		return "Cookie"
	case s.Type == "apiKey":
		return ""
	}
	return "Authorization"
}

// present is the credential of this scheme that the request carries.
func (s scheme) present(name string, r *http.Request) (Credential, bool) {
	c := Credential{Scheme: name}
	switch {
	case s.Type == "apiKey" && s.In == "query":
		c.Token = boxoffice.Secret(r.URL.Query().Get(s.Name))
		return c, !c.Token.Empty()
	case s.Type == "apiKey" && s.In == "cookie":
		cookie, err := r.Cookie(s.Name)
		if err == nil {
			c.Token = boxoffice.Secret(cookie.Value)
		}
		return c, !c.Token.Empty()
	case s.Type == "apiKey":
		c.Token = boxoffice.Secret(r.Header.Get(s.Name))
		return c, !c.Token.Empty()
	case strings.EqualFold(s.Scheme, "basic"):
		username, password, _ := r.BasicAuth()
		c.Username, c.Password = username, boxoffice.Secret(password)
		return c, username != "" && password != ""
	}
	wanted := "bearer" // of oauth2 and openIdConnect too
	if s.Scheme != "" {
		wanted = s.Scheme
	}
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	c.Token = boxoffice.Secret(strings.TrimSpace(token))
	return c, strings.EqualFold(kind, wanted) && !c.Token.Empty()
}

func (s *spec) listCredentialHeaders() {
	headers := []string{"Authorization", "Proxy-Authorization", "X-Api-Key"}
	for _, scheme := range s.schemes {
		if header := scheme.header(); header != "" && header != "Cookie" { // other cookies are parameters
			headers = append(headers, header)
		}
	}
	slices.Sort(headers)
	s.credentialHeaders = slices.Compact(headers)
}

// queryKeys are the names of the API keys in the query that the operation takes.
func (s *spec) queryKeys(op *operation) (names []string) {
	for _, requirement := range op.requirements {
		for name := range requirement {
			if scheme := s.schemes[name]; scheme.Type == "apiKey" && scheme.In == "query" {
				names = append(names, scheme.Name)
			}
		}
	}
	return names
}

// checkCredential returns the credential that authenticates the caller to the
// operation, and whether the caller may go on. Of several that are required together it
// is the first by the name of its scheme. A credential in a header that the
// operation does not use is a warning: the vendor does not read it, but the caller
// gives it away for nothing.
func (s *spec) checkCredential(op *operation, r *http.Request, report, warn reporter) (credential Credential, authenticated bool) {
	authenticated = len(op.requirements) == 0
	optional := false
	wanted := map[string]bool{} // headers
	for _, requirement := range op.requirements {
		optional = optional || len(requirement) == 0
		all := len(requirement) > 0
		var found Credential
		for i, name := range slices.Sorted(maps.Keys(requirement)) {
			wanted[s.schemes[name].header()] = true
			c, ok := s.schemes[name].present(name, r)
			if all = all && ok; i == 0 {
				found = c
			}
		}
		if all && !authenticated {
			credential, authenticated = found, true
		}
	}
	for _, header := range s.credentialHeaders {
		switch {
		case len(r.Header.Values(header)) == 0:
		case len(op.requirements) == 0:
			warn("header "+header, "carries a credential, and the operation is anonymous")
		case !wanted[header]:
			warn("header "+header, "carries a credential that the operation does not take")
		case optional && !authenticated:
			report("header "+header, "carries a credential of a kind that the operation does not take")
		}
	}
	return credential, authenticated || optional
}
