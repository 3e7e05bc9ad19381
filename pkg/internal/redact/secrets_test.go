package redact_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

func TestAReplacedSecretIsRecognisedElsewhere(t *testing.T) {
	const secret = `correct "horse"+é/<`
	var known redact.Secrets
	redactor := redact.Redactor{Secrets: &known}
	require.False(t, known.ShowIn("anything"))
	_, err := redactor.JSON([]byte(`{"password":`+strconv.Quote(secret)+`}`), nil)
	require.NoError(t, err)
	quoted, err := json.Marshal(secret)
	require.NoError(t, err)
	for _, form := range []string{
		secret, string(quoted), strconv.Quote(string(quoted)), url.QueryEscape(secret), url.PathEscape(secret), `correct \"horse\"+\u00e9\/<`, base64.StdEncoding.EncodeToString([]byte(secret)),
	} {
		require.True(t, known.ShowIn("the password "+form+" is too short"), form)
	}
	require.False(t, known.ShowIn("correct horse"))

	known = redact.Secrets{}
	_, err = redactor.XML([]byte(`<a token="token-in-xml"><password>password-in-xml</password></a>`), nil)
	require.NoError(t, err)
	redactor.Values(url.Values{"api_key": {"key-in-a-query"}, "next": {"https://example.com/?token=token-in-a-link"}}, nil)
	known.AddCredential("Bearer bearer-token")
	known.AddCredential("Basic " + base64.StdEncoding.EncodeToString([]byte("me:basic-password")))
	known.AddCredential("Basic " + base64.StdEncoding.EncodeToString([]byte("client:secret%2Fwith%2Bsigns")))
	for _, each := range []string{"token-in-xml", "password-in-xml", "key-in-a-query", "token-in-a-link", "bearer-token", "basic-password", "secret/with+signs"} {
		require.True(t, known.ShowIn(each), each)
	}
}

func TestPlaceholdersAndShortSecretsAreNotLookedFor(t *testing.T) {
	var known redact.Secrets
	redactor := redact.Redactor{Secrets: &known}
	redactor.Values(url.Values{"password": {"1234567"}, "token": {redact.Placeholder("token")}}, nil)
	known.AddCredential("Bearer " + redact.Placeholder("access_token"))
	require.False(t, known.ShowIn("1234567 "+redact.Placeholder("token")+redact.Placeholder("access_token")))
	redact.Redactor{}.Values(url.Values{"password": {"nobody remembers"}}, nil)
}

func TestAShortSecretIsRecognisedWhereItStandsAlone(t *testing.T) {
	var known redact.Secrets
	known.Add("s3ss1")
	known.Add("word")
	known.Add("12345")
	for _, text := range []string{"s3ss1", "session s3ss1 is over", `"a\ns3ss1"`, "x=s3ss1&", "as3ss1, s3ss1."} {
		require.True(t, known.ShowIn(text), text)
	}
	for _, text := range []string{"as3ss1", "s3ss10", "a word", "12345"} {
		require.False(t, known.ShowIn(text), text)
	}
}
