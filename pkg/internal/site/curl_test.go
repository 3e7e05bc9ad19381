package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

func TestTheCommandHasACredentialOfEveryKindWhereItBelongs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "contract", "testdata", "credentials.yaml"))
	require.NoError(t, err)
	doc, err := oas.Parse("credentials", text)
	require.NoError(t, err)
	v := &vendor{doc: doc}
	for id, want := range map[string]string{
		"getInherited": `--header "X-Shop: $API_KEY"`, "getQuery": `--url-query "key=$API_KEY"`, "getCookie": `--cookie "sid=$API_KEY"`,
		"getBasic": `--user "$USERNAME:$PASSWORD"`, "getToken": `--header "Authorization: Token $TOKEN"`, "getOauth": `--header "Authorization: Bearer $TOKEN"`,
		"getBoth": "--cookie \"sid=$API_KEY\" \\\n  --url-query \"key=$API_KEY\"",
	} {
		require.Contains(t, curl(v, doc.Operation(id)), want, id)
	}
	require.NotContains(t, curl(v, doc.Operation("getAnonymous")), "$")
}

func TestTheCommandSendsWhatTheClientFillsInAndTheVendorHasNoDefaultFor(t *testing.T) {
	doc, err := oas.Parse("acme", []byte(`{"openapi": "3.0.3", "info": {"title": "", "version": ""}, "servers": [{"url": "https://acme.example/v1"}],
		"paths": {"/things": {"get": {"operationId": "listThings", "responses": {}, "parameters": [
			{"name": "X-Application", "in": "header", "x-from-client": "application", "schema": {"type": "string"}, "example": "shop"},
			{"name": "X-Version", "in": "header", "x-from-client": "version", "required": true, "schema": {"type": "string", "default": "1"}, "example": "2"},
			{"name": "X-Language", "in": "header", "x-from-client": "language", "schema": {"type": "string", "default": "en"}, "example": "it"}]}}}}`))
	require.NoError(t, err)
	require.Equal(t, "curl --url 'https://acme.example/v1/things' \\\n  --header 'X-Application: shop' \\\n  --header 'X-Version: 2'",
		curl(&vendor{doc: doc}, doc.Operation("listThings")))
}

func TestAnExampleDoesNotGiveTwoParametersThatExcludeEachOther(t *testing.T) {
	doc, err := oas.Parse("acme", []byte(`{"openapi": "3.0.3", "info": {"title": "", "version": ""}, "servers": [{"url": "https://acme.example/v1"}],
		"paths": {"/things": {"get": {"operationId": "listThings", "x-page": {"by": "offset", "parameter": "offset", "instead": "page"}, "responses": {}, "parameters": [
			{"name": "offset", "in": "query", "schema": {"type": "integer"}, "example": 20},
			{"name": "page", "in": "query", "schema": {"type": "integer"}, "example": 2},
			{"name": "limit", "in": "query", "schema": {"type": "integer"}, "example": 10}]}}}}`))
	require.NoError(t, err)
	command := curl(&vendor{doc: doc}, doc.Operation("listThings"))
	require.Contains(t, command, "offset=20")
	require.Contains(t, command, "limit=10")
	require.NotContains(t, command, "page")
}

func TestAListIsWrittenAsItsStyleSays(t *testing.T) {
	for style, want := range map[string]struct{ curl, words string }{
		"":                   {"--data-urlencode 'ids=1' \\\n  --data-urlencode 'ids=2'", "given once for each element"},
		`, "explode": false`: {"--data-urlencode 'ids=1,2'", "elements are joined by commas"},
		`, "style": "spaceDelimited", "explode": false`: {"--data-urlencode 'ids=1 2'", "elements are joined by spaces"},
		`, "style": "pipeDelimited", "explode": false`:  {"--data-urlencode 'ids=1|2'", "elements are joined by |"},
	} {
		doc, err := oas.Parse("acme", []byte(`{"openapi": "3.0.3", "info": {"title": "", "version": ""}, "servers": [{"url": "https://acme.example/v1"}],
			"paths": {"/things": {"get": {"operationId": "listThings", "responses": {}, "parameters": [
				{"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}, "example": [1, 2]`+style+`}]}}}}`))
		require.NoError(t, err)
		v := &vendor{doc: doc, text: newText(doc)}
		require.Contains(t, curl(v, doc.Operation("listThings")), want.curl)
		f, err := v.parameter(doc.Operation("listThings").Parameters("query")[0])
		require.NoError(t, err)
		require.Equal(t, want.words, f.Facts[0].Name)
	}
}
