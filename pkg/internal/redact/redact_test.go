package redact_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// marked is a schema in which the fields named in it are secrets.
type marked map[string]redact.Schema

type password struct{ marked }

func (marked) Secret() bool   { return false }
func (password) Secret() bool { return true }

func (m marked) Property(name string) redact.Schema {
	if s, ok := m[name]; ok {
		return s
	}
	return nil
}

func (marked) Placeholder(field string) string { return redact.Placeholder(field) }

func (marked) Describes(any) bool { return true }

func (m marked) Items() redact.Schema { return m.Property("[]") }

func TestOnlyAllowedHeadersAreKept(t *testing.T) {
	header := http.Header{"Content-Type": {"application/json"}, "Set-Cookie": {"session=abc"}, "Authorization": {"Bearer abc"}, "X-Anything": {"abc"}}
	kept := redact.Redactor{}.Header(header, []string{"content-type", "Location"})
	require.Equal(t, http.Header{"Content-Type": {"application/json"}}, kept)
	require.Len(t, header, 4, "the headers given in are left alone")
	kept.Set("Content-Type", "text/html")
	require.Equal(t, "application/json", header.Get("Content-Type"))
}

func TestASecretInTheQueryOfALocationIsReplaced(t *testing.T) {
	header := http.Header{"Location": {"https://shop.example.com/?login_by_token=abc&page=2"}}
	kept := redact.Redactor{}.Header(header, []string{"Location"})
	require.Equal(t, "https://shop.example.com/?login_by_token=redacted-login_by_token&page=2", kept.Get("Location"))
}

func TestACredentialLeavesOnlyItsKind(t *testing.T) {
	require.Equal(t, "Bearer redacted", redact.Credential("Bearer abc"))
	require.Equal(t, "Basic redacted", redact.Credential("Basic YTpi"))
	require.Equal(t, "redacted", redact.Credential("0123-abc"))
	require.Equal(t, "redacted", redact.Credential("two words"))
	require.Empty(t, redact.Credential(""))
}

func TestMarkedAndSecretNamedFieldsOfABodyBecomePlaceholders(t *testing.T) {
	body := `{"z":1.50,"a":[{"link":"l1"},{"link":null},{"link":""}],"clientSecret":"s","pins":{"pin":1234,"list":["x"]},"tokens":["t1","t2"],"expires_in":10}`
	schema := marked{"a": marked{"[]": marked{"link": password{}}}}
	out, err := redact.Redactor{}.JSON([]byte(body), schema)
	require.NoError(t, err)
	require.Equal(t, `{
  "z": 1.50,
  "a": [
    {
      "link": "redacted-link"
    },
    {
      "link": null
    },
    {
      "link": ""
    }
  ],
  "clientSecret": "redacted-clientSecret",
  "pins": {
    "pin": 0,
    "list": [
      "x"
    ]
  },
  "tokens": [
    "redacted-tokens",
    "redacted-tokens"
  ],
  "expires_in": 10
}`, string(out))
}

func TestWhatIsKeptOfAJSONBodyKeepsItsOrderAndTheTextOfNumbers(t *testing.T) {
	body := `{"b":1E+2,"a":100.00,"c":-0,"s":"æ / <&> \n😀","n":123456789012345678901234567890.10}`
	out, err := redact.Redactor{}.JSON([]byte(body), nil)
	require.NoError(t, err)
	require.Equal(t, body, strings.NewReplacer("\n", "", "  ", "", `": `, `":`).Replace(string(out)))
}

func TestAnEscapeHidesNothingInJSON(t *testing.T) {
	out, err := redact.Redactor{}.JSON([]byte(`{"\u006eame":"\u00e6 \/ \u003c&> \ud83d\ude00","m":"jane\u0040venue.test"}`), nil)
	require.NoError(t, err)
	require.JSONEq(t, `{"name":"æ / <&> 😀","m":"redacted@example.com"}`, string(out))
	require.NotContains(t, string(out), `\u`)
	_, err = redact.Redactor{}.JSON([]byte(`{"name":"shown to people","\u006eame":"read by programs"}`), nil)
	require.ErrorContains(t, err, "two fields of the same name")
}

