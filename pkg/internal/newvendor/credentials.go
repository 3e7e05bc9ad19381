package main

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// credential is one way to authenticate: an alternative of the operations' security.
// A token of OAuth 2 has one for each flow, and one for a token that there is already.
type credential struct {
	Name   string // of its schemes, joined as package transport has them; "" for nobody
	Go     string // the type, or the function for one text
	Parts  []part // of each scheme, by name
	Flow   *grant // how the token of the part of OAuth 2 is obtained, nil if it is not
	Called bool   // a case is called with it
}

// part is what one scheme sends.
type part struct {
	ID       string // of the scheme
	Kind     string // basic, key or token
	In, At   string // header, query or cookie, and its name
	Prefix   string // before a token
	Field    string // of a credential with several parts
	flows    []grant
	Variable string // of the environment, for live recordings
}

// grant is a flow of OAuth 2.
type grant struct {
	Kind, Go, TokenURL, Scopes, Part string
	At                               string // the constant of the token URL
}

// field is one of a credential that is a struct.
type field struct{ Name, Type, About, Words, Part string }

const secretText = "boxoffice.SecretText"

func (c credential) Anonymous() bool { return len(c.Parts) == 0 }

// Func: the credential is one text, given to a function.
func (c credential) Func() bool {
	return len(c.Parts) == 1 && c.Flow == nil && c.Parts[0].Kind != "basic"
}

// Basic: a part is a name and a password.
func (c credential) Basic() bool {
	return slices.ContainsFunc(c.Parts, func(p part) bool { return p.Kind == "basic" })
}

// Several parts are required together.
func (c credential) Several() bool { return len(c.Parts) > 1 }

// Words says what a part is.
func (p part) Words() string {
	switch p.Kind {
	case "basic":
		return "name and password"
	case "token":
		return "access token"
	}
	return "key"
}

// Words says what the credential is.
func (c credential) Words() string {
	var all []string
	for _, p := range c.Parts {
		if c.Flow == nil || c.Flow.Part != p.ID {
			all = append(all, p.Words())
		}
	}
	return strings.Join(all, " and ")
}

// Fields are those of the struct.
func (c credential) Fields() (all []field) {
	for _, p := range c.Parts {
		name := ""
		if c.Several() {
			name = p.Field
		}
		switch {
		case c.Flow != nil && c.Flow.Part == p.ID:
			all = append(all, c.Flow.fields()...)
		case p.Kind == "basic":
			all = append(all, field{name + "Name", "string", "", "name", p.ID}, field{name + "Password", secretText, "", "password", p.ID})
		default:
			all = append(all, field{cmp.Or(name, "Text"), secretText, "", p.Words(), p.ID})
		}
	}
	return all
}

func (f grant) fields() []field {
	id := f.Part
	all := []field{
		{"ClientID", "string", "ClientID and ClientSecret are those of the program.", "", id},
		{"ClientSecret", secretText, "", "client secret", id},
	}
	switch f.Kind {
	case "password":
		all = append(all, field{"Username", "string", "", "username", id}, field{"Password", secretText, "", "password", id})
	case "authorizationCode":
		all[0].About = "ClientID and ClientSecret are those of the program; a public one has no secret."
		all[1].Words = ""
		all = append(all, field{"Code", secretText, "Code is what the authorization gave. It is exchanged once. Without one, a refresh\n\t// token in the store of Tokens is used.", "", id},
			field{"RedirectURI", "string", "RedirectURI is the one that the authorization was asked with, \"\" for none.", "", id},
			field{"Verifier", secretText, "Verifier is that of the authorization's challenge (oauth.NewVerifier), empty for none.", "", id})
	}
	if f.Kind != "authorizationCode" {
		about := "Scope is what is asked for, separated by spaces. \"\": what the vendor gives by default."
		if f.Scopes != "" {
			about += "\n\t// The vendor has " + f.Scopes + "."
		}
		all = append(all, field{"Scope", "string", about, "", id})
	}
	return append(all, field{"Tokens", "[]token.Option", "Tokens says how the token is kept, nil for in memory.", "", id})
}

// Checked are the fields that must not be empty.
func (c credential) Checked() (all []field) {
	for _, f := range c.Fields() {
		if f.Words != "" {
			all = append(all, f)
		}
	}
	return all
}

// Cookie reports whether the field is sent in a cookie.
func (c credential) Cookie(f field) bool {
	return slices.ContainsFunc(c.Parts, func(p part) bool { return p.ID == f.Part && p.In == "cookie" })
}

// Send is the expression of a part's authenticator. of is what has its fields.
func (c credential) Send(p part, of string) string {
	name := ""
	if c.Several() {
		name = p.Field
	}
	text := of + "." + cmp.Or(name, "Text")
	if c.Func() {
		text = of + ".text"
	}
	switch {
	case c.Flow != nil && c.Flow.Part == p.ID:
		return fmt.Sprintf("transport.Renewing(%q, \"Authorization\", \"Bearer \", source, dead)", p.ID)
	case p.Kind == "basic":
		return fmt.Sprintf("transport.Basic(%q, %s.%sName, %[2]s.%[3]sPassword)", p.ID, of, name)
	case p.In == "query":
		return fmt.Sprintf("transport.FixedQuery(%q, %q, %s)", p.ID, p.At, text)
	case p.In == "cookie":
		return fmt.Sprintf("transport.FixedCookie(%q, %q, %s)", p.ID, p.At, text)
	}
	return fmt.Sprintf("transport.Fixed(%q, %q, %q, %s)", p.ID, p.At, p.Prefix, text)
}

