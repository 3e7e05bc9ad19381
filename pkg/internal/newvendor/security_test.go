package main

import (
	"os"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/speccheck"
)

func TestCredentialsOfEveryKindAreKeptOrToldWhyNot(t *testing.T) {
	text, err := os.ReadFile("testdata/credentials.yaml")
	require.NoError(t, err)
	doc, out, notes := converts(t, string(text))
	require.NoError(t, doc.Validate(t.Context()), out)
	assert.Empty(t, speccheck.Check("toy.yaml", []byte(out)), out)
	security := func(path string) openapi3.SecurityRequirements { return *doc.Paths.Value(path).Get.Security }
	alone := func(name string) openapi3.SecurityRequirements { return openapi3.SecurityRequirements{{name: {}}} }
	for _, name := range []string{"header", "query", "cookie", "basic", "token"} {
		assert.Equal(t, alone(name), security("/"+name))
	}
	assert.Empty(t, doc.Paths.Value("/query").Get.Parameters, "the key is no parameter too")
	assert.Equal(t, openapi3.SecurityRequirements{{"query": {}, "basic": {}}}, security("/together"))
	assert.Equal(t, openapi3.SecurityRequirements{{"cookie": {}}, {"header": {}, "query": {}}}, security("/either"))
	assert.Equal(t, openapi3.SecurityRequirements{{"oauth": {"read"}}}, security("/oauth"))
	assert.Equal(t, openapi3.SecurityRequirements{}, security("/anonymous"))
	assert.Equal(t, alone("header"), security("/digest"))
	flows := doc.Components.SecuritySchemes["oauth"].Value.Flows
	assert.Equal(t, "https://login.keyring.test/oauth/token", flows.ClientCredentials.TokenURL)
	assert.Equal(t, "https://api.keyring.test/v2/token", flows.Password.TokenURL, "a relative address")
	assert.Nil(t, doc.Paths.Value("/token").Post)
	assert.NotNil(t, flows.AuthorizationCode)
	assert.Nil(t, flows.Implicit)
	for _, name := range []string{"oidc", "implicit"} {
		assert.Equal(t, "bearer", doc.Components.SecuritySchemes[name].Value.Scheme)
	}
	for _, want := range []string{
		"listQuery: the query parameter key is the credential: it is left out",
		"securitySchemes digest: a scheme of this kind cannot be sent and is left out: the client is called without it",
		"listDigest: the credential digest is not declared, or cannot be sent",
		"listDigest: the credential digest is not declared, or cannot be sent; it is called with header alone, which is required together with it",
		"securitySchemes oauth: the flow implicit is left out: it is one of a browser",
		"securitySchemes oauth: the token URL is on another host than the API, and boxoffice.WithBaseURL moves both: say in the package comment how a sandbox is called",
		"securitySchemes oauth: tokens are refreshed at https://login.keyring.test/oauth/refresh: the adapter refreshes them at the token URL",
		"securitySchemes oidc: OpenID Connect: a token is given to the client; https://login.keyring.test/.well-known/openid-configuration names the token URL, for pkg/oauth",
		"securitySchemes implicit: OAuth 2.0 without a flow that a program can go: a token is given to the client",
		"POST /token: left out: it is a token URL of OAuth 2.0, which the adapter asks through pkg/oauth",
	} {
		assert.Contains(t, notes, want)
	}
}
