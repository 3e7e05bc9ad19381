package trust_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// mistakes are options that every client has to refuse, with canaries where a
// program might have put a secret by mistake.
func mistakes(c *canaries) map[string]boxoffice.ClientOption {
	text, word := c.plant(hidden, "mistaken text"), c.plain(hidden, "mistaken word")
	all := map[string]boxoffice.ClientOption{
		"no HTTP client":       boxoffice.WithHTTPClient(nil),
		"header name":          boxoffice.WithHeader(text, "1"),
		"header value":         boxoffice.WithHeader("X-Shop", word+"\r\n"),
		"credential as header": boxoffice.WithHeader("Authorization", "Bearer "+word),
		"key as header":        boxoffice.WithHeader("X-Api-Key", word),
		"user agent":           boxoffice.WithUserAgent(word + "\n"),
		"value of the client":  transport.WithValues(map[string]string{"application": word + "\n"}),
		"name of a value":      transport.WithValues(map[string]string{"application": ""}),
		"retry":                boxoffice.WithRetry(boxoffice.Retry{Attempts: -1}),
		"body limit":           boxoffice.WithMaxBody(-1),
	}
	for _, origin := range []string{
		"https://me:" + word + "@api.example", "https://api.example/" + word, "https://api.example?key=" + word, "https://api.example#" + word,
		"http://" + word + ".example", "ftp://" + word + ".example", "://" + word, word, "https://api example/" + word, "https://api.example:" + word,
		"https://" + word + "\x7f", text, "https://[" + word, "https://%zz" + word, "mailto:" + word + "@example.com",
	} {
		all["base URL "+fmt.Sprint(len(all))] = boxoffice.WithBaseURL(origin)
	}
	return all
}

// A configuration that is refused says what is wrong with it, and not what it is.
func TestTrust_NoMistakenConfigurationShowsWhatIsInIt(t *testing.T) {
	c := newCanaries(rand.Uint64())
	s, refused := newSweep(c), 0
	refuses := func(what string, err error) {
		refused++
		if err == nil {
			t.Errorf("%s is accepted", what)
			return
		}
		s.search(anything, what, written(err))
		s.search(anything, what, complained(err))
	}
	for _, v := range vendors() {
		for _, with := range v.credentials {
			for what, option := range mistakes(c) {
				_, _, err := with.open(t, c, nil, []boxoffice.ClientOption{option})
				refuses(v.name+": "+what, err)
			}
		}
		for what, err := range v.unusable(t, c) {
			refuses(v.name+": "+what, err)
		}
	}
	s.report(t)
	t.Logf("%d mistaken configurations, %d texts searched: %d hits", refused, s.texts, s.hits)
}

// What a program holds shows none of its secrets, before any call too.
func TestTrust_NoConfigurationShowsItsSecrets(t *testing.T) {
	c := newCanaries(rand.Uint64())
	s := newSweep(c)
	text := boxoffice.Secret(c.plant(hidden, "text"))
	issuer := token.Issuer{Login: func(context.Context) (token.Token, error) {
		return token.Token{Access: text, Refresh: text}, nil
	}}
	store, files := token.NewMemoryStore(), token.NewFileStore(t.TempDir())
	source := token.NewSource(issuer, token.WithStore(store, "key"))
	_, err := source.Token(t.Context())
	require.NoError(t, err)
	source.Refused(text.Reveal())
	type configuration struct {
		Password boxoffice.SecretText
		private  boxoffice.SecretText
		Tokens   map[string]token.Token
		inner    *configuration
	}
	config := configuration{text, text, map[string]token.Token{"a": {Access: text}}, &configuration{Password: text, private: text}}
	values := map[string]any{
		"a secret": text, "a pointer to one": &text, "a list": []boxoffice.SecretText{text}, "a token": token.Token{Access: text, Refresh: text},
		"a configuration": config, "a pointer to a configuration": &config, "a token source": source, "a memory store": store, "a file store": files,
		"an issuer": issuer, "a token option": token.WithStore(store, "key"), "a renewing credential": transport.Renewing("s", "Authorization", "Bearer ", source, nil),
		"a fixed credential": transport.Fixed("s", "X-Api-Key", "", text), "a basic credential": transport.Basic("s", "me", text),
		"an option": boxoffice.WithHTTPClient(http.DefaultClient), "a configuration of a transport": transport.Config{
			Vendor: "acme", Server: "https://api.example", Authenticator: transport.Fixed("s", "X-Api-Key", "", text),
		},
	}
	for what, value := range values {
		s.search(anything, what, written(value))
		s.search(anything, what, dumped(value))
	}
	data, err := json.Marshal(config)
	require.NoError(t, err)
	require.Contains(t, string(data), boxoffice.Redacted)
	s.report(t)
	t.Logf("%d values, %d texts searched: %d hits", len(values), s.texts, s.hits)
}
