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