// Written is the credential in Go as examples, the environment of live recordings, the
// canaries of the trust tests, or unusable ones ("bad") have it.
func (c credential) Written(as string) string {
	value := func(f field) string {
		switch {
		case f.Type == "[]token.Option" || f.Name == "Scope" || f.Name == "RedirectURI" || f.Name == "Verifier":
			return ""
		case f.Type == "string":
			return c.name(as, f)
		}
		return "boxoffice.Secret(" + c.secret(as, f) + ")"
	}
	switch {
	case c.Func():
		return c.Go + "(" + value(field{"Text", secretText, "", c.Parts[0].Words(), c.Parts[0].ID}) + ")"
	case as == "empty":
		return c.Go + "{}"
	}
	var all []string
	for _, f := range c.Fields() {
		if text := value(f); text != "" {
			all = append(all, f.Name+": "+text)
		}
	}
	return c.Go + "{" + strings.Join(all, ", ") + "}"
}

// name is the text of a field that is no secret.
func (c credential) name(as string, f field) string {
	switch as {
	case "environment":
		return fmt.Sprintf("contract.Env(t, %q, \"example-user\")", c.part(f).Variable+"USERNAME")
	case "canary":
		return fmt.Sprintf("c.plant(personal, %q)", f.Name)
	}
	return `"example-user"`
}

// secret is the text of a field that is one.
func (c credential) secret(as string, f field) string {
	p := c.part(f)
	switch as {
	case "empty":
		return `""`
	case "environment":
		if p.Kind == "basic" {
			return fmt.Sprintf("contract.Env(t, %q, \"example-password\")", p.Variable+"PASSWORD")
		}
		return fmt.Sprintf("contract.Env(t, %q, %q)", p.Variable, "example-"+strings.ReplaceAll(p.Words(), " ", "-"))
	case "canary":
		if f.Name == "Password" || p.Kind == "basic" {
			return fmt.Sprintf("c.plant(hidden, %q)", f.Name)
		}
		return fmt.Sprintf("c.plain(hidden, %q)", c.Go+" "+f.Name)
	case "word":
		return "word"
	case "bad":
		return `word + "\n"`
	}
	return strconv.Quote("example-" + strings.ReplaceAll(strings.ToLower(sentence(orElse(f.Words, f.Name))), " ", "-"))
}

func (c credential) part(f field) part {
	return c.Parts[slices.IndexFunc(c.Parts, func(p part) bool { return p.ID == f.Part })]
}

// Proof is what the part of an example has in its place.
func (p part) Proof() string {
	switch p.Kind {
	case "basic":
		return "Basic " + base64.StdEncoding.EncodeToString([]byte("example-user:example-password"))
	case "token":
		return p.Prefix + "example-access-token"
	}
	return "example-key"
}

// Headers are what examples have in headers, by name.
func (c credential) Headers() map[string]string { return c.proofs("header", "cookie") }

// Query is what examples have in the query.
func (c credential) Query() map[string]string { return c.proofs("query") }

func (c credential) proofs(in ...string) map[string]string {
	all := map[string]string{}
	for _, p := range c.Parts {
		switch {
		case !slices.Contains(in, p.In):
		case p.In == "cookie":
			all["Cookie"] = strings.TrimPrefix(all["Cookie"]+"; "+p.At+"="+p.Proof(), "; ")
		default:
			all[p.At] = p.Proof()
		}
	}
	return all
}

// Values are what a program is configured with.
func (p part) Values() [][2]string {
	if p.Kind == "basic" {
		return [][2]string{{"name", "example-user"}, {"password", "example-password"}}
	}
	return [][2]string{{p.Words(), strings.TrimPrefix(p.Proof(), p.Prefix)}}
}

// Variables are those of the environment, and what they are for.
func (p part) Variables() [][2]string {
	if p.Kind == "basic" {
		return [][2]string{{p.Variable + "USERNAME", "a user's name"}, {p.Variable + "PASSWORD", "and password"}}
	}
	return [][2]string{{p.Variable, map[string]string{"key": "a key", "token": "an access token"}[p.Kind]}}
}

// partOf reads a security scheme.
func partOf(id string, s *openapi3.SecurityScheme) part {
	p := part{ID: id, Kind: "token", In: "header", At: "Authorization", Prefix: "Bearer ", Field: typeName(id)}
	switch {
	case s.Type == "apiKey":
		p.Kind, p.In, p.At, p.Prefix = "key", s.In, s.Name, ""
		if s.In == "header" {
			p.At = http.CanonicalHeaderKey(s.Name)
		}
	case strings.EqualFold(s.Scheme, "basic"):
		p.Kind = "basic"
	case s.Type == "http" && !strings.EqualFold(s.Scheme, "bearer"):
		p.Prefix = s.Scheme + " "
	}
	if s.Flows == nil {
		return p
	}
	for _, f := range []struct {
		kind, goName string
		of           *openapi3.OAuthFlow
	}{{"clientCredentials", "ClientCredentials", s.Flows.ClientCredentials}, {"password", "User", s.Flows.Password}, {"authorizationCode", "Authorization", s.Flows.AuthorizationCode}} {
		if f.of != nil {
			var scopes []string
			for scope := range f.of.Scopes {
				scopes = append(scopes, scope)
			}
			slices.Sort(scopes)
			p.flows = append(p.flows, grant{f.kind, f.goName, f.of.TokenURL, strings.Join(scopes, ", "), id, ""})
		}
	}
	return p
}