func TestRedactingTwiceChangesNothingMore(t *testing.T) {
	once, err := redact.Redactor{}.JSON([]byte(`{"token":"abc","url":"https://u:p@example.com/?key=1#access_token=2"}`), nil)
	require.NoError(t, err)
	require.NotContains(t, string(once), "abc")
	require.NotContains(t, string(once), "u:p")
	twice, err := redact.Redactor{}.JSON(once, nil)
	require.NoError(t, err)
	require.Equal(t, string(once), string(twice))
}

func TestARootValueCanBeASecret(t *testing.T) {
	out, err := redact.Redactor{}.JSON([]byte(`"abc"`), password{})
	require.NoError(t, err)
	require.Equal(t, `"redacted-value"`, string(out))
}

func TestABodyThatCannotBeUnderstoodIsNotReturned(t *testing.T) {
	for _, body := range []string{"", "{", "{} {}", "<html>", `{"token":"abc"`} {
		out, err := redact.Redactor{}.JSON([]byte(body), nil)
		require.Error(t, err, body)
		require.Nil(t, out)
		require.NotContains(t, err.Error(), "abc")
	}
	for _, body := range []string{"", "text", "<a>", "<a/><b/>", "<a></b>", `{"a":1}`} {
		out, err := redact.Redactor{}.XML([]byte(body), nil)
		require.Error(t, err, body)
		require.Nil(t, out)
	}
}

func TestSecretElementsAndAttributesOfXMLBecomePlaceholders(t *testing.T) {
	body := "<?xml version=\"1.0\"?>\n<x:a xmlns:x=\"urn:x\" x:token='abc' n=\"1\">\n <password>p&amp;q</password><link>l</link><b/><!-- abc --><c>1 &lt; 2</c>\n</x:a>\n"
	out, err := redact.Redactor{}.XML([]byte(body), marked{"link": password{}})
	require.NoError(t, err)
	require.Equal(t, "<?xml version=\"1.0\"?>\n<x:a xmlns:x=\"urn:x\" x:token=\"redacted-token\" n=\"1\">\n <password>redacted-password</password><link>redacted-link</link><b/><c>1 &lt; 2</c>\n</x:a>\n", string(out))
}

func TestAURLIsRidOfItsCredentials(t *testing.T) {
	for given, kept := range map[string]string{
		"https://u:p@example.com/a":            "https://example.com/a",
		"https://example.com/a?b=1#key=2":      "https://example.com/a?b=1#key=redacted-key",
		"https://example.com/%zz?token=1":      "https://example.com/%zz?token=redacted-token",
		"/a?token=1":                           "/a?token=redacted-token",
		"see https://a.test/?n=1&token=2!":     "see https://a.test/?n=1&token=redacted-token",
		"see https://u:p@a.test/":              "see https://a.test/",
		"/a?n=1&amp;token=2":                   "/a?n=1&amp;token=redacted-token",
		"/a;jsessionid=1":                      "/a;jsessionid=redacted-jsessionid",
		"https://a.test/?sig=1&se=2":           "https://a.test/?se=2&sig=redacted-sig",
		"https://a.test/?X-Amz-Signature=1":    "https://a.test/?X-Amz-Signature=redacted-X-Amz-Signature",
		"https://a.test/?session=1":            "https://a.test/?session=redacted-session",
		"https://a.test/?session_id=1":         "https://a.test/?session_id=redacted-session_id",
		"https://a.test/?session_type=1":       "https://a.test/?session_type=1",
		"jürgen.o'hara@büro.test":              "redacted@example.com",
		"https://example.com/?q=a@example.com": "https://example.com/?q=a@example.com",
	} {
		require.Equal(t, kept, redact.Redactor{}.Header(http.Header{"Location": {given}}, []string{"Location"}).Get("Location"))
	}
}

func TestQueryAndFormValuesAreRedactedByMarkAndName(t *testing.T) {
	given := url.Values{"code": {"abc"}, "client_secret": {"s"}, "page": {"1", "2"}, "key": {""}}
	kept := redact.Redactor{}.Values(given, marked{"code": password{}})
	require.Equal(t, url.Values{"code": {"redacted-code"}, "client_secret": {"redacted-client_secret"}, "page": {"1", "2"}, "key": {""}}, kept)
	require.Equal(t, "abc", given.Get("code"))
}

