package vendortest

import (
	"fmt"
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

// header is the header that carries a credential of the scheme, "" when the
// scheme is not supported.
func (s scheme) header() string {
	switch {
	case s.Type == "http" && (strings.EqualFold(s.Scheme, "bearer") || strings.EqualFold(s.Scheme, "basic")):
		return "Authorization"
	case s.Type == "apiKey" && s.In == "header":
		return http.CanonicalHeaderKey(s.Name)
	}
	return ""
}

// present is the credential of this scheme that the request carries.
func (s scheme) present(name string, r *http.Request) (Credential, bool) {
	c := Credential{Scheme: name}
	switch {
	case s.Type == "apiKey":
		c.Token = boxoffice.Secret(r.Header.Get(s.Name))
		return c, !c.Token.Empty()
	case strings.EqualFold(s.Scheme, "basic"):
		username, password, _ := r.BasicAuth()
		c.Username, c.Password = username, boxoffice.Secret(password)
		return c, username != "" && password != ""
	}
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	c.Token = boxoffice.Secret(strings.TrimSpace(token))
	return c, strings.EqualFold(kind, "bearer") && !c.Token.Empty()
}

func (s *spec) listCredentialHeaders() error {
	headers := []string{"Authorization", "Proxy-Authorization", "X-Api-Key"}
	for name, scheme := range s.schemes {
		if scheme.header() == "" {
			return fmt.Errorf("the security scheme %s is of a kind that is not supported", name)
		}
		headers = append(headers, scheme.header())
	}
	slices.Sort(headers)
	s.credentialHeaders = slices.Compact(headers)
	return nil
}

// checkCredential returns the credential that authenticates the caller to the
// operation, and whether the caller may go on. A credential in a header that the
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
		for name := range requirement {
			wanted[s.schemes[name].header()] = true
			c, ok := s.schemes[name].present(name, r)
			all = all && ok
			found = c
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
