package scheme_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
)

func TestACredentialIsWhereItsSchemeSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scheme.Scheme
		query, header, text string // of the request
		place, credential   string
	}{
		{scheme.Scheme{Type: "apiKey", In: "header", Name: "x-shop"}, "", "X-Shop", "k", "header X-Shop", "k"},
		{scheme.Scheme{Type: "apiKey", In: "header", Name: "Authorization"}, "", "Authorization", "k 1", "header Authorization", "k 1"},
		{scheme.Scheme{Type: "apiKey", In: "query", Name: "key"}, "key=k%2B", "", "", "query parameter key", "k+"},
		{scheme.Scheme{Type: "apiKey", In: "query", Name: "key"}, "Key=k", "", "", "query parameter key", ""},
		{scheme.Scheme{Type: "apiKey", In: "cookie", Name: "sid"}, "", "Cookie", "lang=de; sid=k", "cookie sid", "k"},
		{scheme.Scheme{Type: "apiKey", In: "cookie", Name: "sid"}, "", "Cookie", "lang=de", "cookie sid", ""},
		{scheme.Scheme{Type: "http", Scheme: "basic"}, "", "Authorization", "Basic redacted", "header Authorization", "redacted"},
		{scheme.Scheme{Type: "http", Scheme: "Token"}, "", "Authorization", "token  t", "header Authorization", "t"},
		{scheme.Scheme{Type: "http", Scheme: "Token"}, "", "Authorization", "Bearer t", "header Authorization", ""},
		{scheme.Scheme{Type: "oauth2"}, "", "Authorization", "Bearer t", "header Authorization", "t"},
		{scheme.Scheme{Type: "openIdConnect"}, "", "Authorization", "Bearer ", "header Authorization", ""},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://acme.test/?"+c.query, nil)
		require.NoError(t, err)
		if c.header != "" {
			r.Header.Set(c.header, c.text)
		}
		require.Equal(t, c.place, c.Place().String())
		require.Equal(t, c.credential, c.Of(r), "%+v", c)
		require.Equal(t, c.Scheme.Scheme == "basic", c.IsBasic())
	}
}
