package main

import (
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// security makes schemes of what a client can send.
func (c *converter) security(schemes, servers *yaml.Node) {
	for name, scheme := range entries(schemes) {
		where := "securitySchemes " + name.Value
		switch kind := text(scheme, "type"); {
		case kind == "http" && !slices.Contains(dialogues, strings.ToLower(text(scheme, "scheme"))) && text(scheme, "scheme") != "":
		case kind == "apiKey" && slices.Contains([]string{"header", "query", "cookie"}, text(scheme, "in")):
		case kind == "oauth2" && c.flows(scheme, where, servers):
		case kind == "oauth2":
			c.given(scheme, "An access token of OAuth 2.0.")
			c.note(scheme, where, "OAuth 2.0 without a flow that a program can go: a token is given to the client")
		case kind == "openIdConnect":
			c.note(scheme, where, "OpenID Connect: a token is given to the client; %s names the token URL, for pkg/oauth", orElse(text(scheme, "openIdConnectUrl"), "the vendor"))
			c.given(scheme, "An access token of OpenID Connect.")
		default:
			c.note(schemes, where, "a scheme of this kind cannot be sent and is left out: the client is called without it")
			del(schemes, name.Value)
			continue
		}
		if text(scheme, "description") == "" {
			set(scheme, "description", proposed(str("The "+sentence(name.Value)+".")))
		}
		for key := range entries(scheme) {
			if !slices.Contains(strings.Fields("type scheme in name bearerFormat description flows"), key.Value) {
				del(scheme, key.Value)
			}
		}
	}
}

// dialogues are HTTP schemes that answer a challenge of the server's.
var dialogues = strings.Fields("digest negotiate ntlm mutual scram-sha-1 scram-sha-256 hoba vapid")

// given makes a bearer token that the client's user has of a scheme.
func (c *converter) given(scheme *yaml.Node, otherwise string) {
	*scheme = *mapping("type", "http", "scheme", "bearer", "description", orElse(text(scheme, "description"), otherwise))
}

// flows keeps the flows of OAuth 2 that a program can go, with whole addresses. It
// reports false when there are none.
func (c *converter) flows(scheme *yaml.Node, where string, servers *yaml.Node) bool {
	base, err := url.Parse(text(items(servers)[0], "url"))
	if err != nil {
		return false
	}
	kept := mapping()
	for name, flow := range entries(get(scheme, "flows")) {
		at, err := base.Parse(text(flow, "tokenUrl"))
		switch {
		case !slices.Contains([]string{"clientCredentials", "password", "authorizationCode"}, name.Value):
			c.note(scheme, where, "the flow %s is left out: it is one of a browser", name.Value)
			continue
		case err != nil || text(flow, "tokenUrl") == "" || at.User != nil || at.Host == "":
			c.note(scheme, where, "the flow %s is left out: the file gives it no token URL", name.Value)
			continue
		case at.Host != base.Host:
			c.note(scheme, where, "the token URL is on another host than the API, and boxoffice.WithBaseURL moves both: say in the package comment how a sandbox is called")
		}
		at.Scheme, at.Fragment = "https", ""
		fresh := mapping("tokenUrl", at.String(), "scopes", orNode(get(flow, "scopes"), mapping()))
		for _, optional := range []string{"authorizationUrl", "refreshUrl"} {
			if address, err := base.Parse(text(flow, optional)); err == nil && text(flow, optional) != "" {
				set(fresh, optional, str(address.String()))
			}
		}
		if name.Value == "authorizationCode" && !has(fresh, "authorizationUrl") {
			c.note(scheme, where, "the file gives no authorization URL: this one is made up")
			set(fresh, "authorizationUrl", proposed(str(at.ResolveReference(&url.URL{Path: "authorize"}).String())))
		}
		if refresh := text(fresh, "refreshUrl"); refresh != "" && refresh != at.String() {
			c.note(scheme, where, "tokens are refreshed at %s: the adapter refreshes them at the token URL", refresh)
		}
		kept.Content = append(kept.Content, str(name.Value), fresh)
		c.grants[at.String()] = true
	}
	set(scheme, "flows", kept)
	return len(kept.Content) > 0
}

// requirements are the operation's own or the document's.
func (c *converter) requirements(op, old *yaml.Node, id string) *yaml.Node {
	stated := get(old, "security")
	if stated == nil {
		stated = get(c.root, "security")
	}
	security, seen := list(), map[string]bool{}
	schemes := get(get(c.root, "components"), "securitySchemes")
	for _, alternative := range items(stated) {
		kept, missing, names := mapping(), "", []string{}
		for name, scopes := range entries(alternative) {
			scheme := get(schemes, name.Value)
			if scheme == nil {
				missing = name.Value
				continue
			}
			if text(scheme, "type") != "oauth2" {
				scopes = list()
			}
			kept.Content = append(kept.Content, str(name.Value), scopes)
			names = append(names, name.Value)
		}
		slices.Sort(names)
		switch key := strings.Join(names, "+"); {
		case missing != "" && len(names) > 0:
			c.note(op, id, "the credential %s is not declared, or cannot be sent; it is called with %s alone, which is required together with it", missing, key)
		case missing != "":
			c.note(op, id, "the credential %s is not declared, or cannot be sent", missing)
			continue
		case seen[key]:
			continue
		}
		if key := strings.Join(names, "+"); !seen[key] {
			seen[key] = true
			security.Content = append(security.Content, kept)
		}
	}
	if stated == nil {
		c.note(op, id, "the file states no security: it is called without a credential")
	}
	return flow(security)
}

// isCredential reports whether a parameter is a key that the operation's security has.
func (c *converter) isCredential(op *yaml.Node, in, name string) bool {
	for _, alternative := range items(get(op, "security")) {
		for scheme := range entries(alternative) {
			key := get(get(get(c.root, "components"), "securitySchemes"), scheme.Value)
			if text(key, "type") == "apiKey" && text(key, "in") == in && text(key, "name") == name {
				return true
			}
		}
	}
	return false
}