func TestKeptTextsAreReplacedEverywhere(t *testing.T) {
	r := redact.Redactor{Replace: func(_, text string) string { return strings.ReplaceAll(text, "jane@real.test", "alice@example.com") }}
	out, err := r.JSON([]byte(`{"username":"jane@real.test","note":"for jane@real.test"}`), nil)
	require.NoError(t, err)
	var decoded map[string]string
	require.NoError(t, json.Unmarshal(out, &decoded))
	require.Equal(t, map[string]string{"username": "alice@example.com", "note": "for alice@example.com"}, decoded)
	require.Equal(t, "alice@example.com", r.Values(url.Values{"u": {"jane@real.test"}}, nil).Get("u"))
}

func TestNamesThatSayTheyAreSecretsAreKnown(t *testing.T) {
	for _, name := range []string{"password", "oldPassword", "client_secret", "access_token", "accesstoken", "X-API-Key", "apiKey", "APIKEY", "key", "cvv", "Authorization", "Set-Cookie", "oneTimeToken", "PIN"} {
		require.True(t, redact.SecretName(name), name)
	}
	for _, name := range []string{"", "keyword", "keywords", "token_type", "tokenExpiresAt", "expires_in", "spinner", "monkey", "companyName", "code", "key_count", "passes"} {
		require.False(t, redact.SecretName(name), name)
	}
}

func TestTextsThatLookLikeSecretsAreFound(t *testing.T) {
	for kind, text := range map[string]string{
		"a JSON Web Token":               "x: ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxIn0.c2ln",
		"32 or more hexadecimal digits":  strings.Repeat("0a1b", 8),
		"a bearer value":                 "Authorization: Bearer a1b2c3d4e5",
		"a Basic pair":                   "Authorization: Basic YWxpY2U6cGFzc3dvcmQ=",
		"credentials in a URL":           "https://alice:hunter2@shop.example.com/",
		"an e-mail address outside":      "mail: jane@venue.test",
		"a long text in Base64":          strings.Repeat("aB3+", 11),
		"a private key":                  "-----BEGIN RSA PRIVATE " + "KEY-----",
		"a payment card number":          "4111 1111 1111 1111",
		"an e-mail address outside exam": "jane%40venue.test",
		"a key of a cloud":               "AKIA" + "IOSFODNN7EXAMPLA",
		"a key of a cloud or payment":    "sk_li" + "ve_4eC39HqLyjWDarjtT1zdp7dc",
		"a signed address":               "https://a.test/x?X-Amz-Signature=0a1b",
		"a number of a bank account":     "to DK50 0040 0440 1162 43",
	} {
		found := redact.Scan("first line\n" + text)
		require.NotEmpty(t, found, kind)
		require.Contains(t, found[0].String(), "line 2: "+kind)
	}
}

func TestAnEscapeHidesNoSecret(t *testing.T) {
	token := "eyJhbGciOiJ" + "IUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"
	for _, text := range []string{
		`"\u0065` + token[1:] + `"`, `"\n` + token + `"`, "&#x65;" + token[1:], `aB3dE5gH7jK9mN1pQ\/3sT5vW7xY9zA1bC\/3dE5fG7hJ9kL1mN3pQ5`, `jane\u0040venue.test`,
	} {
		require.Len(t, redact.Scan(text), 1, text)
	}
}

func TestHarmlessTextsAreNotTakenForSecrets(t *testing.T) {
	for _, text := range []string{
		"Authorization: Bearer redacted", "Authorization: Basic redacted", "a bearer operation", "the Basic credential",
		"token: redacted-access_token", "token: example-access-token", "Bearer example-access-token",
		"alice@example.com", "alice%40example.com", "bob@mail.example.org",
		"https://links.example.com/download/example-download-link", "id: 16993717817996",
		"uuid: 123e4567-e89b-12d3-a456-426614174000", "4111 1111 1111 1112",
		"purchase_validate_before_payment_request_of_a_shop", "DK50 0040 0440 1162 44", "?sig=redacted-sig", `a \n b \u00e6 \q`,
	} {
		require.Empty(t, redact.Scan(text), text)
	}
}
