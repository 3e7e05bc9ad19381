package vcr_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

func TestWhatTheSpecificationDoesNotDescribeIsNotTaped(t *testing.T) {
	written, tape := acmeAnswer(t, vcr.Config{}, "/customers/17721", answer(200, "application/json",
		`{"session":"tk-91","id":17721,"friends":[{"name":"Bo","iban":"DK5000400440116243"}],"signed":{"url":"https://x.test/?sig=abc"},`+
			`"phones":["Jane, 555 01 99"],"names":{"da":"Dansk"},"extra":{"colour":"blue","seats":4,"pin2":"tk-92"}}`))
	require.Contains(t, written, `{
              "id": 17721,
              "friends": [
                {
                  "name": "Bo"
                }
              ],
              "names": {
                "da": "Dansk"
              },
              "extra": {
                "colour": "blue",
                "seats": 4
              }
            }`)
	for _, no := range []string{"tk-9", "DK50", "sig", "Jane", "555"} {
		require.NotContains(t, written, no)
	}
	require.Equal(t, []string{"iban", "phones", "pin2", "session", "signed"}, tape.LeftOut())
}

func TestAFreeFormValueIsTapedAsFarAsTheExamplesShowIt(t *testing.T) {
	written, _ := acmeAnswer(t, vcr.Config{}, "/customers/17721", answer(200, "application/json",
		`{"extra":{"colour":"tk-91","seats":44,"name":null,"id":{"colour":["blue","tk-92",true]}}}`))
	require.Contains(t, written, `"extra": {
                "colour": "redacted-colour",
                "seats": 0,
                "name": null,
                "id": {
                  "colour": [
                    "blue",
                    "redacted-colour",
                    true
                  ]
                }
              }`)
}

func TestAValueOfAnotherTypeThanDescribedIsNotTaped(t *testing.T) {
	written, tape := acmeAnswer(t, vcr.Config{}, "/customers/17721", answer(200, "application/json",
		`{"id":"tk-91","name":4711,"friends":"tk-92","numbers":{"a":"tk-93"},"active":["tk-94"],"names":["tk-95"],"amount":1.50}`))
	require.Contains(t, written, `{
              "id": "redacted-id",
              "name": 0,
              "friends": "redacted-friends",
              "numbers": {},
              "active": [],
              "names": [],
              "amount": 1.50
            }`)
	require.NotContains(t, written, "tk-9")
	require.Equal(t, []string{"a", "active", "names"}, tape.LeftOut())
}

func TestWhatXMLHoldsBesidesIsNotTaped(t *testing.T) {
	written, tape := acmeAnswer(t, vcr.Config{}, "/customers/17721", answer(200, "application/xml",
		`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY tk "tk-91">]><?php tk-92?>`+
			`<customer id="17721" session="tk-93" xmlns="urn:acme"><name>Alex Example</name><token>tk-94-long</token><a><b>tk-95</b></a><amount>tk-96</amount></customer>`))
	require.Contains(t, written, `<?xml version="1.0"?><customer id="17721" xmlns="urn:acme"><name>Alex Example</name><amount>redacted-amount</amount></customer>`)
	require.NotContains(t, written, "tk-9")
	require.Equal(t, []string{"a", "session", "token"}, tape.LeftOut())
}

func TestAnEMailAddressIsNobodysOnATape(t *testing.T) {
	written, _ := acmeAnswer(t, vcr.Config{}, "/customers/17721", answer(200, "application/json",
		`{"name":"Jane <jane.real@venue.test>, bob@example.com","href":"https://venue.test/x?mail=jane%40venue.test"}`))
	require.Contains(t, written, `"name": "Jane <redacted@example.com>, bob@example.com"`)
	require.Contains(t, written, `"href": "https://venue.test/x?mail=redacted%40example.com"`)
}

