package contract

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// exchanged is an exchange with the made-up vendor of testdata, as on a tape.
func exchanged(path string, header http.Header) *cassette.Interaction {
	return &cassette.Interaction{
		Request:  cassette.Request{Method: http.MethodGet, URL: "https://acme.test" + path, Headers: header},
		Response: cassette.Response{Code: http.StatusNoContent},
	}
}

func TestEveryKindOfCredentialIsCheckedOnTapes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("testdata", "credentials.yaml"))
	require.NoError(t, err)
	doc, err := oas.Parse("credentials", text)
	require.NoError(t, err)
	s := suite{doc: doc}
	const basic, bearer, token = "Basic redacted", "Bearer redacted", "Token redacted"
	for _, c := range []struct {
		path   string
		header http.Header
		says   string // "" for a valid exchange
	}{
		{"/inherited", http.Header{"X-Shop": {"redacted"}}, ""},
		{"/inherited", nil, "there is no API key in the header X-Shop"},
		{"/query?key=redacted-key", nil, ""},
		{"/query", nil, "there is no API key in the query parameter key"},
		{"/query?key=", nil, "there is no API key in the query parameter key"},
		{"/cookie", http.Header{"Cookie": {"lang=de; sid=redacted-sid"}}, ""},
		{"/cookie", http.Header{"Cookie": {"lang=de"}}, "there is no API key in the cookie sid"},
		{"/basic", http.Header{"Authorization": {basic}}, ""},
		{"/basic", http.Header{"Authorization": {bearer}}, "there is no basic credential"},
		{"/token", http.Header{"Authorization": {token}}, ""},
		{"/token", http.Header{"Authorization": {bearer}}, "there is no Token credential"},
		{"/oauth", http.Header{"Authorization": {bearer}}, ""},
		{"/oauth", http.Header{"Authorization": {token}}, "there is no bearer credential"},
		{"/both?key=redacted-key", http.Header{"Cookie": {"sid=redacted-sid"}}, ""},
		{"/both?key=redacted-key", nil, "there is no API key in the cookie sid"},
		{"/both", http.Header{"Cookie": {"sid=redacted-sid"}}, "there is no API key in the query parameter key"},
		{"/either", http.Header{"Authorization": {bearer}}, ""},
		{"/either?key=redacted-key", nil, ""},
		{"/either", nil, "there is no"},
		{"/optional", nil, ""},
		{"/optional", http.Header{"Authorization": {bearer}}, ""},
		{"/anonymous", nil, ""},
		{"/anonymous", http.Header{"Cookie": {"lang=de"}}, ""},
		{"/anonymous?key=redacted-key", nil, "query parameter key is a credential and the operation takes none"},
		{"/anonymous", http.Header{"Cookie": {"sid=redacted-sid"}}, "cookie sid is a credential and the operation takes none"},
		{"/anonymous", http.Header{"X-Shop": {"redacted"}}, "header X-Shop is a credential and the operation takes none"},
		{"/anonymous", http.Header{"Authorization": {token}}, "header Authorization is a credential and the operation takes none"},
		{"/query?key=redacted-key", http.Header{"Cookie": {"sid=redacted-sid"}}, "cookie sid is a credential and the operation takes none"},
	} {
		err := s.check(exchanged(c.path, c.header))
		if c.says == "" {
			require.NoError(t, err, "%s %v", c.path, c.header)
			continue
		}
		require.ErrorContains(t, err, c.says, "%s %v", c.path, c.header)
	}
}