func TestASecretInAFieldThatIsNotDescribedIsRecognisedElsewhere(t *testing.T) {
	_, _, err := acmeTape(t, vcr.Config{}, func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"session":{"token":"tk-91-and-more"},"name":"for tk-91-and-more"}`)
	}, func(client *http.Client) { send(t, client, http.MethodGet, acme+"/customers/17721", "") })
	require.ErrorContains(t, err, "a secret of an exchange outside of its field")
}

func TestABodyThatTheSpecificationDoesNotHaveIsNotTaped(t *testing.T) {
	for _, a := range []*http.Response{
		answer(200, "text/html", "<h1>Welcome, tk-91</h1>"), answer(200, "text/plain", "tk-91"), answer(200, "", "tk-91"),
	} {
		_, tape, err := acmeTape(t, vcr.Config{}, func(*http.Request) *http.Response { return a }, func(client *http.Client) {
			_, body := send(t, client, http.MethodGet, acme+"/customers/17721", "")
			require.Contains(t, body, "tk-91", "the caller has it")
		})
		require.ErrorContains(t, err, "the specification does not describe a body of this kind there")
		require.ErrorContains(t, tape.Refused(), "getCustomer, answer")
		require.NotContains(t, err.Error(), "tk-91")
	}
}

func TestOfARefusalThatTheSpecificationDoesNotHaveTheStatusIsTaped(t *testing.T) {
	for _, a := range []*http.Response{answer(502, "text/html", "<h1>Bad Gateway at tk-91</h1>"), answer(404, "application/json", `{"message":"tk-91"}`)} {
		written, tape := acmeAnswer(t, vcr.Config{}, "/customers/17721", a)
		require.Contains(t, written, "code: "+strconv.Itoa(a.StatusCode))
		require.NotContains(t, written, "tk-91")
		require.Equal(t, []string{"the body of a " + strconv.Itoa(a.StatusCode)}, tape.LeftOut())
	}
}

func TestOfAnAnswersHeadersIsTapedWhatTheyAreFor(t *testing.T) {
	a := answer(429, "application/json; charset=UTF-8; session=tk-91", "", "Retry-After", "tk-91")
	a.Header.Add("Content-Type", "tk-91")
	written, tape := acmeAnswer(t, vcr.Config{}, "/customers/17721", a)
	require.NotContains(t, written, "tk-91")
	require.Contains(t, written, "application/json; charset=UTF-8")
	require.Equal(t, []string{"Content-Type", "Retry-After"}, tape.LeftOut())
	for _, pause := range []string{"120", "Wed, 21 Oct 2026 07:28:00 GMT"} {
		written, _ = acmeAnswer(t, vcr.Config{}, "/customers/17721", answer(429, "text/html", "", "Retry-After", pause))
		require.Contains(t, written, pause)
	}
}

func TestOfARedirectElsewhereTheOriginIsTaped(t *testing.T) {
	for given, kept := range map[string]string{
		"https://u:tk-91@login.test/reset/tk-91?next=tk-91#tk-91": "https://login.test/redacted\n",
		"https://api.acme.test/customers/17721?session=tk-91":     "https://api.acme.test/customers/17721\n",
		"/customers/17721?after=654780&limit=10#tk-91":            "/customers/17721?after=654780&limit=10\n",
		"/tk-91": "/redacted\n",
	} {
		file, tape, err := acmeTape(t, vcr.Config{}, func(*http.Request) *http.Response { return answer(302, "text/html", "", "Location", given) }, func(client *http.Client) {
			client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			send(t, client, http.MethodGet, acme+"/customers/1", "")
		})
		require.NoError(t, err)
		require.Contains(t, text(t, file), "- "+kept)
		require.NotContains(t, text(t, file), "tk-91")
		require.Equal(t, strings.Contains(given, "tk-91"), len(tape.LeftOut()) > 0, given)
	}
}

func TestASessionThatTheVendorRepeatsInAMessageIsNotTaped(t *testing.T) {
	for _, a := range []*http.Response{
		answer(200, "application/json", `{"name":"session abc-12345678 is over","session":"abc-12345678"}`),
		answer(200, "application/json", `{"name":"session abc-12345678 is over"}`, "Set-Cookie", "sid=abc-12345678; Path=/"),
		answer(200, "application/json", `{"name":"session abc-12345678 is over"}`, "X-Session-Token", "abc-12345678"),
		answer(200, "application/json", `{"name":"session abc-1 is over","session":"abc-1"}`),
		answer(200, "application/xml", `<customer session="abc-12345678"><name>session abc-12345678 is over</name></customer>`),
	} {
		_, _, err := acmeTape(t, vcr.Config{}, func(*http.Request) *http.Response { return a }, func(client *http.Client) {
			send(t, client, http.MethodGet, acme+"/customers/1", "")
		})
		require.ErrorContains(t, err, "a secret of an exchange outside of its field")
		require.NotContains(t, err.Error(), "abc-1")
	}
}

func TestTheKeyOfAMapIsDataLikeAText(t *testing.T) {
	written, _ := acmeAnswer(t, standIns("Jane Real", "Alex Example"), "/customers/1", answer(200, "application/json",
		`{"names":{"Jane Real":"a","jane@venue.test":"b"}}`))
	require.Contains(t, written, `"Alex Example": "a"`)
	require.Contains(t, written, `"redacted@example.com": "b"`)
}
